"""boto3 alone: how tuning jobs search, when they are done, and what they take from others.

Usage: strategies.py [PART ...]; all parts by default.
"""
import sys

from checks import check_counters, close, run_parts
from jobs import (
    BUCKET, CURVE, IMAGE, SLEEP, channel, contains, continuous, curve, definition, objective, s3, sagemaker, search,
    search_ended, searched, source, trials, trials_of, unmade)

# A little better each time, by less than a percent.
CREEP = '''
import os
print("score = %.6f;" % (0.5 + 0.0001 * int(os.environ["TRAINING_JOB_NAME"].split("-")[-2])))
'''


def hyperband_part():
    program = source('curve', CURVE)

    def band(**resources):
        return {'StrategyConfig': {'HyperbandStrategyConfig': resources}}

    def start(name, jobs, parallel=3, config=None, **parameters):
        search(name, *definition(dict(program, **parameters)), ranges=continuous(), strategy='Hyperband', jobs=jobs,
               parallel=parallel, config=config)

    start('inferred', 9, epochs='9', pause='0.05')
    start('given', 6, config=band(MinResource=3, MaxResource=6), rounds='60', pause='0.05')
    start('one-by-one', 12, parallel=1, epochs='9', pause='0.02')
    every = trials_of('inferred')
    stopped = [item for item in every if item['TrainingJobStatus'] == 'Stopped']
    assert len(every) == 9 and 0 < len(stopped) < 9, [item['TrainingJobStatus'] for item in every]
    for item in stopped:
        points = curve(item['TrainingJobName'])
        assert 1 <= len(points) < 9, '%s was stopped after %d epochs' % (item['TrainingJobName'], len(points))
        # What is stopped keeps its last value.
        assert item['ObjectiveStatus'] == 'Succeeded' and close(objective(item), points[-1]), item
    job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='inferred')
    check_counters(job, completed=9 - len(stopped), stopped=len(stopped), succeeded=9)
    assert job['BestTrainingJob']['TrainingJobStatus'] == 'Completed', job['BestTrainingJob']

    job = search_ended('given')
    told = job['HyperParameterTuningJobConfig']['StrategyConfig']
    assert told == band(MinResource=3, MaxResource=6)['StrategyConfig'], told
    lengths = [len(curve(item['TrainingJobName'])) for item in trials('given')]
    assert min(lengths) >= 3, 'stopped before MinResource: %s' % lengths
    assert max(lengths) <= 20, 'a job that reaches MaxResource is stopped; epochs: %s' % lengths
    job = searched('one-by-one')
    assert job['TrainingJobStatusCounters']['Stopped'] > 0, job['TrainingJobStatusCounters']

    def bad(parameters=program, strategy='Hyperband', **config):
        return unmade(search, 'never-made', *definition(parameters), ranges=continuous(), strategy=strategy, jobs=2,
                      config=config)

    assert 'MaxResource' in bad()
    assert 'must be Off' in bad(dict(program, epochs='9'), TrainingJobEarlyStoppingType='Auto')
    bad(**band(MinResource=9, MaxResource=9))
    assert 'MaxResource' in bad(**band(MinResource=1))
    bad(strategy='Bayesian', **band(MaxResource=9))
    for number, name in enumerate(('epochs', 'numepochs', 'n-epochs', 'n_epochs', 'num_epochs')):
        start('reads-%d' % number, 1, parallel=2, config={'TrainingJobEarlyStoppingType': 'Off'}, **{name: '"3"'})


