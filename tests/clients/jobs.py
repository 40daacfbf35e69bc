"""What the scripts for boto3 have in common: jobs, what they leave behind, and requests written by hand."""
import datetime
import http.client
import io
import json
import os
import tarfile
import time
import urllib.parse
from unittest import mock

import boto3
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

ROLE = 'arn:aws:iam::123456789012:role/SageMakerRole'
IMAGE = '763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-training:2.14-cpu-py310'
BUCKET = 'sagemaker-us-east-1-123456789012'
GROUP = '/aws/sagemaker/TrainingJobs'
NAMESPACE = '/aws/sagemaker/TrainingJobs'
ENDED = ('Completed', 'Failed', 'Stopped')
ONE_MOMENT = 0.1

SCORE_METRIC = [{'Name': 'score', 'Regex': 'score = ([0-9.]+);'}]

# A learning curve whose end is `x`; what else it is given does not matter.
CURVE = '''
import argparse, time
parser = argparse.ArgumentParser()
parser.add_argument("-x", type=float, default=0.5)
parser.add_argument("--epochs", "--rounds", type=int, default=1)
parser.add_argument("--pause", type=float, default=0)
given, _ = parser.parse_known_args()
for epoch in range(1, given.epochs + 1):
    time.sleep(given.pause)
    print("score = %.6f;" % (given.x * epoch / given.epochs), flush=True)
'''

SLEEP = 'import time\nprint("started", flush=True)\ntime.sleep(60)\n'

s3 = boto3.client('s3')
sagemaker = boto3.client('sagemaker')
cloudwatch = boto3.client('cloudwatch')
logs = boto3.client('logs')


# ---- What is asked for

def sources(name, files):
    """Uploads programs the way that script mode wants them, and returns the hyper-parameters that name the first."""
    s3.create_bucket(Bucket=BUCKET)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w:gz') as archive:
        for path, content in files.items():
            content = content if isinstance(content, bytes) else content.encode()
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    key = 'source/%s/sourcedir.tar.gz' % name
    s3.put_object(Bucket=BUCKET, Key=key, Body=packed.getvalue())
    return {'sagemaker_submit_directory': 's3://%s/%s' % (BUCKET, key), 'sagemaker_program': next(iter(files))}


def source(name, text):
    """One program, named in JSON as the SDK does it."""
    return {key: json.dumps(value) for key, value in sources(name, {name + '.py': text}).items()}


def channel(name, uri, kind='S3Prefix', **more):
    return dict({'ChannelName': name, 'DataSource': {'S3DataSource': {
        'S3DataType': kind, 'S3Uri': uri, 'S3DataDistributionType': 'FullyReplicated'}}}, **more)


def definition(parameters, metrics=SCORE_METRIC, channels=None, seconds=600, image=IMAGE, **more):
    """What training jobs and the definition inside tuning jobs have in common."""
    result = {
        'AlgorithmSpecification': {'TrainingImage': image, 'TrainingInputMode': 'File', 'MetricDefinitions': metrics},
        'RoleArn': ROLE,
        'OutputDataConfig': {'S3OutputPath': 's3://%s/output' % BUCKET},
        'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 30},
        'StoppingCondition': {'MaxRuntimeInSeconds': seconds},
    }
    if channels:
        result['InputDataConfig'] = channels
    result.update(more)
    return parameters, result


def commanded(image, metrics=(), **algorithm):
    """The definition of a job whose image, or whose request, brings the command."""
    _, result = definition({}, list(metrics), image=image)
    if not metrics:
        del result['AlgorithmSpecification']['MetricDefinitions']
    result['AlgorithmSpecification'].update(algorithm)
    return result


def categories(*values):
    return {'CategoricalParameterRanges': [{'Name': 'kind', 'Values': list(values)}]}


def continuous(name='x', low='0', high='1'):
    return {'ContinuousParameterRanges': [{'Name': name, 'MinValue': low, 'MaxValue': high}]}


def train(name, parameters, result, client=sagemaker):
    return client.create_training_job(TrainingJobName=name, HyperParameters=parameters, **result)


def search(name, parameters, result, ranges, metric='score', strategy='Bayesian', jobs=4, parallel=2, config=None,
           client=sagemaker, **more):
    """Creates a tuning job."""
    limits = {'MaxParallelTrainingJobs': parallel}
    if jobs:
        limits['MaxNumberOfTrainingJobs'] = jobs
    settings = {
        'Strategy': strategy,
        'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': metric},
        'ResourceLimits': limits,
        'ParameterRanges': ranges,
    }
    settings.update(config or {})
    result = result if parameters is None else dict(result, StaticHyperParameters=parameters)
    return client.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name, HyperParameterTuningJobConfig=settings, TrainingJobDefinition=result, **more)


# ---- What is refused

def refused(codes, call, *arguments, **parameters):
    """The error of a call that must fail, with one of the codes if there are any."""
    codes = (codes,) if isinstance(codes, str) else codes
    try:
        call(*arguments, **parameters)
    except ClientError as error:
        code = error.response['Error']['Code']
        assert not codes or code in codes, 'expected %s, got %s: %s' % (' or '.join(codes), code, error)
        return error
    raise AssertionError('accepted, expected %s: %r' % (' or '.join(codes or ['an error']), parameters))


def denied(code, call, **parameters):
    """The message of a call that its key may not make."""
    error = refused(code, call, **parameters)
    assert error.response['ResponseMetadata']['HTTPStatusCode'] == 403, error
    return str(error)


def unmade(call, *arguments, **parameters):
    """The message of a request for a job that must be refused as a whole."""
    error = refused('ValidationException', call, *arguments, **parameters)
    return error.response['Error']['Message']


