"""boto3 alone: SageMaker, CloudWatch, Logs, STS and IAM.

Usage: boto3_only.py [PART ...]; all parts by default. The parts are the functions that end in `_part`.
"""
import datetime
import io
import os
import re
import sys
import tarfile
import time

import boto3

import dataset
from checks import METRIC_DEFINITIONS, check_counters, close, progress, run_parts, same_values, values_in
from jobs import (
    BUCKET, GROUP, NAMESPACE, ROLE, SCORE_METRIC, SLEEP, categories, channel, cloudwatch, definition, ended, logs,
    messages, refused, running, s3, sagemaker, said, search, search_ended, searched, source, train, trials, until)

TRAINING = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'training')

# Prints three scores on the way to the one that its kind stands for.
SCORE = '''
import argparse, sys
parser = argparse.ArgumentParser()
parser.add_argument("--kind")
kind = parser.parse_args().kind or ""
final = {"good": 0.5, "better": 0.75}.get(kind)
if final is not None:
    for share in (0.25, 0.5, 1):
        print("score = %.4f;" % (final * share), file=sys.stderr if share == 0.5 else sys.stdout, flush=True)
if kind.startswith("broken"):
    print("RuntimeError: broken on purpose", file=sys.stderr)
    sys.exit(3)
'''

# Shows what a training program is given.
REPORT = '''
import json, os, sys
files = {}
for name in ("data", "one"):
    folder = os.environ["SM_CHANNEL_" + name.upper()]
    files[name] = sorted(os.path.relpath(os.path.join(top, leaf), folder)
                         for top, _, leaves in os.walk(folder) for leaf in leaves)
print("REPORT " + json.dumps({
    "arguments": sys.argv[1:], "files": files, "channels": json.loads(os.environ["SM_CHANNELS"]),
    "parameters": json.loads(os.environ["SM_HPS"]), "alpha": os.environ["SM_HP_ALPHA"],
    "environment": os.environ.get("FLAVOUR"), "job": os.environ.get("TRAINING_JOB_NAME")}), flush=True)
os.makedirs(os.path.join(os.environ["SM_MODEL_DIR"], "sub"), exist_ok=True)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "sub", "weights"), "w") as target:
    target.write("weights")
with open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "note.txt"), "w") as target:
    target.write("a note")
'''

# The reason that a program leaves in this file comes before the end of its log.
FAILURE = '''
import os, sys
with open(os.path.join(os.environ.get("SM_OUTPUT_DIR", "/opt/ml/output"), "failure"), "w") as target:
    target.write("the disk was full")
print("last line of the log")
sys.exit(1)
'''

made = {}


def waited(name):
    """Waits for the end of a training job as boto3 does it."""
    sagemaker.get_waiter('training_job_completed_or_stopped').wait(
        TrainingJobName=name, WaiterConfig={'Delay': 1, 'MaxAttempts': 120})
    return sagemaker.describe_training_job(TrainingJobName=name)


def identity_part():
    identity = boto3.client('sts').get_caller_identity()
    assert identity['Account'] == '123456789012', identity
    # The SDK takes the role's name out of this ARN and asks for the role.
    match = re.match(r'arn:aws:sts::123456789012:assumed-role/([^/]+)/.+', identity['Arn'])
    assert match, identity['Arn']
    iam = boto3.client('iam')
    for name in (match.group(1), 'SageMakerRole'):
        role = iam.get_role(RoleName=name)['Role']
        assert role['RoleName'] == name and role['Arn'].startswith('arn:aws:iam::123456789012:role/'), role
    # What SDK 3.x asks before it starts.
    answer = iam.simulate_principal_policy(PolicySourceArn=role['Arn'], ActionNames=['s3:PutObject'],
                                           ResourceArns=['arn:aws:s3:::%s/*' % BUCKET])
    decisions = {result['EvalDecision'] for result in answer['EvaluationResults']}
    assert decisions <= {'allowed'}, answer