def completion_part():
    program = source('curve', CURVE)

    def start(name, criteria, jobs=20, parallel=1, parameters=None, ranges=continuous('unused'), **config):
        search(name, *definition(parameters or dict(program, x='0.75')), ranges=ranges, strategy='Random', jobs=jobs,
               parallel=parallel, config=dict(config, TuningJobCompletionCriteria=criteria))

    start('target', {'TargetObjectiveMetricValue': 0.7}, parallel=2)
    start('target-down', {'TargetObjectiveMetricValue': 0.8}, HyperParameterTuningJobObjective={
        'Type': 'Minimize', 'MetricName': 'score'})
    start('target-far', {'TargetObjectiveMetricValue': 0.8}, jobs=3)
    stuck = {'BestObjectiveNotImproving': {'MaxNumberOfTrainingJobsNotImproving': 3}}
    start('stuck', stuck)
    start('stuck-late', stuck, jobs=40, parameters=program, ranges=continuous())
    start('creeping', stuck, jobs=9, parameters=source('creep', CREEP))
    start('converged', {'ConvergenceDetected': {'CompleteOnConvergence': 'Enabled'}}, jobs=60, parallel=4)

    for name in ('target', 'target-down'):
        job = searched(name)
        counters = job['TrainingJobStatusCounters']
        assert 1 <= counters['Completed'] and sum(counters.values()) < 5, counters
        assert counters['InProgress'] == 0 and 'TuningJobCompletionDetails' not in job, job
        assert 'TargetObjectiveMetricValue' in job['HyperParameterTuningJobConfig']['TuningJobCompletionCriteria'], job
    assert len(trials_of('target-far')) == 3
    job = searched('stuck')
    check_counters(job, completed=4, succeeded=4)
    assert job['TuningJobCompletionDetails'] == {'NumberOfTrainingJobsObjectiveNotImproving': 3}, job
    job = searched('stuck-late')
    assert job['TuningJobCompletionDetails']['NumberOfTrainingJobsObjectiveNotImproving'] >= 3, job
    job = searched('converged')
    assert job['TrainingJobStatusCounters']['Completed'] < 60, job['TrainingJobStatusCounters']
    detected = job['TuningJobCompletionDetails']['ConvergenceDetectedTime']
    assert job['CreationTime'] <= detected <= job['HyperParameterTuningEndTime'], job
    # In the words of the API: improved "by 1% or greater".
    counters = search_ended('creeping')['TrainingJobStatusCounters']
    assert counters['Completed'] == 4, 'a gain of less than a percent is one: %r' % counters

    start('long', {}, jobs=1, ResourceLimits={'MaxParallelTrainingJobs': 1, 'MaxNumberOfTrainingJobs': 1,
                                              'MaxRuntimeInSeconds': 120})
    job = search_ended('long')
    assert job['HyperParameterTuningJobConfig']['ResourceLimits']['MaxRuntimeInSeconds'] == 120, job
    assert job['ConsumedResources']['RuntimeInSeconds'] >= 0, job
    unmade(start, 'never-made', {'ConvergenceDetected': {'CompleteOnConvergence': 'Maybe'}})


def autotune_part():
    hints = {'learning_rate': '0.01', 'dropout': '0.5', 'depth': '6', 'kind': 'oak', 'zero': '0'}
    ranges = {'AutoParameters': [{'Name': name, 'ValueHint': hint} for name, hint in hints.items()]}
    on = {'Mode': 'Enabled'}
    search('tuned', *definition(source('curve', CURVE)), ranges=ranges, jobs=4, Autotune=on)
    # All else is up to the service.
    search('tuned-freely', *definition(source('sleep', SLEEP)), ranges=ranges, jobs=None, Autotune=on)
    sagemaker.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName='tuned-freely')
    every = trials_of('tuned')
    assert len(every) == 4, every
    for item in every:
        tuned = item['TunedHyperParameters']
        assert set(tuned) == set(hints), tuned
        assert 0.0001 <= float(tuned['learning_rate']) <= 1 and 0 <= float(tuned['dropout']) <= 1, tuned
        assert 1 <= int(tuned['depth']) <= 100 and tuned['kind'] == 'oak' and int(tuned['zero']) >= 0, tuned
    assert len({item['TunedHyperParameters']['learning_rate'] for item in every}) == 4, every
    job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='tuned')
    assert job['Autotune'] == on, job
    assert job['HyperParameterTuningJobConfig']['ParameterRanges']['AutoParameters'] == ranges['AutoParameters'], job
    assert search_ended('tuned-freely')['HyperParameterTuningJobStatus'] == 'Stopped'
    unmade(search, 'never-made', *definition(source('curve', CURVE)), ranges=ranges, jobs=2, Autotune={'Mode': 'Off'})


