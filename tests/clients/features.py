"""What few scripts use, each with real training jobs: kinds of input, several definitions, strategies, warm starts, keys."""

import gzip
import io
import json
import os
import sys
import tarfile
import time

import boto3
from botocore.exceptions import ClientError

from checks import run_parts

sagemaker, s3 = boto3.client('sagemaker'), boto3.client('s3')
BUCKET = 'features'
IMAGE = '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.1-cpu-py310'
# Prints the score of an epoch for each, larger for larger values.
CURVE = '''
import sys, time
values = dict(zip(sys.argv[1::2], sys.argv[2::2]))
value = float(values.get('--rate', values.get('--width', '1')))
for epoch in range(int(values.get('--epochs', '1'))):
    print('%s = %r' % (values.get('--prints', 'score'), value * (epoch + 1)), flush=True)
    time.sleep(0.02)
'''


def setup():
    s3.create_bucket(Bucket=BUCKET)


def source(name, text, **more):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w:gz') as archive:
        for path, content in dict(more, **{'train.py': text}).items():
            path = path.replace('_txt', '.txt')
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content.encode()))
    s3.put_object(Bucket=BUCKET, Key='source/%s.tar.gz' % name, Body=packed.getvalue())
    return {'sagemaker_program': 'train.py', 'sagemaker_submit_directory': 's3://%s/source/%s.tar.gz' % (BUCKET, name)}


def channel(name, uri, kind='S3Prefix', **more):
    return dict({'ChannelName': name, 'DataSource': {'S3DataSource': {'S3DataType': kind, 'S3Uri': uri}}}, **more)


def definition(metric='score', **more):
    return dict({
        'AlgorithmSpecification': {
            'TrainingImage': IMAGE, 'TrainingInputMode': 'File',
            'MetricDefinitions': [{'Name': metric, 'Regex': metric + ' = ([0-9.e+-]+)'}]},
        'RoleArn': 'arn:aws:iam::123456789012:role/SageMakerRole',
        'OutputDataConfig': {'S3OutputPath': 's3://%s/output' % BUCKET},
        'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 10},
        'StoppingCondition': {'MaxRuntimeInSeconds': 300}}, **more)


def train(name, hyperparameters, **more):
    sagemaker.create_training_job(TrainingJobName=name, HyperParameters=hyperparameters, **definition(**more))
    for _ in range(600):
        job = sagemaker.describe_training_job(TrainingJobName=name)
        if job['TrainingJobStatus'] not in ('InProgress', 'Stopping'):
            return job
        time.sleep(0.1)
    raise AssertionError('%s did not end: %r' % (name, job))


def model(job):
    key = job['ModelArtifacts']['S3ModelArtifacts'][len('s3://%s/' % BUCKET):]
    packed = s3.get_object(Bucket=BUCKET, Key=key)['Body'].read()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {os.path.normpath(m.name): archive.extractfile(m).read() for m in archive.getmembers() if m.isfile()}


def wait(name):
    for _ in range(900):
        job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        if job['HyperParameterTuningJobStatus'] not in ('InProgress', 'Stopping'):
            return job
        time.sleep(0.1)
    raise AssertionError('%s did not end: %r' % (name, job))


def continuous(name, low, high):
    return {'ContinuousParameterRanges': [{'Name': name, 'MinValue': low, 'MaxValue': high}]}


def search(name, definitions, jobs=6, strategy='Random', ranges=None, metric='score', parallel=2, config=None, **more):
    settings = dict({
        'Strategy': strategy,
        'ResourceLimits': {'MaxNumberOfTrainingJobs': jobs, 'MaxParallelTrainingJobs': parallel}}, **(config or {}))
    if isinstance(definitions, list):
        more['TrainingJobDefinitions'] = definitions
    else:
        more['TrainingJobDefinition'] = definitions
        settings['HyperParameterTuningJobObjective'] = {'Type': 'Maximize', 'MetricName': metric}
        settings['ParameterRanges'] = ranges or continuous('rate', '0.1', '1')
    sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name, HyperParameterTuningJobConfig=settings, **more)
    return wait(name)


def trials(name):
    return sagemaker.list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name, MaxResults=100)['TrainingJobSummaries']


