"""boto3 alone: what a tuning job is defined by. Several definitions, ranges, and all that is only recorded.

Usage: definitions.py [PART ...]; all parts by default.
"""
import re
import sys

from checks import check_counters, close, run_parts
from jobs import (
    BUCKET, CURVE, NAMESPACE, categories, cloudwatch, contains, continuous, definition, objective, refused, sagemaker,
    said, search, searched, source, train, trained, trials, trials_of, unmade)

# Two metrics, one of them better than the other.
BOTH = 'print("accuracy = 0.25;")\nprint("score = 0.75;")\n'
ACCURACY_METRIC = [{'Name': 'accuracy', 'Regex': 'accuracy = ([0-9.]+);'}]

# The value that it got, as an argument and as a setting.
VALUE = '''
import json, os, sys
with open(os.path.join(os.environ["SM_INPUT_CONFIG_DIR"], "hyperparameters.json")) as settings:
    setting = json.load(settings)["kind"]
print("score = 0.5;")
print("VALUE " + json.dumps([sys.argv[sys.argv.index("--kind") + 1], setting]))
'''


def one_of(name, arguments, metric='score', ranges=None):
    """One of several definitions."""
    parameters, result = arguments
    return dict(result, DefinitionName=name, StaticHyperParameters=parameters,
                HyperParameterRanges=ranges or continuous(),
                TuningObjective={'Type': 'Maximize', 'MetricName': metric})


def search_several(name, definitions, strategy='Random', jobs=None, config=None, **more):
    limits = {'MaxParallelTrainingJobs': 4}
    if jobs:
        limits['MaxNumberOfTrainingJobs'] = jobs
    return sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name, TrainingJobDefinitions=definitions,
        HyperParameterTuningJobConfig=dict({'Strategy': strategy, 'ResourceLimits': limits}, **config or {}), **more)


def definitions_part():
    both = source('both', BOTH)
    linear = one_of('linear', definition(dict(both, family='linear'), ACCURACY_METRIC), 'accuracy',
                    continuous('rate', '0.01', '1'))
    forest = one_of('forest', definition(dict(both, family='forest'), Environment={'TREES': 'yes'}), ranges=dict(
        categories('oak', 'ash'), IntegerParameterRanges=[
            {'Name': 'depth', 'MinValue': '1', 'MaxValue': '9', 'ScalingType': 'Linear'}]))
    several = {'several-random': 'Random', 'several-bayesian': 'Bayesian'}
    for name, strategy in several.items():
        search_several(name, [linear, forest], strategy, jobs=8)
    search_several('alone', [forest], jobs=2)
    search_several('grid', [
        one_of('two', definition(both), ranges=categories('a', 'b')),
        one_of('3-and-more', definition(both), ranges={'CategoricalParameterRanges': [
            {'Name': 'leaf-size', 'Values': ['1', '2', '3']}, {'Name': 'one', 'Values': ['only']}]})], 'Grid')
    # Each has limits of its own.
    slow = definition(dict(source('curve', CURVE), pause='6'), seconds=1)
    search_several('limits', [one_of('quick', definition(both), ranges=categories('a')),
                              one_of('slow', slow, ranges=categories('a'))], 'Grid')

    for search_name in several:
        job = searched(search_name)
        check_counters(job, completed=8, succeeded=8)
        contains(job['TrainingJobDefinitions'], [linear, forest])
        told = {item['DefinitionName']: item['StaticHyperParameters'] for item in job['TrainingJobDefinitions']}
        assert told['linear']['_tuning_objective_metric'] == 'accuracy', told['linear']
        assert told['forest']['_tuning_objective_metric'] == 'score', told['forest']
        assert 'TrainingJobDefinition' not in job, 'both forms are told'
        every = trials(search_name)
        assert {item['TrainingJobDefinitionName'] for item in every} == {'linear', 'forest'}, every
        for item in every:
            check_trial(item, search_name, both)
        best = job['BestTrainingJob']
        assert best['TrainingJobDefinitionName'] == 'forest' and close(objective(best), 0.75), best
        assert best['FinalHyperParameterTuningJobObjectiveMetric']['MetricName'] == 'score', best
        by_value = trials(search_name, SortBy='FinalObjectiveMetricValue', SortOrder='Descending')
        kinds = [item['TrainingJobDefinitionName'] for item in by_value]
        assert kinds == sorted(kinds), 'order by value: %s' % kinds

    # A list of one is a list.
    for item in trials_of('alone'):
        assert item['TrainingJobDefinitionName'] == 'forest', item
        assert set(item['TunedHyperParameters']) == {'depth', 'kind'}, 'tuned: %r' % item['TunedHyperParameters']
        told = sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])['HyperParameters']
        assert {'depth', 'kind'} <= set(told), told

    found = sorted((item['TrainingJobDefinitionName'], sorted(item['TunedHyperParameters'].items()))
                   for item in trials_of('grid'))
    assert found == [('3-and-more', [('leaf-size', '1'), ('one', 'only')]),
                     ('3-and-more', [('leaf-size', '2'), ('one', 'only')]),
                     ('3-and-more', [('leaf-size', '3'), ('one', 'only')]),
                     ('two', [('kind', 'a')]), ('two', [('kind', 'b')])], found
    status = {item['TrainingJobDefinitionName']: item['TrainingJobStatus'] for item in trials_of('limits')}
    assert status == {'quick': 'Completed', 'slow': 'Stopped'}, status