def warm_start_part():
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key='warm/data.csv', Body=b'1,2,3')
    program = source('curve', CURVE)
    statics = dict(program, **{'s%02d' % number: 'a' for number in range(11)})
    data = [channel('data', 's3://%s/warm/' % BUCKET)]
    identical, transfer = 'IdenticalDataAndAlgorithm', 'TransferLearning'

    def warm(kind, *parents):
        return {'WarmStartType': kind, 'ParentHyperParameterTuningJobs': [
            {'HyperParameterTuningJobName': parent} for parent in parents]}

    def child(name, kind, parents=('parent',), parameters=statics, ranges=continuous(high='0.1'), channels=data,
              arguments=None, jobs=2, **more):
        return search(name, *arguments or definition(parameters, channels=channels), ranges=ranges, jobs=jobs,
                      WarmStartConfig=warm(kind, *parents), **more)

    search('parent', *definition(statics, channels=data), ranges=continuous(low='0.9'), jobs=3, parallel=3)
    sleeping = dict(statics, **source('sleep', SLEEP))
    search('parent-runs', *definition(sleeping, channels=data), ranges=continuous(), jobs=1)
    best_of_parent = searched('parent')['BestTrainingJob']
    child('identical', identical)
    child('transfer', transfer, channels=None)
    # Of four jobs one is for a point of the parent.
    child('transfer-here', transfer, ranges=continuous(), jobs=4)
    # From tunable to static and back, and ten changes.
    moved = dict(statics, x='0.5', **{'s%02d' % number: 'b' for number in range(1, 9)})
    del moved['s00']
    child('moved', transfer, parameters=moved, ranges={'CategoricalParameterRanges': [
        {'Name': 's00', 'Values': ['a', 'b']}]}, strategy='Random')

    own = {item['TrainingJobName'] for item in trials_of('identical')}
    job = searched('identical')
    best, overall = job['BestTrainingJob'], job['OverallBestTrainingJob']
    assert best['TrainingJobName'] in own, best
    assert overall['TuningJobName'] == 'parent' and overall['TrainingJobName'] not in own, overall
    assert objective(overall) >= 0.9 > objective(best), job
    assert objective(overall) == objective(best_of_parent) == max(objective(item) for item in trials('parent')), overall
    contains(job['WarmStartConfig'], warm(identical, 'parent'))
    for name, jobs in (('transfer', 2), ('transfer-here', 4), ('moved', 2)):
        assert len(trials_of(name)) == jobs
        job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        assert 'OverallBestTrainingJob' not in job, 'the best of all after a transfer: %r' % job
    first = float(trials('transfer-here')[0]['TunedHyperParameters']['x'])
    assert close(first, objective(best_of_parent)), 'the best point of the parent comes first: %r' % first
    # A child can be a parent.
    child('grandchild', identical, ['identical', 'parent'])
    job = searched('grandchild')
    assert job['OverallBestTrainingJob']['TuningJobName'] == 'parent', job['OverallBestTrainingJob']

    def bad(text, kind=transfer, **more):
        message = unmade(child, 'never-made', kind, **more)
        assert text in message, message

    names = 'The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs.'
    bad(names, parameters=program)
    bad(names, parameters=dict(statics, more='1'))
    bad(names, ranges=continuous('width', '1', '2'))
    bad('parent-runs', parents=['parent-runs'])
    metrics = [{'Name': 'other', 'Regex': 'score = ([0-9.]+);'}]
    bad('objective', arguments=definition(statics, metrics, data), metric='other')
    bad('', parameters=dict(statics, **{name: 'b' for name in statics if name not in program}))
    bad('', ranges={'IntegerParameterRanges': [{'Name': 'x', 'MinValue': '0', 'MaxValue': '1'}]})
    bad('', identical, channels=[channel('data', 's3://%s/other/' % BUCKET)])
    bad('', parents=['parent'] * 6)
    bad('', ranges={'CategoricalParameterRanges': [{'Name': 'x', 'Values': ['0', '1']}]}, strategy='Grid')
    bad('', strategy='Hyperband', config={'StrategyConfig': {'HyperbandStrategyConfig': {'MaxResource': 9}}})
    bad('', identical, arguments=definition(statics, channels=data, image=IMAGE.replace('2.14', '2.13')))
    sagemaker.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName='parent-runs')


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