def training_part():
    s3.create_bucket(Bucket=BUCKET)
    for key in ('data/a.csv', 'data/sub/b.csv', 'data/sub/deeper/c.csv', 'database/no.csv'):
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode())
    parameters = dict(source('report', REPORT), alpha='0.5', word='plain', quoted='"in quotes"', list='[1, 2]')
    started = datetime.datetime.now(datetime.timezone.utc)
    answer = train('report-1', *definition(
        parameters, channels=[channel('data', 's3://%s/data/' % BUCKET), channel('one', 's3://%s/data/a.csv' % BUCKET)],
        Environment={'FLAVOUR': 'vanilla'}, Tags=[{'Key': 'team', 'Value': 'search'}]))
    assert answer['TrainingJobArn'] == 'arn:aws:sagemaker:us-east-1:123456789012:training-job/report-1', answer
    job = waited('report-1')
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    assert job['HyperParameters'] == parameters, 'hyper-parameters changed: %r' % job['HyperParameters']
    assert job['Environment'] == {'FLAVOUR': 'vanilla'} and job['RoleArn'] == ROLE, job
    assert len(job['InputDataConfig']) == 2 and job['OutputDataConfig']['S3OutputPath'].endswith('/output'), job
    assert started - datetime.timedelta(seconds=2) <= job['CreationTime'] <= job['TrainingStartTime'], job
    assert job['TrainingStartTime'] <= job['TrainingEndTime'] <= job['LastModifiedTime'], job
    for one, next_one in zip(job['SecondaryStatusTransitions'], job['SecondaryStatusTransitions'][1:]):
        assert one['EndTime'] <= next_one['StartTime'], job['SecondaryStatusTransitions']

    report = said('report-1', 'REPORT ')
    assert report['files'] == {'data': ['a.csv', 'sub/b.csv', 'sub/deeper/c.csv'], 'one': ['a.csv']}, report['files']
    assert sorted(report['channels']) == ['data', 'one'], report['channels']
    pairs = dict(zip(report['arguments'][::2], report['arguments'][1::2]))
    # Values that are JSON are decoded, the platform's own are left out.
    assert pairs == {'--alpha': '0.5', '--word': 'plain', '--quoted': 'in quotes', '--list': '[1, 2]'}, pairs
    assert report['parameters'] == {'alpha': 0.5, 'word': 'plain', 'quoted': 'in quotes', 'list': [1, 2]}, report
    assert report['alpha'] == '0.5' and report['environment'] == 'vanilla' and report['job'] == 'report-1', report

    artifact = job['ModelArtifacts']['S3ModelArtifacts']
    assert artifact == 's3://%s/output/report-1/output/model.tar.gz' % BUCKET, artifact
    for name, member in (('model', 'sub/weights'), ('output', 'note.txt')):
        packed = s3.get_object(Bucket=BUCKET, Key='output/report-1/output/%s.tar.gz' % name)['Body'].read()
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            names = [os.path.normpath(item) for item in archive.getnames()]
        assert member in names, '%s.tar.gz has %s' % (name, names)

    assert sagemaker.list_tags(ResourceArn=answer['TrainingJobArn'])['Tags'] == [{'Key': 'team', 'Value': 'search'}]
    sagemaker.add_tags(ResourceArn=answer['TrainingJobArn'], Tags=[{'Key': 'stage', 'Value': 'test'}])
    sagemaker.delete_tags(ResourceArn=answer['TrainingJobArn'], TagKeys=['team'])
    assert sagemaker.list_tags(ResourceArn=answer['TrainingJobArn'])['Tags'] == [{'Key': 'stage', 'Value': 'test'}]