def check_trial(item, search_name, both):
    """A training job of one of the two definitions has nothing of the other."""
    name, kind = item['TrainingJobName'], item['TrainingJobDefinitionName']
    assert re.match(re.escape(search_name) + r'-\d{3}-[0-9a-f]{8}$', name), name
    metric, value, tuned = (('accuracy', 0.25, {'rate'}) if kind == 'linear' else ('score', 0.75, {'depth', 'kind'}))
    final = item['FinalHyperParameterTuningJobObjectiveMetric']
    assert (final['MetricName'], final['Value'], final['Type']) == (metric, value, 'Maximize'), item
    assert set(item['TunedHyperParameters']) == tuned, item
    trial = sagemaker.describe_training_job(TrainingJobName=name)
    expected = dict(both, family=kind, _tuning_objective_metric=metric, **item['TunedHyperParameters'])
    assert trial['HyperParameters'] == expected, trial['HyperParameters']
    assert trial.get('Environment', {}) == ({'TREES': 'yes'} if kind == 'forest' else {}), trial
    assert [entry['Name'] for entry in trial['AlgorithmSpecification']['MetricDefinitions']] == [metric], trial
    assert [entry['MetricName'] for entry in trial['FinalMetricDataList']] == [metric], trial['FinalMetricDataList']
    listed = cloudwatch.list_metrics(Namespace=NAMESPACE, Dimensions=[{'Name': 'TrainingJobName', 'Value': name}])
    assert [entry['MetricName'] for entry in listed['Metrics']] == [metric], listed['Metrics']