def refused(part, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except ClientError as error:
        assert part in str(error), error
        return error
    raise AssertionError('not refused: %s' % part)


def inputs_part():
    """Every kind of channel, seen by a program that has the paths written in it."""
    setup()
    for key in ('data/a.csv', 'data/deep/er/b.csv', 'other/c.csv'):
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode())
    s3.put_object(Bucket=BUCKET, Key='zipped/1', Body=gzip.compress(b'one\n'))
    s3.put_object(Bucket=BUCKET, Key='zipped/2', Body=gzip.compress(b'two\n'))
    manifest = json.dumps([{'prefix': 's3://%s/' % BUCKET}, 'data/a.csv', 'other/c.csv'])
    s3.put_object(Bucket=BUCKET, Key='list.manifest', Body=manifest.encode())
    program = '''
import json, os, shutil
base = '/opt/ml/input/data'
seen = {}
for name in ('prefix', 'bare', 'exact', 'manifest', 'fast'):
    for folder, _, files in os.walk(os.path.join(base, name)):
        for f in files:
            path = os.path.join(folder, f)
            seen.setdefault(name, {})[os.path.relpath(path, os.path.join(base, name))] = open(path).read()
seen['pipe'] = [open('%s/pipe_%d' % (base, epoch)).read() for epoch in range(2)]
os.makedirs('/opt/ml/output/data', exist_ok=True)
open('/opt/ml/model/seen.json', 'w').write(json.dumps(seen))
open('/opt/ml/output/data/note', 'w').write('note')
import socket
socket.gethostbyname('algo-1')
leaks = [name for name in os.environ if name.startswith('TUNESMITH')]
assert not leaks, leaks
assert os.environ['AWS_ENDPOINT_URL'].startswith('http://'), 'no way to the server'
assert os.environ['SM_CURRENT_HOST'] == 'algo-1' and os.environ['SM_MODEL_DIR'] == '/opt/ml/model'
'''
    data = 's3://%s/' % BUCKET
    job = train('inputs', source('inputs', program), InputDataConfig=[
        channel('prefix', data + 'data/'), channel('bare', data + 'data'), channel('exact', data + 'data/a.csv'),
        channel('manifest', data + 'list.manifest', 'ManifestFile'),
        channel('fast', data + 'data/deep', InputMode='FastFile'),
        channel('pipe', data + 'zipped/', InputMode='Pipe', CompressionType='Gzip')])
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    seen = json.loads(model(job)['seen.json'].decode())
    both = {'a.csv': 'data/a.csv', 'deep/er/b.csv': 'data/deep/er/b.csv'}
    assert seen['prefix'] == both and seen['bare'] == both, seen
    assert seen['exact'] == {'a.csv': 'data/a.csv'}, seen
    assert seen['manifest'] == {'data/a.csv': 'data/a.csv', 'other/c.csv': 'other/c.csv'}, seen
    assert seen['fast'] == {'er/b.csv': 'data/deep/er/b.csv'}, seen
    assert seen['pipe'] == ['one\ntwo\n', 'one\ntwo\n'], seen
    s3.head_object(Bucket=BUCKET, Key='output/inputs/output/output.tar.gz')
    job = train('nothing', source('inputs', program), InputDataConfig=[channel('empty', data + 'nowhere/')])
    assert job['TrainingJobStatus'] == 'Failed' and job['FailureReason'].startswith('ClientError'), job
    assert 'empty' in job['FailureReason'], job['FailureReason']


def unpacked_part():
    setup()
    program = "open('/opt/ml/model/m', 'w').write('model')"
    job = train('unpacked', source('unpacked', program),
                OutputDataConfig={'S3OutputPath': 's3://%s/output' % BUCKET, 'CompressionType': 'NONE'})
    assert job['ModelArtifacts']['S3ModelArtifacts'] == 's3://%s/output/unpacked/output/model/' % BUCKET, job
    assert s3.get_object(Bucket=BUCKET, Key='output/unpacked/output/model/m')['Body'].read() == b'model'


def entrypoint_part():
    setup()
    specification = {'TrainingImage': 'registry/anything:1', 'TrainingInputMode': 'File',
                     'ContainerEntrypoint': ['/bin/sh'], 'ContainerArguments': ['-c', 'echo $X > /opt/ml/model/said']}
    job = train('entry', {}, AlgorithmSpecification=specification, Environment={'X': 'hello'})
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    assert model(job) == {'said': b'hello\n'}
    specification = {'TrainingImage': 'registry/team/anything:1', 'TrainingInputMode': 'File'}
    error = refused('ValidationException', train, 'unmapped', {}, AlgorithmSpecification=specification)
    assert '[[images]]' in str(error) and 'image = "anything"' in str(error), error