def training_ends_part():
    # Several jobs at once, each with an end of its own.
    score = source('score', SCORE)
    train('ends-good', *definition(dict(score, kind='good')))
    train('ends-broken', *definition(dict(score, kind='broken')))
    train('ends-reason', *definition(source('failure', FAILURE)))
    train('ends-late', *definition(source('sleep', SLEEP), seconds=1))
    train('ends-nowhere', *definition(score, channels=[channel('data', 's3://%s/there/is/nothing' % BUCKET)]))

    job = waited('ends-good')
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    final = {metric['MetricName']: metric['Value'] for metric in job['FinalMetricDataList']}
    assert close(final['score'], 0.5), 'the last value counts, from either stream: %r' % final
    job = ended('ends-broken')
    assert job['TrainingJobStatus'] == 'Failed' and job['SecondaryStatus'] == 'Failed', job
    assert 'RuntimeError: broken on purpose' in job['FailureReason'], job['FailureReason']
    job = ended('ends-reason')
    assert job['TrainingJobStatus'] == 'Failed' and 'the disk was full' in job['FailureReason'], job['FailureReason']
    job = ended('ends-late')
    assert (job['TrainingJobStatus'], job['SecondaryStatus']) == ('Stopped', 'MaxRuntimeExceeded'), job
    job = ended('ends-nowhere')
    assert job['TrainingJobStatus'] == 'Failed' and 'there/is/nothing' in job['FailureReason'], job['FailureReason']

    train('ends-stopped', *definition(source('sleep', SLEEP)))
    running('ends-stopped')
    sagemaker.stop_training_job(TrainingJobName='ends-stopped')
    assert sagemaker.describe_training_job(TrainingJobName='ends-stopped')['TrainingJobStatus'] in (
        'Stopping', 'Stopped'), 'the stop left no trace'
    job = waited('ends-stopped')
    assert (job['TrainingJobStatus'], job['SecondaryStatus']) == ('Stopped', 'Stopped'), job
    refused('ValidationException', sagemaker.stop_training_job, TrainingJobName='ends-stopped')

    def names(**arguments):
        pages = sagemaker.get_paginator('list_training_jobs').paginate(
            NameContains='ends-', PaginationConfig={'PageSize': 2}, **arguments)
        return [item['TrainingJobName'] for page in pages for item in page['TrainingJobSummaries']]

    every = ['ends-good', 'ends-broken', 'ends-reason', 'ends-late', 'ends-nowhere', 'ends-stopped']
    assert names(SortBy='CreationTime', SortOrder='Ascending') == every, names(SortBy='CreationTime')
    assert names(SortBy='CreationTime', SortOrder='Descending') == every[::-1]
    assert names(SortBy='Name', SortOrder='Ascending') == sorted(every)
    by_status = names(SortBy='Status', SortOrder='Ascending')
    assert by_status[0] == 'ends-good', by_status
    assert set(by_status[1:4]) == {'ends-broken', 'ends-reason', 'ends-nowhere'}, by_status
    assert set(names(StatusEquals='Stopped')) == {'ends-late', 'ends-stopped'}, names(StatusEquals='Stopped')
    assert names(StatusEquals='InProgress') == []


def big_search():
    """A search over one job of each kind. Runs once."""
    if 'search' not in made:
        answer = search('kinds', *definition(source('score', SCORE), Environment={'FLAVOUR': 'mint'}),
                        ranges=categories('good', 'better', 'silent', 'broken'), strategy='Grid', jobs=None,
                        Tags=[{'Key': 'team', 'Value': 'search'}])
        made['arn'] = answer['HyperParameterTuningJobArn']
        made['search'] = searched('kinds')
    return made['search']


