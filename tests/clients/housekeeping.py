"""boto3 alone: finding jobs, reading along with them, stopping one of many, letting them go.

Usage: housekeeping.py [PART ...]; all parts by default.
"""
import datetime
import sys
import time

from checks import check_counters, close, run_parts
from jobs import (
    BUCKET, CURVE, ENDED, GROUP, SLEEP, categories, channel, continuous, curve, definition, ended, logs, messages,
    refused, running, s3, sagemaker, search, searched, source, train, trained, trials, trials_of, until)

# Says a line every now and then, for a few seconds.
TALK = '''
import time
for number in range(60):
    print("line %d" % number, flush=True)
    if number % 10 == 9:
        print("score = 0.%d;" % number, flush=True)
    time.sleep(0.03)
'''


def find_part():
    program = source('curve', CURVE)
    for name, x in (('find-low', '0.25'), ('find-mid', '0.5'), ('find-high', '0.75')):
        channels = [channel('train', 's3://%s/find/%s' % (BUCKET, name))]
        s3.put_object(Bucket=BUCKET, Key='find/' + name, Body=b'1')
        train(name, *definition(dict(program, x=x), channels=channels, Tags=[{'Key': 'level', 'Value': name[5:]}]))
        trained(name)
    search('find-search', *definition(program), ranges=categories('a', 'b'), jobs=2)
    searched('find-search')

    def condition(name, operator, value=None):
        return dict({'Name': name, 'Operator': operator}, **{} if value is None else {'Value': value})

    def found(*conditions, expression=None, **more):
        filters = [condition(*one) for one in (('TrainingJobName', 'Contains', 'find-'),) + conditions]
        pages = sagemaker.get_paginator('search').paginate(
            Resource='TrainingJob', SearchExpression=dict(expression or {}, Filters=filters),
            PaginationConfig={'PageSize': 2}, **more)
        return [result['TrainingJob']['TrainingJobName'] for page in pages for result in page['Results']]

    def same(names, *expected):
        assert names == list(expected), 'found %s, not %s' % (names, list(expected))

    def same_set(names, *expected):
        same(sorted(names), *sorted(expected))

    single = ('TuningJobArn', 'NotExists')
    same(found(('TrainingJobName', 'Equals', 'find-mid')), 'find-mid')
    same_set(found(('Metrics.score', 'GreaterThan', '0.3'), single), 'find-mid', 'find-high')
    same(found(('Metrics.score', 'LessThanOrEqualTo', '0.25')), 'find-low')
    same(found(('HyperParameters.x', 'Equals', '0.75')), 'find-high')
    same(found(('TrainingJobStatus', 'Equals', 'Failed')))
    same_set(found(('TrainingJobName', 'In', 'find-low,find-high')), 'find-low', 'find-high')
    assert len(found(('TuningJobArn', 'Contains', 'find-search'))) == 2
    same(found(single, SortBy='Metrics.score', SortOrder='Ascending'), 'find-low', 'find-mid', 'find-high')
    same(found(single, SortBy='Metrics.score', SortOrder='Descending'), 'find-high', 'find-mid', 'find-low')
    same(found(single, SortBy='TrainingJobName', SortOrder='Ascending'), 'find-high', 'find-low', 'find-mid')
    same(found(single, SortBy='CreationTime', SortOrder='Ascending'), 'find-low', 'find-mid', 'find-high')
    # The newest comes first.
    same(found(single), 'find-high', 'find-mid', 'find-low')
    either = {'SubExpressions': [{'Operator': 'Or', 'Filters': [
        condition('Metrics.score', 'LessThan', '0.3'), condition('Metrics.score', 'GreaterThan', '0.7')]}]}
    same_set(found(single, expression=either), 'find-low', 'find-high')
    answer = sagemaker.search(Resource='HyperParameterTuningJob', SearchExpression={'Filters': [
        condition('HyperParameterTuningJobName', 'Equals', 'find-search')]})
    assert len(answer['Results']) == 1, answer
    one = answer['Results'][0]['HyperParameterTuningJob']
    assert one['HyperParameterTuningJobStatus'] == 'Completed' and one['BestTrainingJob'], one
    # Times are texts here.
    hour = datetime.timedelta(hours=1)
    now = datetime.datetime.now(datetime.timezone.utc)
    for operator, moment, count in (
            ('GreaterThan', now - hour, 3), ('LessThan', now - hour, 0), ('LessThan', now + hour, 3)):
        names = found(single, ('CreationTime', operator, moment.strftime('%Y-%m-%dT%H:%M:%S')))
        assert len(names) == count, 'CreationTime %s: %s' % (operator, names)
    same(found(('Tags.level', 'Equals', 'mid')), 'find-mid')
    same(found(expression={'NestedFilters': [{'NestedPropertyName': 'InputDataConfig', 'Filters': [
        condition('InputDataConfig.ChannelName', 'Equals', 'train'),
        condition('InputDataConfig.DataSource.S3DataSource.S3Uri', 'Contains', 'find-low')]}]}), 'find-low')


def stop_one_part():
    """Whoever stops one training job of a search does not stop the search."""
    text = 'import sys, time\nprint("score = 0.5;", flush=True)\nif "slow" in sys.argv: time.sleep(60)\n'
    search('mostly', *definition(source('mostly', text)), ranges=categories('slow', 'a', 'b'), strategy='Grid',
           jobs=None)

    def started():
        return [item['TrainingJobName'] for item in trials('mostly', StatusEquals='InProgress')
                if item['TunedHyperParameters']['kind'] == 'slow' and curve(item['TrainingJobName'])]

    slow = until('the slow one', started)[0]
    sagemaker.stop_training_job(TrainingJobName=slow)
    check_counters(searched('mostly'), completed=2, stopped=1, succeeded=3)
    job = sagemaker.describe_training_job(TrainingJobName=slow)
    assert (job['TrainingJobStatus'], job['SecondaryStatus']) == ('Stopped', 'Stopped'), job
    refused('ValidationException', sagemaker.stop_training_job, TrainingJobName=slow)