def requirements_part():
    setup()
    program = 'import six\nprint("score = %d" % len(six.__version__))'
    job = train('packages', source('packages', program, requirements_txt='six==1.16.0\n'))
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    job = train('no-packages', source('no-packages', program, requirements_txt='no-such-package-at-all==9\n'))
    assert job['TrainingJobStatus'] == 'Failed' and 'requirements.txt' in job['FailureReason'], job['FailureReason']


def checkpoints_part():
    setup()
    program = '''
import os
path = '/opt/ml/checkpoints/step'
before = open(path).read() if os.path.exists(path) else ''
open(path, 'w').write(before + 'x')
print('score = %d' % len(before))
'''
    code = source('checkpoints', program)
    place = {'S3Uri': 's3://%s/kept' % BUCKET}
    for name in ('first', 'second'):
        assert train(name, code, CheckpointConfig=place)['TrainingJobStatus'] == 'Completed'
    assert s3.get_object(Bucket=BUCKET, Key='kept/step')['Body'].read() == b'xx'
    search('checkpointed', definition(StaticHyperParameters=code, CheckpointConfig=place), jobs=2)
    for item in trials('checkpointed'):
        body = s3.get_object(Bucket=BUCKET, Key='kept/%s/step' % item['TrainingJobName'])['Body']
        assert body.read() == b'x', 'training jobs of a search share their checkpoints'


def definitions_part():
    """Two algorithms in one job, each with its own metric and ranges."""
    setup()
    code = source('curve', CURVE)
    two = [
        definition('first', DefinitionName='one', StaticHyperParameters=dict(code, prints='first'),
                   TuningObjective={'Type': 'Maximize', 'MetricName': 'first'},
                   HyperParameterRanges=continuous('rate', '0.1', '1')),
        definition('second', DefinitionName='2-nd', StaticHyperParameters=dict(code, prints='second'),
                   TuningObjective={'Type': 'Maximize', 'MetricName': 'second'},
                   HyperParameterRanges=continuous('width', '2', '3'))]
    job = search('both', two, jobs=8, strategy='Bayesian')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job.get('FailureReason', job)
    assert [d['DefinitionName'] for d in job['TrainingJobDefinitions']] == ['one', '2-nd'], job
    found = {}
    for item in trials('both'):
        name = item['TrainingJobDefinitionName']
        found[name] = found.get(name, 0) + 1
        metric = item['FinalHyperParameterTuningJobObjectiveMetric']
        assert metric['MetricName'] == {'one': 'first', '2-nd': 'second'}[name], item
        assert set(item['TunedHyperParameters']) == {{'one': 'rate', '2-nd': 'width'}[name]}, item
        described = sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])
        assert described['HyperParameters']['_tuning_objective_metric'] == metric['MetricName'], described
    assert set(found) == {'one', '2-nd'}, found
    assert job['BestTrainingJob']['TrainingJobDefinitionName'] == '2-nd', job['BestTrainingJob']
    refused('DefinitionName', search, 'nameless', [dict(d, DefinitionName='same') for d in two])


def strategies_part():
    setup()
    code = dict(source('curve', CURVE), epochs='9')
    job = search('bands', definition(StaticHyperParameters=code), jobs=12, strategy='Hyperband', parallel=1)
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job.get('FailureReason', job)
    assert job['TrainingJobStatusCounters']['Stopped'] > 0, job['TrainingJobStatusCounters']
    plain = {key: value for key, value in code.items() if key != 'epochs'}
    refused('MaxResource', search, 'no-epochs', definition(StaticHyperParameters=plain), strategy='Hyperband')
    refused('must be Off', search, 'both-stop', definition(StaticHyperParameters=code), strategy='Hyperband',
            config={'TrainingJobEarlyStoppingType': 'Auto'})
    job = search('target', definition(StaticHyperParameters=plain), jobs=30, config={
        'TuningJobCompletionCriteria': {'TargetObjectiveMetricValue': 0.5}})
    assert job['HyperParameterTuningJobStatus'] == 'Completed' and len(trials('target')) < 30, job
    job = search('flat', definition(StaticHyperParameters=plain), jobs=40, parallel=1, config={
        'TuningJobCompletionCriteria': {'BestObjectiveNotImproving': {'MaxNumberOfTrainingJobsNotImproving': 3}}})
    assert job['TuningJobCompletionDetails']['NumberOfTrainingJobsObjectiveNotImproving'] >= 3, job
    job = search('auto', definition(StaticHyperParameters=plain), jobs=4, Autotune={'Mode': 'Enabled'},
                 ranges={'AutoParameters': [{'Name': 'rate', 'ValueHint': '0.01'}]})
    assert job['HyperParameterTuningJobStatus'] == 'Completed' and job['Autotune'] == {'Mode': 'Enabled'}, job