def tuning_part():
    job = big_search()
    assert made['arn'] == 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/kinds', made['arn']
    assert job['HyperParameterTuningJobArn'] == made['arn'], job['HyperParameterTuningJobArn']
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job.get('FailureReason')
    check_counters(job, completed=3, failed=1, succeeded=2)
    assert job['ObjectiveStatusCounters']['Failed'] >= 1, job['ObjectiveStatusCounters']
    assert job['CreationTime'] <= job['HyperParameterTuningEndTime'] <= job['LastModifiedTime'], job
    best = job['BestTrainingJob']
    assert best['TunedHyperParameters'] == {'kind': 'better'}, best
    assert best['FinalHyperParameterTuningJobObjectiveMetric']['MetricName'] == 'score', best
    assert close(best['FinalHyperParameterTuningJobObjectiveMetric']['Value'], 0.75), best
    assert best['ObjectiveStatus'] == 'Succeeded', best
    # The settings come back as they were sent.
    assert job['TrainingJobDefinition']['Environment'] == {'FLAVOUR': 'mint'}, job['TrainingJobDefinition']
    assert job['TrainingJobDefinition']['AlgorithmSpecification']['MetricDefinitions'] == SCORE_METRIC
    ranges = job['HyperParameterTuningJobConfig']['ParameterRanges']
    assert ranges['CategoricalParameterRanges'][0]['Values'] == ['good', 'better', 'silent', 'broken'], ranges

    every = trials('kinds')
    kinds = {item['TunedHyperParameters']['kind']: item for item in every}
    assert len(every) == 4 and set(kinds) == {'good', 'better', 'silent', 'broken'}, every
    for item in every:
        assert re.match(r'kinds-\d{3}-[0-9a-f]{8}$', item['TrainingJobName']), item['TrainingJobName']
        assert item['TrainingJobArn'].endswith(':training-job/' + item['TrainingJobName']), item
    assert kinds['broken']['TrainingJobStatus'] == 'Failed', kinds['broken']
    assert 'broken on purpose' in kinds['broken']['FailureReason'], kinds['broken']
    assert kinds['silent']['TrainingJobStatus'] == 'Completed', kinds['silent']
    assert kinds['silent']['ObjectiveStatus'] == 'Failed', kinds['silent']
    assert 'FinalHyperParameterTuningJobObjectiveMetric' not in kinds['silent'], kinds['silent']

    by_number = [item['TrainingJobName'] for item in sorted(every, key=lambda item: item['TrainingJobName'])]
    for order, expected in (('Ascending', by_number), ('Descending', by_number[::-1])):
        for key in ('Name', 'CreationTime'):
            found = [item['TrainingJobName'] for item in trials(
                'kinds', SortBy=key, SortOrder=order, PaginationConfig={'PageSize': 3})]
            if key == 'Name':
                assert found == expected, '%s %s: %s' % (key, order, found)
            created = [item['CreationTime'] for item in trials('kinds', SortBy=key, SortOrder=order)]
            if key == 'CreationTime':
                assert created == sorted(created, reverse=order == 'Descending'), '%s: %s' % (order, created)
        # Without those that have no value.
        found = [item['TunedHyperParameters']['kind'] for item in trials(
            'kinds', SortBy='FinalObjectiveMetricValue', SortOrder=order, PaginationConfig={'PageSize': 1})]
        assert found == (['good', 'better'] if order == 'Ascending' else ['better', 'good']), found
        found = [item['TrainingJobStatus'] for item in trials('kinds', SortBy='Status', SortOrder=order)]
        assert found == sorted(found, reverse=order == 'Descending'), '%s: %s' % (order, found)
    assert [item['TunedHyperParameters']['kind'] for item in trials('kinds', StatusEquals='Failed')] == ['broken']

    trial = sagemaker.describe_training_job(TrainingJobName=kinds['good']['TrainingJobName'])
    assert trial['TuningJobArn'] == made['arn'], trial['TuningJobArn']
    assert trial['HyperParameters']['kind'] == 'good', trial['HyperParameters']
    assert trial['HyperParameters']['_tuning_objective_metric'] == 'score', trial['HyperParameters']
    assert trial['Environment'] == {'FLAVOUR': 'mint'}, trial
    tags = sagemaker.list_tags(ResourceArn=trial['TrainingJobArn'])['Tags']
    assert {'Key': 'team', 'Value': 'search'} in tags, tags
    assert sagemaker.list_tags(ResourceArn=made['arn'])['Tags'] == [{'Key': 'team', 'Value': 'search'}]