def definitions_errors_part():
    both = definition(source('both', BOTH))
    one, two = (one_of(name, both) for name in ('one', 'two'))
    whole = {'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'score'}}

    def without(member):
        return {name: value for name, value in two.items() if name != member}

    def bad(text, *definitions, **more):
        message = unmade(search_several, 'never-made', list(definitions), jobs=2, **more)
        assert text in message, 'no word of %s: %s' % (text, message)

    bad('DefinitionName', one, without('DefinitionName'))
    bad('DefinitionName', one, dict(two, DefinitionName='one'))
    bad('TuningObjective', one, two, config=whole)
    bad('HyperParameterRanges', one, two, config={'ParameterRanges': continuous()})
    bad('', one, without('HyperParameterRanges'))
    bad('trainingJobDefinitions', *[one_of('n%d' % i, both) for i in range(11)])
    metric = dict(two['TuningObjective'], MetricName='no such metric')
    bad('A metric is required', one, dict(two, TuningObjective=metric))
    bad('TrainingJobDefinitions', one, two, TrainingJobDefinition=dict(both[1], StaticHyperParameters=both[0]))
    # The second is looked at as closely as the first.
    waiting = {'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 120}
    bad('MaxWaitTimeInSeconds', one, dict(two, StoppingCondition=waiting))
    # The members have other names here than in a job with one definition.
    bad('TuningObjective', one, without('TuningObjective'))
    refused('ResourceNotFound', sagemaker.describe_hyper_parameter_tuning_job, HyperParameterTuningJobName='never-made')


def ranges_part():
    """Names and values that ranges may have."""
    program = source('curve', CURVE)
    names = ['größe', 'a.b', 'n-epochs', '_hidden', 'A1']
    search('names', *definition(program), strategy='Random', jobs=2, ranges={'ContinuousParameterRanges': [
        {'Name': name, 'MinValue': '0', 'MaxValue': '1'} for name in names]})
    search('singles', *definition(program), strategy='Random', jobs=1, ranges=dict(
        categories('only'), IntegerParameterRanges=[{'Name': 'n', 'MinValue': '5', 'MaxValue': '5'}],
        **continuous(low='0.25', high='0.25')))
    values = ['', ' ', 'a,b', '"quoted"', "it's", 'ü x', '1', '1.0', '01', '1e0', 'null', 'true', '{x}', '$HOME', '--',
              '%41']
    search('values', *definition(source('value', VALUE)), strategy='Grid', jobs=None, parallel=4,
           ranges=categories(*values))
    said_by = {item['TunedHyperParameters']['kind']: said(item['TrainingJobName'], 'VALUE ')
               for item in trials_of('values')}
    assert sorted(said_by) == sorted(values), sorted(said_by)
    for value, (argument, setting) in said_by.items():
        # An argument is what the text stands for as JSON, as the public toolkit has it.
        assert setting == value, 'hyperparameters.json has %r for %r' % (setting, value)
        expected = {'"quoted"': 'quoted', 'null': '', 'true': 'True'}.get(value, value)
        assert argument == expected, 'the argument is %r for %r' % (argument, value)
    for item in trials_of('names'):
        assert sorted(item['TunedHyperParameters']) == sorted(names), item
    for item in trials_of('singles'):
        tuned = item['TunedHyperParameters']
        assert (tuned['kind'], tuned['n'], float(tuned['x'])) == ('only', '5', 0.25), tuned


def echo_part():
    """What is accepted and recorded comes back."""
    key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    resources = {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 30}
    more = {
        'RetryStrategy': {'MaximumRetryAttempts': 3},
        'EnableManagedSpotTraining': True, 'EnableNetworkIsolation': True,
        'EnableInterContainerTrafficEncryption': True,
        'StoppingCondition': {
            'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 120, 'MaxPendingTimeInSeconds': 7200},
        'VpcConfig': {'SecurityGroupIds': ['sg-0123456789abcdef0'], 'Subnets': ['subnet-1', 'subnet-2']},
        'OutputDataConfig': {'S3OutputPath': 's3://%s/output' % BUCKET, 'KmsKeyId': key, 'CompressionType': 'GZIP'},
        'ResourceConfig': dict(resources, VolumeKmsKeyId=key),
        'CheckpointConfig': {'S3Uri': 's3://%s/echo-checkpoints' % BUCKET}, 'Environment': {'FLAVOUR': 'mint'},
    }
    tags = [{'Key': 'team', 'Value': 'search'}, {'Key': 'Stage', 'Value': 'Test/more: 1'}]
    parameters, result = definition(dict(source('curve', CURVE), depth='3'), **more)
    made = search('Echo-Search', parameters, result, ranges=continuous(), jobs=2, Tags=tags, config={'RandomSeed': 7})
    alone = dict(result, ExperimentConfig={'ExperimentName': 'mine'}, ProfilerConfig={'DisableProfiler': True})
    train('Echo-Job', parameters, dict(alone, Tags=tags))
    tuning = {name: value for name, value in result.items() if name != 'ResourceConfig'}
    newer = {'echo-newer': resources, 'echo-several': {'AllocationStrategy': 'Prioritized', 'InstanceConfigs': [
        resources, dict(resources, InstanceType='ml.c5.xlarge')]}}
    for name, sent in newer.items():
        search(name, parameters, dict(tuning, HyperParameterTuningResourceConfig=sent), ranges=continuous(), jobs=1)

    assert made['HyperParameterTuningJobArn'].endswith(':hyper-parameter-tuning-job/echo-search'), made
    every = trials_of('Echo-Search')
    job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='echo-search')
    assert job['HyperParameterTuningJobName'] == 'Echo-Search', 'names are not case sensitive: %r' % job
    contains(job['TrainingJobDefinition'], dict(result, StaticHyperParameters=parameters))
    assert job['HyperParameterTuningJobConfig']['RandomSeed'] == 7, job
    assert sagemaker.list_tags(ResourceArn=made['HyperParameterTuningJobArn'])['Tags'] == tags
    for item in every:
        trial = sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])
        same = {name: value for name, value in result.items() if name != 'CheckpointConfig'}
        contains(trial, same, item['TrainingJobName'])
        contains(trial['HyperParameters'], parameters)
        assert trial['TrainingJobArn'] == item['TrainingJobArn'], trial['TrainingJobArn']
        found = sagemaker.list_tags(ResourceArn=item['TrainingJobArn'])['Tags']
        assert [tag for tag in found if not tag['Key'].startswith('aws:')] == tags, found
    job = trained('Echo-Job')
    contains(job, alone)
    assert 0 <= job['BillableTimeInSeconds'] <= job['TrainingTimeInSeconds'] <= 60, job
    for name, sent in newer.items():
        item = trials_of(name)[0]
        told = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)['TrainingJobDefinition']
        contains(told['HyperParameterTuningResourceConfig'], sent)
        for place in (told, sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])):
            contains(place['ResourceConfig'], resources)

    def bad(text, **changes):
        changed = dict(result, **changes)
        for call, extra in ((train, {}), (search, {'ranges': continuous(), 'jobs': 2})):
            message = unmade(call, 'never-made', parameters, changed, **extra)
            assert text in message, message

    bad('MaxWaitTimeInSeconds', StoppingCondition={'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 59})
    bad('only supported when EnableManagedSpotTraining is set to true', EnableManagedSpotTraining=False)
    bad('MaxWaitTimeInSeconds', StoppingCondition={'MaxRuntimeInSeconds': 60})
    bad('axPendingTimeInSeconds', StoppingCondition=dict(more['StoppingCondition'], MaxPendingTimeInSeconds=2_419_201))
    bad('aximumRetryAttempts', RetryStrategy={'MaximumRetryAttempts': 31})
    bad('ecurityGroupIds', VpcConfig={'SecurityGroupIds': ['not a group'], 'Subnets': ['subnet-1']})


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