def warm_starts_part():
    setup()
    code = source('curve', CURVE)
    search('parent', definition(StaticHyperParameters=code), jobs=6)
    best = max(item['FinalHyperParameterTuningJobObjectiveMetric']['Value'] for item in trials('parent'))

    def child(name, kind, **more):
        return search(name, definition(StaticHyperParameters=code), jobs=4, strategy='Bayesian', WarmStartConfig={
            'ParentHyperParameterTuningJobs': [{'HyperParameterTuningJobName': 'parent'}], 'WarmStartType': kind}, **more)

    job = child('identical', 'IdenticalDataAndAlgorithm')
    overall = job['OverallBestTrainingJob']
    own = job['BestTrainingJob']['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    value = overall['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    assert value == max(best, own) and overall['TuningJobName'] in ('parent', 'identical'), overall
    job = child('transfer', 'TransferLearning')
    assert 'OverallBestTrainingJob' not in job, job
    first = float(trials('transfer')[0]['TunedHyperParameters']['rate'])
    assert abs(first - best) < 1e-6, 'the best point of the parent comes first: %r, %r' % (first, best)
    refused('not the same', child, 'other-names', 'TransferLearning', ranges=continuous('width', '1', '2'))


def housekeeping_part():
    setup()
    code = source('curve', CURVE)
    train('kept-a', code), train('kept-b', code)
    found = sagemaker.search(Resource='TrainingJob', SearchExpression={'Filters': [
        {'Name': 'TrainingJobName', 'Operator': 'Contains', 'Value': 'kept-'}]})['Results']
    assert {r['TrainingJob']['TrainingJobName'] for r in found} == {'kept-a', 'kept-b'}, found
    sagemaker.update_training_job(TrainingJobName='kept-a', ResourceConfig={'KeepAlivePeriodInSeconds': 60})
    job = sagemaker.describe_training_job(TrainingJobName='kept-a')
    assert job['ResourceConfig']['KeepAlivePeriodInSeconds'] == 60, job
    sagemaker.delete_training_job(TrainingJobName='kept-a')
    refused('ResourceNotFound', sagemaker.describe_training_job, TrainingJobName='kept-a')
    assert train('kept-a', code)['TrainingJobStatus'] == 'Completed', 'the name is free again'
    refused('ResourceInUse', sagemaker.create_training_job, TrainingJobName='KEPT-B', HyperParameters=code, **definition())


def signatures_part():
    """A key that is not known, a secret that is wrong, a request without a signature."""
    session = boto3.session.Session(aws_access_key_id='AKIAAAAAAAAAAAAAAAAA', aws_secret_access_key='x' * 40)
    refused('UnrecognizedClientException', session.client('sagemaker').list_training_jobs)
    refused('InvalidClientTokenId', session.client('sts').get_caller_identity)
    refused('InvalidAccessKeyId', session.client('s3').list_buckets)
    session = boto3.session.Session(aws_secret_access_key='x' * 40, aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID'])
    refused('InvalidSignatureException', session.client('sagemaker').list_training_jobs)
    refused('SignatureDoesNotMatch', session.client('s3').list_buckets)
    from botocore import UNSIGNED
    from botocore.config import Config
    for name, call in (('sagemaker', 'list_training_jobs'), ('s3', 'list_buckets')):
        client = boto3.client(name, config=Config(signature_version=UNSIGNED))
        refused({'s3': 'AccessDenied', 'sagemaker': 'MissingAuthenticationToken'}[name], getattr(client, call))


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