# ---- What comes of it

def until(what, happened, seconds=30):
    for _ in range(int(seconds / ONE_MOMENT)):
        found = happened()
        if found:
            return found
        time.sleep(ONE_MOMENT)
    raise AssertionError('it did not happen: ' + what)


def running(name):
    """Waits until the program has begun."""
    def look():
        job = sagemaker.describe_training_job(TrainingJobName=name)
        if job['SecondaryStatus'] == 'Training':
            return job
        assert job['TrainingJobStatus'] == 'InProgress', job
        return None
    return until('the start of ' + name, look)


def ended(name, client=sagemaker):
    """Waits for the end of a training job, whatever it is: boto3's waiter takes a failure for an error."""
    def look():
        job = client.describe_training_job(TrainingJobName=name)
        return job if job['TrainingJobStatus'] in ENDED else None
    return until('the end of ' + name, look, 60)


def trained(name, client=sagemaker):
    """Waits for a training job that ends well."""
    job = ended(name, client)
    assert job['TrainingJobStatus'] == 'Completed', '%s: %s' % (name, job.get('FailureReason', job))
    return job


def search_ended(name, client=sagemaker):
    """Waits for the end of a tuning job, whatever it is; boto3 has no waiter for those."""
    def look():
        job = client.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        return job if job['HyperParameterTuningJobStatus'] in ENDED else None
    return until('the end of ' + name, look, 120)


def searched(name, client=sagemaker):
    """Waits for a tuning job that ends well."""
    job = search_ended(name, client)
    assert job['HyperParameterTuningJobStatus'] == 'Completed', '%s: %s' % (name, job.get('FailureReason', job))
    return job


def trials(name, client=sagemaker, **arguments):
    """The training jobs of a search."""
    pages = client.get_paginator('list_training_jobs_for_hyper_parameter_tuning_job').paginate(
        HyperParameterTuningJobName=name, **arguments)
    return [summary for page in pages for summary in page['TrainingJobSummaries']]


def trials_of(name):
    """The training jobs of a search that ends well."""
    searched(name)
    return trials(name)


def objective(item):
    """The final value of a training job of a search."""
    return item['FinalHyperParameterTuningJobObjectiveMetric']['Value']


def messages(job, client=logs, **arguments):
    """The whole log of a training job, read page by page until the token repeats."""
    streams = client.describe_log_streams(logGroupName=GROUP, logStreamNamePrefix=job + '/')['logStreams']
    assert len(streams) == 1 and streams[0]['logStreamName'].startswith(job + '/algo-1'), streams
    found, token = [], None
    while True:
        more = {'nextToken': token} if token else {}
        page = client.get_log_events(logGroupName=GROUP, logStreamName=streams[0]['logStreamName'], startFromHead=True,
                                     **dict(arguments, **more))
        found += [event['message'] for event in page['events']]
        if page['nextForwardToken'] == token:
            assert not page['events'], 'the last page is not empty'
            return found
        token = page['nextForwardToken']


def said(name, mark):
    """What a program said as JSON after a mark."""
    line = next((text for text in messages(name) if mark in text), None)
    assert line, '%s did not say %r: %s' % (name, mark, messages(name))
    return json.loads(line.split(mark, 1)[1])


def curve(name):
    """Every point of the score of a training job."""
    now = datetime.datetime.now(datetime.timezone.utc)
    points = cloudwatch.get_metric_statistics(
        Namespace=NAMESPACE, MetricName='score', Dimensions=[{'Name': 'TrainingJobName', 'Value': name}], Period=60,
        Statistics=['Average'], StartTime=now - datetime.timedelta(hours=1),
        EndTime=now + datetime.timedelta(minutes=1))
    return [point['Average'] for point in sorted(points['Datapoints'], key=lambda point: point['Timestamp'])]


def content(key):
    """The content of an object of the bucket."""
    return s3.get_object(Bucket=BUCKET, Key=key)['Body'].read()


def contains(told, sent, place=''):
    """Whether all that was sent is in what is told."""
    if isinstance(sent, dict):
        for name, value in sent.items():
            assert name in told, '%s.%s is not told' % (place, name)
            contains(told[name], value, '%s.%s' % (place, name))
    elif isinstance(sent, list) and sent and isinstance(sent[0], dict):
        assert len(told) == len(sent), '%s has %d members, not %d' % (place, len(told), len(sent))
        for index, (one, other) in enumerate(zip(told, sent)):
            contains(one, other, '%s[%d]' % (place, index))
    else:
        assert told == sent, '%s is %r, not %r' % (place, told, sent)


# ---- Requests written by hand

def sign(kind, service, method, url, body=b'', headers=None, key=None, at=None):
    """The headers of a signed request."""
    request = AWSRequest(method=method, url=url, data=body, headers=dict(headers or {}))
    key = key or {name: os.environ['AWS_' + name.upper()] for name in ('access_key_id', 'secret_access_key')}
    now = at or datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    with mock.patch('botocore.auth.get_current_datetime', return_value=now):
        kind(Credentials(key['access_key_id'], key['secret_access_key']), service, 'us-east-1').add_auth(request)
    return dict(request.headers.items())


def send(method, url, headers, body=b'', to=None):
    """Sends a request by hand: status, headers, body. `to` is where it goes if that is not what its URL says."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(to or url).netloc, timeout=30)
    headers = dict({'Host': parts.netloc}, **headers)
    connection.request(method, parts.path + ('?' + parts.query if parts.query else ''), body, headers)
    answer = connection.getresponse()
    told = answer.read()
    connection.close()
    return answer.status, answer.headers, told