def tuning_ends_part():
    # One search without an objective, one stopped by hand; both beside the one above in the lists.
    big_search()
    search('none-good', *definition(source('score', SCORE)), ranges=categories(*['broken-%d' % i for i in range(5)]),
           jobs=5, strategy='Random')
    search('stopped', *definition(source('sleep', SLEEP)), ranges=categories('a', 'b', 'c', 'd', 'e', 'f'), jobs=6)
    until('a training job that runs', lambda: trials('stopped', StatusEquals='InProgress'))
    sagemaker.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName='stopped')
    job = search_ended('stopped')
    assert job['HyperParameterTuningJobStatus'] == 'Stopped', job['HyperParameterTuningJobStatus']
    assert {item['TrainingJobStatus'] for item in trials('stopped')} <= {'Stopped'}, trials('stopped')
    assert 'BestTrainingJob' not in job, 'the best of none: %r' % job['BestTrainingJob']
    error = refused('ValidationException', sagemaker.stop_hyper_parameter_tuning_job,
                    HyperParameterTuningJobName='stopped')
    assert 'Stopped' in str(error) or 'stopped' in str(error), error
    refused('ValidationException', sagemaker.stop_hyper_parameter_tuning_job, HyperParameterTuningJobName='kinds')

    job = search_ended('none-good')
    assert job['HyperParameterTuningJobStatus'] == 'Failed', job['HyperParameterTuningJobStatus']
    assert 'No training job succeeded' in job['FailureReason'], job['FailureReason']
    assert 'BestTrainingJob' not in job, job['BestTrainingJob']

    def names(**arguments):
        pages = sagemaker.get_paginator('list_hyper_parameter_tuning_jobs').paginate(
            PaginationConfig={'PageSize': 1}, **arguments)
        found = [item['HyperParameterTuningJobName'] for page in pages
                 for item in page['HyperParameterTuningJobSummaries']]
        return [name for name in found if name in ('kinds', 'none-good', 'stopped')]

    assert names() == ['kinds', 'none-good', 'stopped'], 'by name, ascending, is the default: %s' % names()
    assert names(SortBy='Name', SortOrder='Descending') == ['stopped', 'none-good', 'kinds']
    assert names(SortBy='CreationTime', SortOrder='Ascending') == ['kinds', 'none-good', 'stopped']
    assert names(SortBy='CreationTime', SortOrder='Descending') == ['stopped', 'none-good', 'kinds']
    assert names(SortBy='Status', SortOrder='Ascending') == ['kinds', 'none-good', 'stopped']
    assert names(SortBy='Status', SortOrder='Descending') == ['stopped', 'none-good', 'kinds']
    assert names(NameContains='good') == ['none-good']
    assert names(StatusEquals='Stopped') == ['stopped'] and names(StatusEquals='Failed') == ['none-good']
    middle = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='none-good')['CreationTime']
    a_moment = datetime.timedelta(microseconds=1000)
    assert names(CreationTimeAfter=middle + a_moment) == ['stopped'], names(CreationTimeAfter=middle + a_moment)
    assert names(CreationTimeBefore=middle - a_moment) == ['kinds'], names(CreationTimeBefore=middle - a_moment)
    summary = sagemaker.list_hyper_parameter_tuning_jobs(NameContains='kinds')['HyperParameterTuningJobSummaries'][0]
    assert summary['Strategy'] == 'Grid' and summary['TrainingJobStatusCounters']['Completed'] == 3, summary
    assert summary['ResourceLimits']['MaxParallelTrainingJobs'] == 2, summary


def deleting_part():
    search('short-lived', *definition(source('score', SCORE)), ranges=categories('good', 'better'), jobs=2)
    searched('short-lived')
    trial = trials('short-lived')[0]['TrainingJobName']
    sagemaker.delete_hyper_parameter_tuning_job(HyperParameterTuningJobName='short-lived')
    for _ in range(20):
        try:
            sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='short-lived')
        except sagemaker.exceptions.ResourceNotFound:
            break
        time.sleep(0.25)
    else:
        raise AssertionError('the deleted search is still there')
    # Only the search goes.
    job = sagemaker.describe_training_job(TrainingJobName=trial)
    bucket, key = job['ModelArtifacts']['S3ModelArtifacts'][len('s3://'):].split('/', 1)
    s3.head_object(Bucket=bucket, Key=key)
    assert any('score' in text for text in messages(trial)), 'the log went with the search'