def kept_alive(name):
    """Changes what may be changed of a training job, and looks whether it has."""
    sagemaker.update_training_job(TrainingJobName=name, ResourceConfig={'KeepAlivePeriodInSeconds': 60},
                                  ProfilerConfig={'DisableProfiler': True})
    job = sagemaker.describe_training_job(TrainingJobName=name)
    assert job['ResourceConfig']['KeepAlivePeriodInSeconds'] == 60 and job['ProfilerConfig']['DisableProfiler'], job
    assert job['ResourceConfig']['InstanceType'] == 'ml.m5.large', job['ResourceConfig']


def delete_part():
    missing = ('ResourceNotFound', 'ValidationException')
    train('forgotten', *definition(source('sleep', SLEEP), Tags=[{'Key': 'old', 'Value': 'yes'}]))
    running('forgotten')
    error = refused('ResourceInUse', sagemaker.delete_training_job, TrainingJobName='forgotten')
    assert isinstance(error, sagemaker.exceptions.ResourceInUse), type(error)
    kept_alive('forgotten')
    refused(missing, sagemaker.update_training_job, TrainingJobName='no-such-job')
    sagemaker.stop_training_job(TrainingJobName='forgotten')
    ended('forgotten')
    sagemaker.delete_training_job(TrainingJobName='forgotten')
    refused('ResourceNotFound', sagemaker.describe_training_job, TrainingJobName='forgotten')
    for call in (sagemaker.delete_training_job, sagemaker.stop_training_job):
        refused(missing, call, TrainingJobName='forgotten')
    listed = sagemaker.list_training_jobs(NameContains='forgotten')['TrainingJobSummaries']
    assert listed == [], listed
    # Its name is free, and the new one has nothing of the old one.
    arn = train('forgotten', *definition(dict(source('curve', CURVE), x='0.25')))['TrainingJobArn']
    job = trained('forgotten')
    assert job['FinalMetricDataList'][0]['Value'] == 0.25, job
    assert messages('forgotten') == ['score = 0.250000;'], messages('forgotten')
    assert sagemaker.list_tags(ResourceArn=arn)['Tags'] == [], 'the tags of the old one'
    assert 'KeepAlivePeriodInSeconds' not in job['ResourceConfig'], 'changes of the old one: %r' % job['ResourceConfig']
    # What has ended can be changed as well.
    kept_alive('forgotten')

    # The same for a tuning job, whose training jobs stay and keep their names.
    plain = definition(source('curve', CURVE))

    def again():
        search('Again', *plain, ranges=continuous(), jobs=2)
        refused('ResourceInUse', search, 'again', *plain, ranges=continuous(), jobs=2)
        return {item['TrainingJobName']: item for item in trials_of('Again')}

    first = again()
    sagemaker.delete_hyper_parameter_tuning_job(HyperParameterTuningJobName='again')
    refused('ResourceNotFound', sagemaker.describe_hyper_parameter_tuning_job, HyperParameterTuningJobName='Again')
    second = again()
    assert len(first) == len(second) == 2 and not set(first) & set(second), (sorted(first), sorted(second))
    for name, item in first.items():
        job = sagemaker.describe_training_job(TrainingJobName=name)
        assert job['HyperParameters']['x'] == item['TunedHyperParameters']['x'], job
        assert close(job['FinalMetricDataList'][0]['Value'], curve(name)[-1]), job
    # A training job of a tuning job can go as well.
    best = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='Again')['BestTrainingJob']
    other = next(name for name in second if name != best['TrainingJobName'])
    sagemaker.delete_training_job(TrainingJobName=other)
    assert [item['TrainingJobName'] for item in trials('Again')] == [best['TrainingJobName']], trials('Again')
    # Jobs of both kinds may have one name.
    train('Again', *plain)
    assert trained('again')['TrainingJobName'] == 'Again'
    refused('ResourceInUse', train, 'again', *plain)


def tail_part():
    """A log that is read while it grows."""
    train('talks', *definition(source('talk', TALK)))
    running('talks')
    stream = until('a log', lambda: logs.describe_log_streams(
        logGroupName=GROUP, logStreamNamePrefix='talks/')['logStreams'])[0]['logStreamName']
    found, token, pages, before_the_end = [], None, 0, 0
    while True:
        done = sagemaker.describe_training_job(TrainingJobName='talks')['TrainingJobStatus'] in ENDED
        page = logs.get_log_events(logGroupName=GROUP, logStreamName=stream, startFromHead=True,
                                   **({'nextToken': token} if token else {}))
        found += page['events']
        pages += bool(page['events'])
        token = page['nextForwardToken']
        if done:
            break
        before_the_end = len(found)
        time.sleep(0.2)
    texts = [event['message'] for event in found]
    assert [text for text in texts if text.startswith('line ')] == ['line %d' % number for number in range(60)], texts
    assert texts == messages('talks'), 'read live, the log is another: %s' % texts
    assert pages > 3 and before_the_end > 10, 'only %d pages, %d lines before the end' % (pages, before_the_end)
    times = [event['timestamp'] for event in found]
    assert times == sorted(times), times
    assert times[-1] - times[0] > 1000, 'all lines at once: %d ms' % (times[-1] - times[0])


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