def document_part():
    """The document's search without the SDK: all three kinds of ranges, and every point of the curves."""
    training, test = dataset.write(os.getcwd())
    s3.create_bucket(Bucket=BUCKET)
    s3.upload_file(training, BUCKET, 'my/training_file.csv')
    s3.upload_file(test, BUCKET, 'my/test_file.csv')
    with open(os.path.join(TRAINING, 'model.py')) as program:
        parameters = dict(source('model', program.read()), number_layers='5')
    channels = [channel('training', 's3://%s/my/training_file.csv' % BUCKET),
                channel('test', 's3://%s/my/test_file.csv' % BUCKET)]
    ranges = {
        'ContinuousParameterRanges': [{'Name': 'learning_rate', 'MinValue': '1e-05', 'MaxValue': '0.1',
                                       'ScalingType': 'Logarithmic'}],
        'IntegerParameterRanges': [{'Name': 'number_nodes', 'MinValue': '32', 'MaxValue': '512'}],
        'CategoricalParameterRanges': [{'Name': 'optimizer', 'Values': ['Adam', 'SGD']}],
    }
    search('document', *definition(parameters, METRIC_DEFINITIONS, channels), ranges=ranges, metric='PR-AUC', jobs=6,
           parallel=3)
    job = searched('document')
    check_counters(job, completed=6, succeeded=6)
    best = job['BestTrainingJob']
    assert 1e-5 <= float(best['TunedHyperParameters']['learning_rate']) <= 0.1, best
    assert 32 <= int(best['TunedHyperParameters']['number_nodes']) <= 512, best
    assert best['TunedHyperParameters']['optimizer'] in ('Adam', 'SGD'), best
    curves_and_logs(best['TrainingJobName'], best['FinalHyperParameterTuningJobObjectiveMetric']['Value'])


def curves_and_logs(name, final):
    job = sagemaker.describe_training_job(TrainingJobName=name)
    text = '\n'.join(messages(name))
    curve = values_in(text, 'pr_auc')
    assert len(curve) == 8 and close(curve[-1], final), 'log and objective: %r, %r' % (curve, final)
    dimensions = [{'Name': 'TrainingJobName', 'Value': name}]
    window = {'StartTime': job['TrainingStartTime'], 'EndTime': job['TrainingEndTime'] + datetime.timedelta(minutes=1)}
    # Old SDKs look in the second namespace.
    for namespace in (NAMESPACE, '/aws/sagemaker/HyperParameterTuningJobs'):
        points = cloudwatch.get_metric_statistics(
            Namespace=namespace, MetricName='PR-AUC', Dimensions=dimensions, Period=60,
            Statistics=['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount'], **window)['Datapoints']
        points.sort(key=lambda point: point['Timestamp'])
        same_values([point['Average'] for point in points], curve, 'PR-AUC in ' + namespace)
        assert close(max(point['Maximum'] for point in points), max(curve)), points
        assert close(min(point['Minimum'] for point in points), min(curve)), points
        assert close(sum(point['SampleCount'] for point in points), len(curve)), points
        assert close(sum(point['Sum'] for point in points), sum(curve)), points
    none = cloudwatch.get_metric_statistics(
        Namespace=NAMESPACE, MetricName='no such metric', Dimensions=dimensions, Period=60, Statistics=['Average'],
        **window)
    assert none['Datapoints'] == [], none

    answer = cloudwatch.get_metric_data(
        MetricDataQueries=[{'Id': 'pr', 'MetricStat': {
            'Metric': {'Namespace': NAMESPACE, 'MetricName': 'PR-AUC', 'Dimensions': dimensions},
            'Period': 60, 'Stat': 'Maximum'}}], ScanBy='TimestampAscending', **window)
    result = answer['MetricDataResults'][0]
    assert result['Id'] == 'pr' and result['StatusCode'] == 'Complete', result
    assert len(result['Values']) == len(result['Timestamps']) > 0, result
    assert result['Timestamps'] == sorted(result['Timestamps']), result
    assert close(max(result['Values']), max(curve)), result

    pages = cloudwatch.get_paginator('list_metrics').paginate(Namespace=NAMESPACE, Dimensions=dimensions)
    names = {metric['MetricName'] for page in pages for metric in page['Metrics']}
    assert names >= {'PR-AUC', 'ROC-AUC'}, 'metrics of the job: %s' % names

    groups = logs.describe_log_groups(logGroupNamePrefix='/aws/sagemaker/')['logGroups']
    assert GROUP in [group['logGroupName'] for group in groups], groups
    assert messages(name, limit=3) == messages(name), 'the log in pages of 3 is another log'
    stream = logs.describe_log_streams(logGroupName=GROUP, logStreamNamePrefix=name + '/')['logStreams'][0]
    tail = logs.get_log_events(logGroupName=GROUP, logStreamName=stream['logStreamName'], limit=2)['events']
    assert [event['message'] for event in tail] == messages(name)[-2:], 'without startFromHead the end comes first'
    times = [event['timestamp'] for event in logs.get_log_events(
        logGroupName=GROUP, logStreamName=stream['logStreamName'], startFromHead=True)['events']]
    assert times == sorted(times), 'the log is not in order of time'
    assert stream['firstEventTimestamp'] == times[0] and stream['lastEventTimestamp'] == times[-1], stream

    pages = logs.get_paginator('filter_log_events').paginate(
        logGroupName=GROUP, logStreamNamePrefix=name + '/', filterPattern='"Saving dict"')
    events = [event for page in pages for event in page['events']]
    assert len(events) == 8 and all('Saving dict' in event['message'] for event in events), events
    assert {event['logStreamName'] for event in events} == {stream['logStreamName']}, events
    events = logs.filter_log_events(logGroupName=GROUP, logStreamNames=[stream['logStreamName']],
                                    startTime=times[-1] + 1)['events']
    assert events == [], 'events after the last one: %r' % events
    refused('ResourceNotFoundException', logs.get_log_events, logGroupName=GROUP, logStreamName='no/such-stream')


def errors_part():
    score = source('score', SCORE)
    plain = definition(score)
    big_search()

    def bad(text, name='never-made', ranges=None, strategy='Bayesian', arguments=plain, **more):
        error = refused('ValidationException', search, name, *arguments, ranges=ranges or categories('good', 'better'),
                        strategy=strategy, **more)
        message = error.response['Error']['Message']
        assert text in message, 'expected %r in the message, got %r' % (text, message)
        return message

    def numbers(kind, low, high, scaling='Auto'):
        return {kind + 'ParameterRanges': [{'Name': 'x', 'MinValue': low, 'MaxValue': high, 'ScalingType': scaling}]}

    # Names.
    error = refused('ResourceInUse', search, 'kinds', *plain, ranges=categories('good', 'better'), jobs=2)
    assert isinstance(error, sagemaker.exceptions.ResourceInUse), type(error)
    assert error.response['ResponseMetadata']['HTTPStatusCode'] == 400, error.response
    refused('ResourceInUse', search, 'KINDS', *plain, ranges=categories('good', 'better'), jobs=2)
    for call in (sagemaker.describe_hyper_parameter_tuning_job, sagemaker.stop_hyper_parameter_tuning_job,
                 sagemaker.list_training_jobs_for_hyper_parameter_tuning_job):
        error = refused('ResourceNotFound', call, HyperParameterTuningJobName='no-such-search')
        assert "Amazon SageMaker can't find a tuning job called no-such-search." in str(error), error
    train('taken', *definition(dict(score, kind='good')))
    refused('ResourceInUse', train, 'taken', *definition(score))
    waited('taken')
    for call in (sagemaker.describe_training_job, sagemaker.stop_training_job):
        # AWS answers with the second, its model names the first.
        refused(('ResourceNotFound', 'ValidationException'), call, TrainingJobName='no-such-job')
    bad("Value 'under_score' at 'hyperParameterTuningJobName' failed to satisfy constraint: "
        'Member must satisfy regular expression pattern', name='under_score', jobs=2)
    bad("at 'hyperParameterTuningJobName' failed to satisfy constraint: "
        'Member must have length less than or equal to 32', name='n' * 33, jobs=2)
    message = bad('2 validation errors detected: ', name='under_score', strategy='Guess', jobs=2)
    assert 'hyperParameterTuningJobName' in message and 'hyperParameterTuningJobConfig.strategy' in message, message

    # Texts that users have met.
    bad('A metric is required for this hyperparameter tuning job objective. '
        'Provide a metric in the metric definitions.', metric='no such metric', jobs=2)
    bad("You don't have enough combinations of hyperparameter ranges. The total number of hyperparameter combinations "
        'for the provided ranges [3.0] must be equal or greater than the value of MaxNumberOfJobs, [10].',
        ranges=categories('a', 'b', 'c'), jobs=10)
    waiting = definition(score, StoppingCondition={'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 120})
    text = 'Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true'
    bad(text, arguments=waiting, jobs=2)
    error = refused('ValidationException', train, 'never-made', *waiting)
    assert text in str(error), error
    error = refused('ValidationException', train, 'never-made', *definition(
        score, ResourceConfig={'InstanceType': 'local', 'InstanceCount': 1, 'VolumeSizeInGB': 30}))
    assert ("1 validation error detected: Value 'local' at 'resourceConfig.instanceType' failed to satisfy constraint: "
            'Member must satisfy enum value set: [') in str(error), error
    warm = {'ParentHyperParameterTuningJobs': [{'HyperParameterTuningJobName': 'kinds'}],
            'WarmStartType': 'TransferLearning'}
    bad('The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs.',
        ranges={'CategoricalParameterRanges': [{'Name': 'sort', 'Values': ['a', 'b']}]}, jobs=2, WarmStartConfig=warm)
    refused(('ValidationException', 'ResourceNotFound'), search, 'never-made', *plain,
            ranges=categories('good', 'better'), jobs=2, WarmStartConfig=dict(
                warm, ParentHyperParameterTuningJobs=[{'HyperParameterTuningJobName': 'no-such-search'}]))

    # Rules of the guide; the wording is not known, so none is asked for.
    bad('', ranges=numbers('Integer', '1', '9', 'ReverseLogarithmic'))
    bad('', ranges=numbers('Continuous', '0', '1', 'Logarithmic'))
    bad('', ranges=numbers('Integer', '0', '9', 'Logarithmic'))
    bad('', ranges=numbers('Continuous', '0.5', '1', 'ReverseLogarithmic'))
    bad('', ranges=numbers('Continuous', '2', '1'))
    bad('', ranges=numbers('Continuous', 'low', 'high'))
    bad('', ranges=numbers('Integer', '0.5', '3'))
    bad('', ranges=numbers('Continuous', '0', '1'), strategy='Grid')
    bad('', ranges=categories('a', 'b', 'c'), strategy='Grid', jobs=2)
    bad('', ranges={'CategoricalParameterRanges': [
        {'Name': 'p%d' % i, 'Values': ['a', 'b']} for i in range(31)]})
    bad('', ranges=categories(*['v%d' % i for i in range(31)]))
    bad('', strategy='Guess')
    bad('', strategy='Hyperband', ranges=numbers('Continuous', '0', '1'),
        config={'TrainingJobEarlyStoppingType': 'Auto'})
    bad('', arguments=definition(score, RoleArn='arn:aws:iam::123456789012:user/somebody'), jobs=2)
    refused('ValidationException', sagemaker.create_hyper_parameter_tuning_job,
            HyperParameterTuningJobName='never-made', HyperParameterTuningJobConfig={
                'Strategy': 'Bayesian', 'ResourceLimits': {'MaxParallelTrainingJobs': 1, 'MaxNumberOfTrainingJobs': 1}})
    refused('ValidationException', sagemaker.list_hyper_parameter_tuning_jobs, MaxResults=101)
    refused('ValidationException', sagemaker.list_hyper_parameter_tuning_jobs, SortBy='Colour')
    refused('ResourceNotFound', sagemaker.describe_hyper_parameter_tuning_job, HyperParameterTuningJobName='never-made')

    # An operation that is not there is a clear error, and no error of the server that clients try again.
    error = refused(None, sagemaker.list_notebook_instances)
    assert error.response['ResponseMetadata']['HTTPStatusCode'] in (400, 404, 501), error.response
    assert error.response['ResponseMetadata']['RetryAttempts'] == 0, 'tried again: %r' % error.response


if __name__ == '__main__':
    progress('boto3 ' + boto3.__version__)
    run_parts(globals(), sys.argv[1:])
