"""boto3 alone: what tuning and training jobs can do besides the document's flow, each tried with jobs that run.

Usage: features_all.py [PART ...]; all parts by default. Parts that need a server with other settings start their own: TUNESMITH
names the program. They are skipped, and say so, where it is not set.
"""
import atexit
import base64
import datetime
import gzip
import hashlib
import hmac
import http.client
import io
import json
import os
import re
import socket
import subprocess
import sys
import tarfile
import time
import urllib.parse
import zipfile
import zlib
from unittest import mock

import boto3
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from boto3_only import (
    BUCKET, GROUP, IMAGE, NAMESPACE, SCORE_METRIC, SLEEP, categories, channel, cloudwatch, definition, ended, logs,
    messages, running, s3, sagemaker, search, searched, source, train, trials)
from boto3_s3 import refused
from checks import check_counters, close, progress, run_parts

PROGRAM = os.environ.get('TUNESMITH')
ENDED = ('Completed', 'Failed', 'Stopped')
ONE_MOMENT = 0.1

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

# Two metrics, one of them better than the other.
BOTH = 'print("accuracy = 0.25;")\nprint("score = 0.75;")\n'
ACCURACY_METRIC = [{'Name': 'accuracy', 'Regex': 'accuracy = ([0-9.]+);'}]

# A little better each time, by less than a percent.
CREEP = '''
import os
print("score = %.6f;" % (0.5 + 0.0001 * int(os.environ["TRAINING_JOB_NAME"].split("-")[-2])))
'''

# What is in the channels: files by their paths, pipes by their passes.
INPUTS = '''
import json, os
data = os.path.join(os.environ["SM_INPUT_DIR"], "data")
config = json.loads(os.environ["SM_INPUT_DATA_CONFIG"])
found = {}
for name in config:
    if config[name]["TrainingInputMode"] != "Pipe":
        folder = os.path.join(data, name)
        paths = [os.path.join(top, leaf) for top, _, leaves in os.walk(folder) for leaf in leaves]
        found[name] = {os.path.relpath(path, folder): open(path).read() for path in sorted(paths)}
    elif name == "partly":
        with open(os.path.join(data, "partly_0"), "rb") as pipe:
            pipe.read(1)
        with open(os.path.join(data, "partly_1"), "rb") as pipe:
            found[name] = len(pipe.read())
    elif name != "unread":
        found[name] = [open(os.path.join(data, "%s_%d" % (name, number))).read() for number in range(4)]
if "fast" in found:
    # Whoever writes into a file of this kind does not write into the bucket.
    try:
        with open(os.path.join(data, "fast", "a.csv"), "r+") as target:
            target.write("Z")
    except OSError:
        pass
print("INPUTS " + json.dumps(found), flush=True)
'''

# Knows its place by heart, as programs for SageMaker's containers do.
BY_HEART = '''
import json, os, socket, time, urllib.request
with open("/opt/ml/input/config/hyperparameters.json") as settings:
    number = json.load(settings)["number"]
before = sorted(os.listdir("/opt/ml/model"))
with open("/opt/ml/model/who", "w") as target:
    target.write(number)
time.sleep(0.5)
with open("/opt/ml/model/who") as back:
    who = back.read()
with urllib.request.urlopen(os.environ["AWS_ENDPOINT_URL"] + "/healthz", timeout=10) as answer:
    health = answer.status
with open("/opt/ml/input/config/resourceconfig.json") as resources:
    host = json.load(resources)["current_host"]
files = []
for descriptor in os.listdir("/proc/self/fd"):
    try:
        files.append(os.readlink("/proc/self/fd/" + descriptor))
    except OSError:
        pass
print("BY HEART " + json.dumps({
    "number": number, "before": before, "who": who, "health": health, "host": host, "files": files,
    "address": socket.gethostbyname(host), "folder": os.getcwd(), "user": os.getuid(),
    "owner": os.stat("/opt/ml/model/who").st_uid, "opt": sorted(os.listdir("/opt")), "environment": dict(os.environ)}))
'''

# Keeps a checkpoint, and says which ones it found.
CHECKPOINTS = '''
import argparse, os, time
parser = argparse.ArgumentParser()
parser.add_argument("--folder", default="/opt/ml/checkpoints")
parser.add_argument("--sleep", type=float, default=0)
given, _ = parser.parse_known_args()
folder = os.environ["SAGEMAKER_BASE_DIR"] + given.folder[len("/opt/ml"):]
found = sorted(os.path.relpath(os.path.join(top, leaf), folder) for top, _, leaves in os.walk(folder) for leaf in leaves)
print("found %s;" % ",".join(found), flush=True)
os.makedirs(os.path.join(folder, "deep"), exist_ok=True)
with open(os.path.join(folder, "deep", "epoch-%d" % (len(found) + 1)), "w") as target:
    target.write(os.environ["TRAINING_JOB_NAME"])
print("score = %d.5;" % len(found), flush=True)
time.sleep(given.sleep)
'''

# The value that it got, as an argument and as a setting.
VALUE = '''
import json, os, sys
with open(os.path.join(os.environ["SM_INPUT_CONFIG_DIR"], "hyperparameters.json")) as settings:
    setting = json.load(settings)["kind"]
print("score = 0.5;")
print("VALUE " + json.dumps([sys.argv[sys.argv.index("--kind") + 1], setting]))
'''

# Says a line every now and then, for a few seconds.
TALK = '''
import time
for number in range(60):
    print("line %d" % number, flush=True)
    if number % 10 == 9:
        print("score = 0.%d;" % number, flush=True)
    time.sleep(0.03)
'''


def sources(name, files):
    """Like `source`, of several files; the program is the first of them."""
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


def continuous(name='x', low='0', high='1'):
    return {'ContinuousParameterRanges': [{'Name': name, 'MinValue': low, 'MaxValue': high}]}


def one_of(name, arguments, metric, ranges, **more):
    """One of several definitions."""
    parameters, result = arguments
    return dict(result, DefinitionName=name, StaticHyperParameters=parameters, HyperParameterRanges=ranges,
                TuningObjective={'Type': 'Maximize', 'MetricName': metric}, **more)


def search_several(name, definitions, strategy='Random', jobs=None, config=None, **more):
    limits = {'MaxParallelTrainingJobs': 4}
    if jobs:
        limits['MaxNumberOfTrainingJobs'] = jobs
    return sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name, TrainingJobDefinitions=definitions,
        HyperParameterTuningJobConfig=dict({'Strategy': strategy, 'ResourceLimits': limits}, **config or {}), **more)


def unmade(call, *arguments, **parameters):
    """The message of a request for a job that must be refused as a whole."""
    error = refused('ValidationException', call, *arguments, **parameters)
    return error.response['Error']['Message']


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


def curve(name, metric='score', client=cloudwatch):
    """Every point of a metric of a training job."""
    now = datetime.datetime.now(datetime.timezone.utc)
    points = client.get_metric_statistics(
        Namespace=NAMESPACE, MetricName=metric, Dimensions=[{'Name': 'TrainingJobName', 'Value': name}], Period=60,
        Statistics=['Average'], StartTime=now - datetime.timedelta(hours=1), EndTime=now + datetime.timedelta(minutes=1))
    return [point['Average'] for point in sorted(points['Datapoints'], key=lambda point: point['Timestamp'])]


def said(name, mark):
    """What a program said as JSON after a mark."""
    line = next((text for text in messages(name) if mark in text), None)
    assert line, '%s did not say %r: %s' % (name, mark, messages(name))
    return json.loads(line.split(mark, 1)[1])


def keys(prefix):
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=BUCKET, Prefix=prefix)
    return [item['Key'] for page in pages for item in page.get('Contents', [])]


def until(what, happened, seconds=30):
    for _ in range(int(seconds / ONE_MOMENT)):
        found = happened()
        if found:
            return found
        time.sleep(ONE_MOMENT)
    raise AssertionError('it did not happen: ' + what)


class Server:
    """A server of this script's own, in a folder of its own."""

    def __init__(self, name, config='', keys=(), **environment):
        self.folder = os.path.abspath(name)
        os.makedirs(self.folder)
        with open(self.folder + '.toml', 'w') as target:
            target.write(config)
        if keys:
            with open(os.path.join(self.folder, 'keys.json'), 'w') as target:
                json.dump({'keys': list(keys)}, target)
        self.log = self.folder + '.log'
        self.process = subprocess.Popen(
            [PROGRAM, 'serve', '--listen', '127.0.0.1:0', '--data-dir', self.folder, '--config', self.folder + '.toml'],
            stdout=subprocess.DEVNULL, stderr=open(self.log, 'ab'), env=dict(os.environ, **environment))
        atexit.register(self.end)
        place = os.path.join(self.folder, 'server.json')
        until('a server of its own', lambda: os.path.exists(place) or self.process.poll() is not None)
        assert self.process.poll() is None, 'the server did not start:\n' + open(self.log).read()
        with open(place) as told:
            self.url = json.load(told)['url']
        with open(os.path.join(self.folder, 'keys.json')) as told:
            self.keys = {key['name']: key for key in json.load(told)['keys']}

    def end(self):
        self.process.terminate()
        self.process.wait()

    def client(self, service, key='default', url=None, **config):
        key = self.keys[key] if isinstance(key, str) else key
        return boto3.client(
            service, endpoint_url=url or self.url, region_name='us-east-1', aws_access_key_id=key['access_key_id'],
            aws_secret_access_key=key['secret_access_key'], config=Config(retries={'total_max_attempts': 1}, **config))

    def cli(self, *words, fails=False):
        done = subprocess.run([PROGRAM, *words, '--data-dir', self.folder], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True, timeout=60)
        text = '%s: exit code %d\n%s%s' % (' '.join(words), done.returncode, done.stdout, done.stderr)
        assert (done.returncode != 0) == fails, text
        return done.stdout


def own_server(*arguments, **more):
    if not PROGRAM:
        progress('  skipped: TUNESMITH does not name the program')
        return None
    return Server(*arguments, **more)


def over(client, name, tuning=False):
    """Waits for the end of a job of any server."""
    def look():
        if tuning:
            job = client.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
            return job if job['HyperParameterTuningJobStatus'] in ENDED else None
        job = client.describe_training_job(TrainingJobName=name)
        return job if job['TrainingJobStatus'] in ENDED else None
    return until('the end of ' + name, look, 60)


def trained(name):
    return over(sagemaker, name)


def commanded(image, metrics=(), **more):
    """The definition of a job whose image brings its own command."""
    _, result = definition({}, list(metrics), **more)
    result['AlgorithmSpecification']['TrainingImage'] = image
    if not metrics:
        del result['AlgorithmSpecification']['MetricDefinitions']
    result['OutputDataConfig'] = {'S3OutputPath': 's3://%s/output' % BUCKET}
    return result


def sign(kind, service, method, url, body=b'', headers=None, key=None, at=None):
    """The headers of a signed request."""
    request = AWSRequest(method=method, url=url, data=body, headers=dict(headers or {}))
    key = key or {'access_key_id': os.environ['AWS_ACCESS_KEY_ID'], 'secret_access_key': os.environ['AWS_SECRET_ACCESS_KEY']}
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
    content = answer.read()
    connection.close()
    return answer.status, answer.headers, content


# ---- Several definitions, strategies, limits

def definitions_part():
    both = source('both', BOTH)
    forest_ranges = dict(categories('oak', 'ash'), IntegerParameterRanges=[
        {'Name': 'depth', 'MinValue': '1', 'MaxValue': '9', 'ScalingType': 'Linear'}])
    linear = one_of('linear', definition(dict(both, family='linear'), ACCURACY_METRIC), 'accuracy',
                    continuous('rate', '0.01', '1'))
    forest = one_of('forest', definition(dict(both, family='forest'), SCORE_METRIC, Environment={'TREES': 'yes'}), 'score',
                    forest_ranges)
    search_several('several', [linear, forest], jobs=8)
    search_several('alone', [forest], jobs=2)
    search_several('grid', [
        one_of('two', definition(both), 'score', categories('a', 'b')),
        one_of('3-and-more', definition(both), 'score', {'CategoricalParameterRanges': [
            {'Name': 'leaf-size', 'Values': ['1', '2', '3']}, {'Name': 'one', 'Values': ['only']}]})], 'Grid')
    # Each has limits of its own.
    search_several('limits', [
        one_of('quick', definition(both), 'score', categories('a')),
        one_of('slow', definition(dict(source('curve', CURVE), pause='6'), seconds=1), 'score', categories('a'))], 'Grid')

    job = searched('several')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job.get('FailureReason')
    check_counters(job, completed=8, succeeded=8)
    contains(job['TrainingJobDefinitions'], [linear, forest])
    told = {item['DefinitionName']: item['StaticHyperParameters'] for item in job['TrainingJobDefinitions']}
    assert told['linear']['_tuning_objective_metric'] == 'accuracy', told['linear']
    assert told['forest']['_tuning_objective_metric'] == 'score', told['forest']
    assert 'TrainingJobDefinition' not in job, 'both forms are told'
    every = trials('several')
    assert {item['TrainingJobDefinitionName'] for item in every} == {'linear', 'forest'}, every
    for item in every:
        name, kind = item['TrainingJobName'], item['TrainingJobDefinitionName']
        assert re.match(r'several-\d{3}-[0-9a-f]{8}$', name), name
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
    best = job['BestTrainingJob']
    assert best['TrainingJobDefinitionName'] == 'forest', best
    assert close(best['FinalHyperParameterTuningJobObjectiveMetric']['Value'], 0.75), best
    assert best['FinalHyperParameterTuningJobObjectiveMetric']['MetricName'] == 'score', best
    by_value = trials('several', SortBy='FinalObjectiveMetricValue', SortOrder='Descending')
    kinds = [item['TrainingJobDefinitionName'] for item in by_value]
    assert kinds == sorted(kinds), 'order by value: %s' % kinds

    # A list of one is a list.
    job = searched('alone')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job.get('FailureReason')
    for item in trials('alone'):
        assert item['TrainingJobDefinitionName'] == 'forest', item
        assert set(item['TunedHyperParameters']) == {'depth', 'kind'}, 'tuned: %r' % item['TunedHyperParameters']
        told = sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])['HyperParameters']
        assert {'depth', 'kind'} <= set(told), told

    searched('grid')
    found = sorted((item['TrainingJobDefinitionName'], sorted(item['TunedHyperParameters'].items()))
                   for item in trials('grid'))
    assert found == [('3-and-more', [('leaf-size', '1'), ('one', 'only')]),
                     ('3-and-more', [('leaf-size', '2'), ('one', 'only')]),
                     ('3-and-more', [('leaf-size', '3'), ('one', 'only')]),
                     ('two', [('kind', 'a')]), ('two', [('kind', 'b')])], found
    searched('limits')
    status = {item['TrainingJobDefinitionName']: item['TrainingJobStatus'] for item in trials('limits')}
    assert status == {'quick': 'Completed', 'slow': 'Stopped'}, status


def definitions_errors_part():
    both = definition(source('both', BOTH))
    one, two = (one_of(name, both, 'score', continuous()) for name in ('one', 'two'))
    objective = {'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'score'}}

    def without(member):
        return {name: value for name, value in two.items() if name != member}

    def bad(text, *definitions, **more):
        message = unmade(search_several, 'never-made', list(definitions), jobs=2, **more)
        assert text in message, 'no word of %s: %s' % (text, message)

    bad('DefinitionName', one, without('DefinitionName'))
    bad('DefinitionName', one, dict(two, DefinitionName='one'))
    bad('TuningObjective', one, two, config=objective)
    bad('HyperParameterRanges', one, two, config={'ParameterRanges': continuous()})
    bad('', one, without('HyperParameterRanges'))
    bad('trainingJobDefinitions', *[one_of('n%d' % i, both, 'score', continuous()) for i in range(11)])
    metric = dict(two['TuningObjective'], MetricName='no such metric')
    bad('A metric is required', one, dict(two, TuningObjective=metric))
    bad('TrainingJobDefinitions', one, two, TrainingJobDefinition=dict(both[1], StaticHyperParameters=both[0]))
    # The second is looked at as closely as the first.
    bad('MaxWaitTimeInSeconds', one, dict(two, StoppingCondition={'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 120}))
    # The members have other names here than in a job with one definition.
    bad('TuningObjective', one, without('TuningObjective'))
    refused('ResourceNotFound', sagemaker.describe_hyper_parameter_tuning_job, HyperParameterTuningJobName='never-made')


def ranges_part():
    """Names and values that ranges may have."""
    echo = source('curve', CURVE)
    names = ['größe', 'a.b', 'n-epochs', '_hidden', 'A1']
    search('names', *definition(echo), strategy='Random', jobs=2, ranges={'ContinuousParameterRanges': [
        {'Name': name, 'MinValue': '0', 'MaxValue': '1'} for name in names]})
    search('singles', *definition(echo), strategy='Random', jobs=1, ranges=dict(
        categories('only'), IntegerParameterRanges=[{'Name': 'n', 'MinValue': '5', 'MaxValue': '5'}],
        ContinuousParameterRanges=[{'Name': 'x', 'MinValue': '0.25', 'MaxValue': '0.25'}]))
    values = ['', 'a,b', '"quoted"', "it's", 'ü x', '1', '1.0', '01', '1e0', 'null', 'true', '{x}', '$HOME', '--', '%41', ' ']
    search('values', *definition(source('value', VALUE)), strategy='Grid', jobs=None, parallel=4, ranges=categories(*values))
    said_by = {item['TunedHyperParameters']['kind']: said(item['TrainingJobName'], 'VALUE ') for item in trials_of('values')}
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


def trials_of(name):
    """The training jobs of a search that ends well."""
    job = searched(name)
    assert job['HyperParameterTuningJobStatus'] == 'Completed', '%s: %s' % (name, job.get('FailureReason'))
    return trials(name)


def hyperband_part():
    program = source('curve', CURVE)

    def band(**resources):
        return {'StrategyConfig': {'HyperbandStrategyConfig': resources}}

    search('inferred', *definition(dict(program, epochs='9', pause='0.05')), ranges=continuous(), strategy='Hyperband',
           jobs=9, parallel=3)
    search('given', *definition(dict(program, rounds='60', pause='0.05')), ranges=continuous(), strategy='Hyperband',
           jobs=6, parallel=3, config=band(MinResource=3, MaxResource=6))
    every = trials_of('inferred')
    stopped = [item for item in every if item['TrainingJobStatus'] == 'Stopped']
    assert len(every) == 9 and 0 < len(stopped) < 9, [item['TrainingJobStatus'] for item in every]
    for item in stopped:
        points = curve(item['TrainingJobName'])
        assert 1 <= len(points) < 9, '%s was stopped after %d epochs' % (item['TrainingJobName'], len(points))
        # What is stopped keeps its last value.
        assert item['ObjectiveStatus'] == 'Succeeded', item
        assert close(item['FinalHyperParameterTuningJobObjectiveMetric']['Value'], points[-1]), item
    job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='inferred')
    check_counters(job, completed=9 - len(stopped), stopped=len(stopped), succeeded=9)
    assert job['BestTrainingJob']['TrainingJobStatus'] == 'Completed', job['BestTrainingJob']

    job = searched('given')
    assert job['HyperParameterTuningJobConfig']['StrategyConfig'] == band(MinResource=3, MaxResource=6)['StrategyConfig']
    lengths = [len(curve(item['TrainingJobName'])) for item in trials('given')]
    assert min(lengths) >= 3, 'stopped before MinResource: %s' % lengths
    assert max(lengths) <= 20, 'a job that reaches MaxResource is stopped; epochs: %s' % lengths

    def bad(parameters=program, **config):
        return unmade(search, 'never-made', *definition(parameters), ranges=continuous(), strategy='Hyperband', jobs=2,
                      config=config)

    assert 'MaxResource' in bad()
    bad(dict(program, epochs='9'), TrainingJobEarlyStoppingType='Auto')
    bad(**band(MinResource=9, MaxResource=9))
    assert 'MaxResource' in bad(**band(MinResource=1))
    unmade(search, 'never-made', *definition(program), ranges=continuous(), jobs=2, config=band(MaxResource=9))
    for number, name in enumerate(('epochs', 'numepochs', 'n-epochs', 'n_epochs', 'num_epochs')):
        search('reads-%d' % number, *definition(dict(program, **{name: '"3"'})), ranges=continuous(), strategy='Hyperband',
               jobs=1, config={'TrainingJobEarlyStoppingType': 'Off'})


def completion_part():
    program = source('curve', CURVE)
    free = {'ContinuousParameterRanges': [{'Name': 'unused', 'MinValue': '0', 'MaxValue': '1'}]}

    def rule(**criteria):
        return {'TuningJobCompletionCriteria': criteria}

    def start(name, criteria, jobs=20, parallel=1, parameters=None, ranges=free, **config):
        search(name, *definition(parameters or dict(program, x='0.75')), ranges=ranges, strategy='Random', jobs=jobs,
               parallel=parallel, config=dict(rule(**criteria), **config))

    start('target', {'TargetObjectiveMetricValue': 0.7}, parallel=2)
    start('target-down', {'TargetObjectiveMetricValue': 0.8}, HyperParameterTuningJobObjective={
        'Type': 'Minimize', 'MetricName': 'score'})
    start('target-far', {'TargetObjectiveMetricValue': 0.8}, jobs=3)
    stuck = {'BestObjectiveNotImproving': {'MaxNumberOfTrainingJobsNotImproving': 3}}
    start('stuck', stuck)
    start('creeping', stuck, jobs=9, parameters=source('creep', CREEP))
    start('converged', {'ConvergenceDetected': {'CompleteOnConvergence': 'Enabled'}}, jobs=60, parallel=4)

    for name in ('target', 'target-down'):
        job = searched(name)
        assert job['HyperParameterTuningJobStatus'] == 'Completed', job
        counters = job['TrainingJobStatusCounters']
        assert 1 <= counters['Completed'] and sum(counters.values()) < 5, counters
        assert counters['InProgress'] == 0 and 'TuningJobCompletionDetails' not in job, job
        assert 'TargetObjectiveMetricValue' in job['HyperParameterTuningJobConfig']['TuningJobCompletionCriteria'], job
    assert len(trials_of('target-far')) == 3
    job = searched('stuck')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job
    check_counters(job, completed=4, succeeded=4)
    assert job['TuningJobCompletionDetails'] == {'NumberOfTrainingJobsObjectiveNotImproving': 3}, job
    job = searched('converged')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job
    assert job['TrainingJobStatusCounters']['Completed'] < 60, job['TrainingJobStatusCounters']
    detected = job['TuningJobCompletionDetails']['ConvergenceDetectedTime']
    assert job['CreationTime'] <= detected <= job['HyperParameterTuningEndTime'], job
    # In the words of the API: improved "by 1% or greater".
    job = searched('creeping')
    assert job['TrainingJobStatusCounters']['Completed'] == 4, 'a gain of less than a percent is one: %r' % job[
        'TrainingJobStatusCounters']

    start('long', {}, jobs=1, ResourceLimits={'MaxParallelTrainingJobs': 1, 'MaxNumberOfTrainingJobs': 1,
                                              'MaxRuntimeInSeconds': 120})
    job = searched('long')
    assert job['HyperParameterTuningJobConfig']['ResourceLimits']['MaxRuntimeInSeconds'] == 120, job
    assert job['ConsumedResources']['RuntimeInSeconds'] >= 0, job
    unmade(start, 'never-made', {'ConvergenceDetected': {'CompleteOnConvergence': 'Maybe'}})


def autotune_part():
    hints = {'learning_rate': '0.01', 'dropout': '0.5', 'depth': '6', 'kind': 'oak', 'zero': '0'}
    ranges = {'AutoParameters': [{'Name': name, 'ValueHint': hint} for name, hint in hints.items()]}
    search('tuned', *definition(source('curve', CURVE)), ranges=ranges, jobs=4, Autotune={'Mode': 'Enabled'})
    # All else is up to the service.
    search('tuned-freely', *definition(source('sleep', SLEEP)), ranges=ranges, jobs=None, Autotune={'Mode': 'Enabled'})
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
    assert job['Autotune'] == {'Mode': 'Enabled'}, job
    assert job['HyperParameterTuningJobConfig']['ParameterRanges']['AutoParameters'] == ranges['AutoParameters'], job
    assert searched('tuned-freely')['HyperParameterTuningJobStatus'] == 'Stopped'
    unmade(search, 'never-made', *definition(source('curve', CURVE)), ranges=ranges, jobs=2, Autotune={'Mode': 'Off'})


def warm_start_part():
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key='warm/data.csv', Body=b'1,2,3')
    program = source('curve', CURVE)
    statics = dict(program, **{'s%02d' % number: 'a' for number in range(11)})
    data = [channel('data', 's3://%s/warm/' % BUCKET)]

    def warm(kind, *parents):
        return {'WarmStartType': kind, 'ParentHyperParameterTuningJobs': [
            {'HyperParameterTuningJobName': parent} for parent in parents]}

    def child(name, kind, parents=('parent',), parameters=statics, ranges=None, channels=data, arguments=None, **more):
        return search(name, *arguments or definition(parameters, channels=channels), ranges=ranges or continuous(
            high='0.1'), jobs=2, WarmStartConfig=warm(kind, *parents), **more)

    search('parent', *definition(statics, channels=data), ranges=continuous(low='0.9'), jobs=3, parallel=3)
    search('parent-runs', *definition(dict(statics, **source('sleep', SLEEP)), channels=data), ranges=continuous(), jobs=1)
    searched('parent')
    identical, transfer = 'IdenticalDataAndAlgorithm', 'TransferLearning'
    child('identical', identical)
    child('transfer', transfer, channels=None)
    # From tunable to static and back, and ten changes.
    moved = dict(statics, x='0.5', **{'s%02d' % number: 'b' for number in range(1, 9)})
    del moved['s00']
    child('moved', transfer, parameters=moved, ranges={'CategoricalParameterRanges': [
        {'Name': 's00', 'Values': ['a', 'b']}]}, strategy='Random')

    own = {item['TrainingJobName'] for item in trials_of('identical')}
    job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='identical')
    best, overall = job['BestTrainingJob'], job['OverallBestTrainingJob']
    assert best['TrainingJobName'] in own, best
    assert overall['TuningJobName'] == 'parent' and overall['TrainingJobName'] not in own, overall
    final = overall['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    assert final >= 0.9 > best['FinalHyperParameterTuningJobObjectiveMetric']['Value'], job
    contains(job['WarmStartConfig'], warm(identical, 'parent'))
    for name in ('transfer', 'moved'):
        assert len(trials_of(name)) == 2
        job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        assert 'OverallBestTrainingJob' not in job, 'the best of all after a transfer: %r' % job
    # A child can be a parent.
    child('grandchild', identical, ['identical', 'parent'])
    trials_of('grandchild')
    job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='grandchild')
    assert job['OverallBestTrainingJob']['TuningJobName'] == 'parent', job['OverallBestTrainingJob']

    def bad(text, kind=transfer, **more):
        message = unmade(child, 'never-made', kind, **more)
        assert text in message, message

    names = 'The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs.'
    bad(names, parameters=program)
    bad(names, parameters=dict(statics, more='1'))
    bad('parent-runs', parents=['parent-runs'])
    metrics = [{'Name': 'other', 'Regex': 'score = ([0-9.]+);'}]
    bad('objective', arguments=definition(statics, metrics, data), metric='other')
    bad('', parameters={name: 'b' if name[0] == 's' and name[1:].isdigit() else value for name, value in statics.items()})
    bad('', ranges={'IntegerParameterRanges': [{'Name': 'x', 'MinValue': '0', 'MaxValue': '1'}]})
    bad('', identical, channels=[channel('data', 's3://%s/other/' % BUCKET)])
    bad('', parents=['parent'] * 6)
    bad('', ranges={'CategoricalParameterRanges': [{'Name': 'x', 'Values': ['0', '1']}]}, strategy='Grid')
    bad('', strategy='Hyperband', config={'StrategyConfig': {'HyperbandStrategyConfig': {'MaxResource': 9}}})
    other, result = definition(statics, channels=data)
    result['AlgorithmSpecification'] = dict(result['AlgorithmSpecification'], TrainingImage=IMAGE.replace('2.14', '2.13'))
    bad('', identical, arguments=(other, result))
    sagemaker.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName='parent-runs')


# ---- What a training job is given

def inputs_part():
    s3.create_bucket(Bucket=BUCKET)
    texts = {'in/a.csv': 'A', 'in/sub/b.csv': 'B', 'in/sub/deep/c.csv': 'C', 'inner/d.csv': 'D', 'in/übung 1.csv': 'E'}
    for key, text in texts.items():
        s3.put_object(Bucket=BUCKET, Key=key, Body=text.encode())
    s3.put_object(Bucket=BUCKET, Key='in/empty/', Body=b'')
    manifest = [{'prefix': 's3://%s/in' % BUCKET}, '/a.csv', '/sub/b.csv', 'ner/d.csv']
    s3.put_object(Bucket=BUCKET, Key='lists/some.manifest', Body=json.dumps(manifest).encode())
    lines = '{"source-ref": "s3://%s/in/a.csv", "label": 1}\n' % BUCKET
    s3.put_object(Bucket=BUCKET, Key='lists/lines.jsonl', Body=lines.encode())
    for number in range(8):
        s3.put_object(Bucket=BUCKET, Key='pipe/%d' % number, Body=b'%d' % number)
        # Two members in one file, as `cat a.gz b.gz` makes them.
        packed = gzip.compress(b'%d' % number) + gzip.compress(b';')
        s3.put_object(Bucket=BUCKET, Key='zipped/%d.gz' % number, Body=packed)
    s3.put_object(Bucket=BUCKET, Key='large', Body=b'x' * 300_000)

    def at(name, key, kind='S3Prefix', **more):
        made = channel(name, 's3://%s/%s' % (BUCKET, key))
        made['DataSource']['S3DataSource']['S3DataType'] = kind
        return dict(made, **more)

    def piped(name, key, kind='S3Prefix', **more):
        return at(name, key, kind, InputMode='Pipe', **more)

    seed = {'ShuffleConfig': {'Seed': 7}}
    channels = [
        at('folder', 'in/'), at('bare', 'in'), at('part', 'in/su'), at('one', 'in/sub/b.csv'),
        at('listed', 'lists/some.manifest', 'ManifestFile'), at('lines', 'lists/lines.jsonl', 'AugmentedManifestFile'),
        at('fast', 'in/', InputMode='FastFile'), at('shuffled', 'pipe/', **seed),
        at('typed', 'in/a.csv', ContentType='text/csv', RecordWrapperType='None', CompressionType='None'),
        piped('piped', 'pipe/'), piped('zipped', 'zipped/', CompressionType='Gzip'), piped('mixed', 'pipe/', **seed),
        piped('piped-list', 'lists/some.manifest', 'ManifestFile'), piped('partly', 'large'), piped('unread', 'large')]
    train('inputs', *definition(source('inputs', INPUTS), channels=channels))
    everything = definition(source('inputs', INPUTS), channels=[at('piped', 'pipe/')])
    everything[1]['AlgorithmSpecification'] = dict(everything[1]['AlgorithmSpecification'], TrainingInputMode='Pipe')
    train('inputs-pipe', *everything)

    job = trained('inputs')
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    contains(job['InputDataConfig'], channels)
    found = said('inputs', 'INPUTS ')
    whole = {'a.csv': 'A', 'sub/b.csv': 'B', 'sub/deep/c.csv': 'C', 'übung 1.csv': 'E'}
    assert found['folder'] == whole, found['folder']
    assert found['part'] == {'sub/b.csv': 'B', 'sub/deep/c.csv': 'C'}, found['part']
    assert sorted(found['bare'].values()) == ['A', 'B', 'C', 'D', 'E'], 'a prefix is no folder: %r' % found['bare']
    assert found['one'] == {'b.csv': 'B'}, found['one']
    assert sorted(found['listed'].values()) == ['A', 'B', 'D'], found['listed']
    assert list(found['lines'].values()) == [lines], found['lines']
    assert found['fast'] == whole and found['typed'] == {'a.csv': 'A'}, found
    assert sorted(found['shuffled'].values()) == list('01234567'), found['shuffled']
    assert found['piped'] == ['01234567'] * 4, found['piped']
    assert found['zipped'] == ['0;1;2;3;4;5;6;7;'] * 4, found['zipped']
    assert found['piped-list'] == ['ABD'] * 4 and found['partly'] == 300_000, found
    for passed in found['mixed']:
        assert sorted(passed) == list('01234567'), 'a pass of another content: %s' % passed
    assert found['mixed'] != ['01234567'] * 4, 'nothing was shuffled'
    # In the words of the API: "shuffling is done at the start of every epoch".
    assert len(set(found['mixed'])) > 1, 'every pass has the same order: %s' % found['mixed']
    # boto3 may find by the checksum that it is another content.
    assert s3.get_object(Bucket=BUCKET, Key='in/a.csv')['Body'].read() == b'A', 'the program wrote into the bucket'
    assert trained('inputs-pipe')['TrainingJobStatus'] == 'Completed'
    assert said('inputs-pipe', 'INPUTS ')['piped'] == ['01234567'] * 4


def inputs_missing_part():
    """Whatever is wrong with the data, the job says which channel it is about."""
    s3.create_bucket(Bucket=BUCKET)
    contents = {
        'wrong/dots/../../up.csv': b'x', 'wrong/both/a': b'x', 'wrong/both/a/b': b'x', 'wrong/long/' + 'n' * 300: b'x',
        'wrong/broken.manifest': b'no list', 'wrong/gone.manifest': json.dumps([{'prefix': 's3://%s/' % BUCKET}, 'gone']),
        'wrong/foreign.manifest': json.dumps([{'prefix': 's3://no-such-bucket-here/'}, 'gone']),
    }
    for key, content in contents.items():
        url = '%s/%s/%s' % (os.environ['AWS_ENDPOINT_URL'], BUCKET, key)
        content = content if isinstance(content, bytes) else content.encode()
        # Not by boto3, which takes dots out of paths.
        status, _, told = send('PUT', url, sign(S3SigV4Auth, 's3', 'PUT', url, content), content)
        assert status == 200, (key, status, told)
    assert 'wrong/dots/../../up.csv' in keys('wrong/'), keys('wrong/')
    wrong = {
        'nothing': ('S3Prefix', BUCKET, 'there/is/nothing'), 'bucket': ('S3Prefix', 'no-such-bucket-here', 'a'),
        'dots': ('S3Prefix', BUCKET, 'wrong/dots/'), 'both': ('S3Prefix', BUCKET, 'wrong/both/'),
        'long': ('S3Prefix', BUCKET, 'wrong/long/'), 'list': ('ManifestFile', BUCKET, 'wrong/missing.manifest'),
        'broken': ('ManifestFile', BUCKET, 'wrong/broken.manifest'), 'gone': ('ManifestFile', BUCKET, 'wrong/gone.manifest'),
        'foreign': ('ManifestFile', BUCKET, 'wrong/foreign.manifest'),
        'lines': ('AugmentedManifestFile', BUCKET, 'wrong/no')}
    program = source('inputs', INPUTS)
    for name, (kind, bucket, key) in wrong.items():
        made = channel('my-' + name, 's3://%s/%s' % (bucket, key))
        made['DataSource']['S3DataSource']['S3DataType'] = kind
        train('without-' + name, *definition(program, channels=[made]))
    made = channel('my-pipe', 's3://%s/there/is/nothing' % BUCKET)
    train('without-pipe', *definition(program, channels=[dict(made, InputMode='Pipe')]))
    for name in list(wrong) + ['pipe']:
        job = ended('without-' + name)
        assert job['TrainingJobStatus'] == 'Failed', '%s: %s' % (name, job['TrainingJobStatus'])
        assert job['FailureReason'].startswith('ClientError: '), '%s: %s' % (name, job['FailureReason'])
        assert 'my-' + name in job['FailureReason'], '%s: %s' % (name, job['FailureReason'])
    twice = [channel('same', 's3://%s/in/' % BUCKET)] * 2
    unmade(train, 'never-made', *definition(program, channels=twice))


def by_heart_part():
    before = sorted(os.listdir('/opt')) if os.path.isdir('/opt') else []
    admin = os.environ['AWS_ACCESS_KEY_ID']
    program = source('by_heart', BY_HEART)
    search('by-heart', *definition(program, [{'Name': 'health', 'Regex': '"health": ([0-9]+)'}]), ranges={
        'CategoricalParameterRanges': [{'Name': 'number', 'Values': ['1', '2', '3']}]}, metric='health', strategy='Grid',
        jobs=None, parallel=3)
    searched('by-heart')
    every = trials('by-heart')
    if any('cannot be made private' in text for item in every for text in messages(item['TrainingJobName'])):
        progress('  skipped: this machine gives processes no /opt/ml of their own')
        return
    for item in every:
        assert item['TrainingJobStatus'] == 'Completed', item.get('FailureReason')
        found = said(item['TrainingJobName'], 'BY HEART ')
        assert found['number'] == found['who'] == item['TunedHyperParameters']['number'], found
        assert found['before'] == [] and found['health'] == 200, found
        assert found['host'] == 'algo-1' and found['address'].startswith('127.'), found
        assert found['folder'] == '/opt/ml/code' and found['opt'] == sorted(before + ['ml']), found
        assert found['user'] == found['owner'] == os.getuid(), found
        folder = [path for path in found['files'] if path.startswith('/') and not path.startswith(('/proc/', '/dev/'))]
        assert not folder, 'open files that are not its own: %s' % folder
        assert not [path for path in found['files'] if path.startswith('socket:')], found['files']
        environment = found['environment']
        assert not [name for name in environment if name.startswith('TUNESMITH')], sorted(environment)
        for name in ('AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION', 'AWS_REGION',
                     'SM_MODEL_DIR', 'SM_OUTPUT_DATA_DIR', 'SM_OUTPUT_DIR', 'SM_INPUT_DIR', 'SM_INPUT_CONFIG_DIR',
                     'SM_CHANNELS', 'SM_HPS', 'SM_HP_NUMBER', 'SM_HOSTS', 'SM_CURRENT_HOST', 'SM_NUM_CPUS', 'SM_NUM_GPUS',
                     'SM_USER_ARGS', 'SM_TRAINING_ENV', 'SM_MODULE_NAME', 'SM_LOG_LEVEL', 'SM_RESOURCE_CONFIG', 'PATH'):
            assert name in environment, '%s is not set' % name
        assert environment['AWS_ACCESS_KEY_ID'] != admin, 'jobs have the key of the user'
        assert environment['SM_MODEL_DIR'] == '/opt/ml/model' and environment['SM_CURRENT_HOST'] == 'algo-1', environment
        assert environment['TRAINING_JOB_NAME'] == item['TrainingJobName'], environment
    assert (sorted(os.listdir('/opt')) if os.path.isdir('/opt') else []) == before, 'the machine has another /opt now'
    with open('/proc/mounts') as mounts:
        assert '/opt/ml' not in mounts.read(), 'the /opt/ml of a job is seen elsewhere'


def images_part():
    """What runs the jobs of an image: the request, a rule of the configuration, or nobody."""
    job = commanded('reg.example.com/team/unknown:1')
    program = 'cat $SM_INPUT_CONFIG_DIR/hyperparameters.json; echo; echo "it is $0 $1"; echo kept > $SM_MODEL_DIR/kept'
    job['AlgorithmSpecification'].update(ContainerEntrypoint=['/bin/sh', '-c'], ContainerArguments=[program, 'a', 'b'])
    s3.create_bucket(Bucket=BUCKET)
    train('entry', {'depth': '3', 'text': '"quoted"'}, job)
    assert trained('entry')['TrainingJobStatus'] == 'Completed', trained('entry').get('FailureReason')
    lines = messages('entry')
    assert 'it is a b' in lines, lines
    assert {'depth': '3', 'text': '"quoted"'} in [json.loads(line) for line in lines if line.startswith('{')], lines
    assert 'output/entry/output/model.tar.gz' in keys('output/entry/'), keys('output/entry/')
    contains(trained('entry')['AlgorithmSpecification'], job['AlgorithmSpecification'])
    job['AlgorithmSpecification'].update(ContainerEntrypoint=['/no/such/program'])
    train('entry-missing', {}, job)
    reason = ended('entry-missing')['FailureReason']
    assert '/no/such/program' in reason, reason
    for image, line in (('reg.example.com/team/unknown:1', 'image = "unknown"'), (IMAGE, 'image = "tensorflow-training"')):
        message = unmade(train, 'never-made', {}, commanded(image))
        assert '[[images]]' in message and line in message and 'runtime = ' in message, message
    unknown = commanded('reg.example.com/team/unknown:1', SCORE_METRIC)
    assert '[[images]]' in unmade(search, 'never-made', {}, unknown, ranges=continuous(), jobs=2)


def configuration_part():
    """A server with rules for images, quotas, an account of its own."""
    server = own_server('configured', '''
account = "210987654321"
[[images]]
image = "*/fixed:*"
runtime = "command"
command = ["/bin/sh", "-c", "echo 'score = 0.5;'; env; echo \\"arguments $*\\"", "fixed"]
[[images]]
image = "scripts-of-mine"
runtime = "script"
[quotas]
training_jobs = 4
parallel_training_jobs = 2
concurrent_tuning_jobs = 1
''', CANARY='sings')
    if not server:
        return
    there, store = server.client('sagemaker'), server.client('s3')
    store.create_bucket(Bucket=BUCKET)
    image = 'reg.example.com/team/fixed:2'
    answer = there.create_training_job(TrainingJobName='fixed', **commanded(image, SCORE_METRIC))
    assert answer['TrainingJobArn'] == 'arn:aws:sagemaker:us-east-1:210987654321:training-job/fixed', answer
    assert server.client('sts').get_caller_identity()['Account'] == '210987654321'
    job = over(there, 'fixed')
    assert job['TrainingJobStatus'] == 'Completed' and job['FinalMetricDataList'][0]['Value'] == 0.5, job

    def log(name):
        client = server.client('logs')
        streams = client.describe_log_streams(logGroupName=GROUP, logStreamNamePrefix=name + '/')['logStreams']
        page = client.get_log_events(logGroupName=GROUP, logStreamName=streams[0]['logStreamName'], startFromHead=True)
        return [event['message'] for event in page['events']]

    lines = log('fixed')
    assert 'AWS_ENDPOINT_URL=' + server.url in lines, lines
    assert not [line for line in lines if 'CANARY' in line], 'the environment of the server came along'
    # Arguments alone go to the program of the image.
    plain = commanded(image)
    plain['AlgorithmSpecification']['ContainerArguments'] = ['--fast', 'yes']
    there.create_training_job(TrainingJobName='arguments', **plain)
    over(there, 'arguments')
    arguments = [line for line in log('arguments') if line.startswith('arguments ')]
    error = refused('ValidationException', there.create_training_job, TrainingJobName='never-made',
                    **commanded('scripts-of-mine:1'))
    assert 'sagemaker_program' in str(error), error

    def tune(name, jobs, parallel=2, **more):
        return there.create_hyper_parameter_tuning_job(
            HyperParameterTuningJobName=name, TrainingJobDefinition=commanded(image, SCORE_METRIC),
            HyperParameterTuningJobConfig={
                'Strategy': 'Bayesian', 'ParameterRanges': continuous(),
                'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'score'},
                'ResourceLimits': {'MaxParallelTrainingJobs': parallel, 'MaxNumberOfTrainingJobs': jobs}}, **more)

    for jobs, parallel in ((5, 2), (4, 3)):
        error = refused('ResourceLimitExceeded', tune, 'never-made', jobs, parallel)
        assert 'limit' in str(error), error
    tune('first', 3)
    refused('ResourceLimitExceeded', tune, 'never-made', 1)
    assert over(there, 'first', tuning=True)['TrainingJobStatusCounters']['Completed'] == 3
    # Jobs of parents count as well.
    parents = {'WarmStartType': 'TransferLearning', 'ParentHyperParameterTuningJobs': [
        {'HyperParameterTuningJobName': 'first'}]}
    tune('second', 1, WarmStartConfig=parents)
    over(there, 'second', tuning=True)
    assert arguments == ['arguments --fast yes'], 'ContainerArguments did not reach the program: %s' % arguments
    refused('ResourceLimitExceeded', tune, 'never-made', 2, WarmStartConfig=parents)


def wheel(content):
    """A package of one module, as pip installs it without asking anybody."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w') as archive:
        archive.writestr('tiny.py', content)
        archive.writestr('tiny-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n')
        archive.writestr('tiny-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n')
        archive.writestr('tiny-1.0.dist-info/RECORD', '')
    return packed.getvalue()


def requirements_part():
    program = 'import tiny\nprint("tiny %s from %s" % (tiny.WHICH, tiny.__file__))\nprint("score = 0.5;")\n'
    file = 'tiny-1.0-py3-none-any.whl'

    def with_wheel(which):
        return {'uses.py': program, 'requirements.txt': '# ours\n./%s\n' % file, file: wheel('WHICH = %d\n' % which)}

    search('packaged', *definition(sources('packaged', with_wheel(1))), ranges=categories('a', 'b', 'c'), strategy='Grid',
           jobs=None, parallel=3)
    unsound = dict(with_wheel(1), **{'requirements.txt': './there-is-no-such-package.whl\n'})
    train('unsound', *definition(sources('unsound', unsound)))
    train('commented', *definition(sources('commented', {'uses.py': 'print("ran")', 'requirements.txt': '# none\n\n'})))
    lines = {text for item in trials_of('packaged') for text in messages(item['TrainingJobName']) if text.startswith('tiny')}
    assert len(lines) == 1 and lines.pop().startswith('tiny 1 from '), 'the jobs do not share a package: %s' % lines
    job = ended('unsound')
    assert job['TrainingJobStatus'] == 'Failed', job
    reason = job['FailureReason']
    assert reason.startswith('ClientError: ') and 'requirements.txt' in reason, reason
    assert 'there-is-no-such-package.whl' in reason, 'what pip said is not told: ' + reason
    assert ended('commented')['TrainingJobStatus'] == 'Completed', ended('commented')
    # The same list, and another content of what it names.
    train('packaged-anew', *definition(sources('packaged-anew', with_wheel(2))))
    assert trained('packaged-anew')['TrainingJobStatus'] == 'Completed', trained('packaged-anew')
    lines = [text for text in messages('packaged-anew') if text.startswith('tiny')]
    assert lines[0].startswith('tiny 2 from '), 'an older package was used: %s' % lines


def checkpoints_part():
    program = source('checkpoints', CHECKPOINTS)
    place = {'CheckpointConfig': {'S3Uri': 's3://%s/checkpoints/tuning/' % BUCKET}}
    search('kept', *definition(program, **place), ranges=categories('a', 'b', 'c'), strategy='Grid', jobs=None)
    every = trials_of('kept')
    expected = sorted('checkpoints/tuning/%s/deep/epoch-1' % item['TrainingJobName'] for item in every)
    assert keys('checkpoints/tuning/') == expected, keys('checkpoints/tuning/')
    for item in every:
        assert item['FinalHyperParameterTuningJobObjectiveMetric']['Value'] == 0.5, 'it found checkpoints of others'
        trial = sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])
        assert trial['CheckpointConfig']['S3Uri'].startswith('s3://%s/checkpoints/tuning/' % BUCKET), trial

    # A job that starts where another one kept its own goes on from there.
    alone = {'CheckpointConfig': {'S3Uri': 's3://%s/checkpoints/alone' % BUCKET, 'LocalPath': '/opt/ml/mine/here'}}
    for name, found in (('alone-1', ''), ('alone-2', 'deep/epoch-1')):
        train(name, *definition(dict(program, folder='/opt/ml/mine/here'), **alone))
        assert trained(name)['TrainingJobStatus'] == 'Completed', trained(name).get('FailureReason')
        assert 'found %s;' % found in messages(name), messages(name)
        contains(sagemaker.describe_training_job(TrainingJobName=name), alone)
    assert keys('checkpoints/alone/') == ['checkpoints/alone/deep/epoch-1', 'checkpoints/alone/deep/epoch-2']
    body = s3.get_object(Bucket=BUCKET, Key='checkpoints/alone/deep/epoch-1')['Body'].read()
    assert body == b'alone-1', 'a checkpoint was written again: %r' % body

    # What is stopped has kept its checkpoints.
    cut = {'CheckpointConfig': {'S3Uri': 's3://%s/checkpoints/cut' % BUCKET}}
    train('cut-off', *definition(dict(program, sleep='60'), **cut))
    until('the first checkpoint', lambda: running('cut-off') and curve('cut-off'))
    sagemaker.stop_training_job(TrainingJobName='cut-off')
    assert trained('cut-off')['TrainingJobStatus'] == 'Stopped'
    assert keys('checkpoints/cut/') == ['checkpoints/cut/deep/epoch-1'], keys('checkpoints/cut/')


def echo_part():
    """What is accepted and recorded comes back."""
    key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    more = {
        'RetryStrategy': {'MaximumRetryAttempts': 3},
        'EnableManagedSpotTraining': True, 'EnableNetworkIsolation': True, 'EnableInterContainerTrafficEncryption': True,
        'StoppingCondition': {'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 120, 'MaxPendingTimeInSeconds': 7200},
        'VpcConfig': {'SecurityGroupIds': ['sg-0123456789abcdef0'], 'Subnets': ['subnet-1', 'subnet-2']},
        'OutputDataConfig': {'S3OutputPath': 's3://%s/output' % BUCKET, 'KmsKeyId': key, 'CompressionType': 'GZIP'},
        'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 30, 'VolumeKmsKeyId': key},
        'CheckpointConfig': {'S3Uri': 's3://%s/echo-checkpoints' % BUCKET}, 'Environment': {'FLAVOUR': 'mint'},
    }
    tags = [{'Key': 'team', 'Value': 'search'}, {'Key': 'Stage', 'Value': 'Test/more: 1'}]
    parameters, result = definition(dict(source('curve', CURVE), depth='3'), **more)
    made = search('Echo-Search', parameters, result, ranges=continuous(), jobs=2, Tags=tags, config={'RandomSeed': 7})
    alone = dict(result, ExperimentConfig={'ExperimentName': 'mine'}, ProfilerConfig={'DisableProfiler': True})
    train('Echo-Job', parameters, dict(alone, Tags=tags))
    tuning = {name: value for name, value in result.items() if name != 'ResourceConfig'}
    resources = {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 30}
    search('echo-newer', parameters, dict(tuning, HyperParameterTuningResourceConfig=resources), ranges=continuous(), jobs=1)
    several = {'AllocationStrategy': 'Prioritized', 'InstanceConfigs': [
        resources, dict(resources, InstanceType='ml.c5.xlarge')]}
    search('echo-several', parameters, dict(tuning, HyperParameterTuningResourceConfig=several), ranges=continuous(), jobs=1)

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
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    contains(job, alone)
    assert 0 <= job['BillableTimeInSeconds'] <= job['TrainingTimeInSeconds'] <= 60, job
    for name, sent in (('echo-newer', resources), ('echo-several', several)):
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

    short = {'MaxRuntimeInSeconds': 60, 'MaxWaitTimeInSeconds': 59}
    bad('MaxWaitTimeInSeconds', StoppingCondition=short)
    bad('only supported when EnableManagedSpotTraining is set to true', EnableManagedSpotTraining=False)
    bad('MaxWaitTimeInSeconds', StoppingCondition={'MaxRuntimeInSeconds': 60})
    bad('axPendingTimeInSeconds', StoppingCondition=dict(more['StoppingCondition'], MaxPendingTimeInSeconds=2_419_201))
    bad('aximumRetryAttempts', RetryStrategy={'MaximumRetryAttempts': 31})
    bad('ecurityGroupIds', VpcConfig={'SecurityGroupIds': ['not a group'], 'Subnets': ['subnet-1']})


def unpacked_part():
    text = ('import os\nfor path in (os.environ["SM_MODEL_DIR"] + "/deep/er", os.environ["SM_OUTPUT_DATA_DIR"]):\n'
            '    os.makedirs(path, exist_ok=True)\n    open(path + "/file", "w").write("content")\n')
    flat = {'OutputDataConfig': {'S3OutputPath': 's3://%s/flat/' % BUCKET, 'CompressionType': 'NONE'}}
    train('unpacked', *definition(source('unpacked', text), **flat))
    job = trained('unpacked')
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    assert job['ModelArtifacts']['S3ModelArtifacts'] == 's3://%s/flat/unpacked/output/model/' % BUCKET, job
    found = keys('flat/unpacked/')
    assert 'flat/unpacked/output/model/deep/er/file' in found, found
    assert len(found) == 2 and not [key for key in found if key.endswith('.tar.gz')], found
    body = s3.get_object(Bucket=BUCKET, Key='flat/unpacked/output/model/deep/er/file')['Body'].read()
    assert body == b'content', body
    contains(job, flat)


# ---- Who may ask, and how

def keys_part():
    roles = {'default': 'admin', 'jobs': 'submit', 'sender': 'submit', 'reader': 'read-only'}
    server = own_server('keyed', '', [
        {'name': name, 'role': role, 'access_key_id': 'AKIA%s' % (name.upper() * 4)[:16],
         'secret_access_key': (name * 10)[:40]} for name, role in roles.items()])
    if not server:
        return
    entry = commanded(IMAGE)
    entry['AlgorithmSpecification']['ContainerEntrypoint'] = ['/bin/echo', 'done']
    admin, sender, reader = (
        {service: server.client(service, key) for service in ('sagemaker', 's3', 'sts', 'logs', 'cloudwatch', 'iam')}
        for key in ('default', 'sender', 'reader'))

    def denied(call, code, **parameters):
        error = refused((code,), call, **parameters)
        assert error.response['ResponseMetadata']['HTTPStatusCode'] == 403, error
        return str(error)

    # May work, and take away objects of its own, but not what others may need.
    sender['s3'].create_bucket(Bucket=BUCKET)
    sender['s3'].put_object(Bucket=BUCKET, Key='a', Body=b'content')
    sender['s3'].put_object(Bucket=BUCKET, Key='b', Body=b'content')
    sender['s3'].delete_object(Bucket=BUCKET, Key='b')
    arn = sender['sagemaker'].create_training_job(TrainingJobName='sent', **entry)['TrainingJobArn']
    assert over(sender['sagemaker'], 'sent')['TrainingJobStatus'] == 'Completed'
    sender['sagemaker'].add_tags(ResourceArn=arn, Tags=[{'Key': 'a', 'Value': 'b'}])
    denied(sender['sagemaker'].delete_training_job, 'AccessDeniedException', TrainingJobName='sent')
    denied(sender['sagemaker'].delete_hyper_parameter_tuning_job, 'AccessDeniedException', HyperParameterTuningJobName='x')
    sender['s3'].create_bucket(Bucket='emptied')
    denied(sender['s3'].delete_bucket, 'AccessDenied', Bucket='emptied')

    # May look.
    reader['sagemaker'].describe_training_job(TrainingJobName='sent')
    assert len(reader['sagemaker'].list_training_jobs()['TrainingJobSummaries']) == 1
    reader['sagemaker'].list_hyper_parameter_tuning_jobs()
    reader['sagemaker'].list_tags(ResourceArn=arn)
    reader['sagemaker'].search(Resource='TrainingJob')
    reader['logs'].describe_log_streams(logGroupName=GROUP)
    reader['cloudwatch'].list_metrics()
    reader['sts'].get_caller_identity()
    assert reader['s3'].get_object(Bucket=BUCKET, Key='a')['Body'].read() == b'content'
    reader['s3'].head_object(Bucket=BUCKET, Key='a')
    reader['s3'].list_objects_v2(Bucket=BUCKET)
    reader['s3'].list_buckets()
    message = denied(reader['sagemaker'].create_training_job, 'AccessDeniedException', TrainingJobName='unsent', **entry)
    assert 'reader' in message and 'CreateTrainingJob' in message, message
    tune = reader['sagemaker']
    for call, parameters in (
            (tune.stop_training_job, {'TrainingJobName': 'sent'}), (tune.delete_training_job, {'TrainingJobName': 'sent'}),
            (tune.update_training_job, {'TrainingJobName': 'sent'}),
            (tune.stop_hyper_parameter_tuning_job, {'HyperParameterTuningJobName': 'sent'}),
            (tune.add_tags, {'ResourceArn': arn, 'Tags': [{'Key': 'a', 'Value': 'c'}]}),
            (tune.delete_tags, {'ResourceArn': arn, 'TagKeys': ['a']})):
        denied(call, 'AccessDeniedException', **parameters)
    objects = reader['s3']
    a = {'Bucket': BUCKET, 'Key': 'a'}
    for call, parameters in (
            (objects.put_object, dict(a, Body=b'other')), (objects.delete_object, a),
            (objects.create_bucket, {'Bucket': 'mine'}), (objects.delete_bucket, {'Bucket': 'emptied'}),
            (objects.create_multipart_upload, a),
            (objects.copy_object, dict(a, Key='copy', CopySource='%s/a' % BUCKET)),
            (objects.delete_objects, {'Bucket': BUCKET, 'Delete': {'Objects': [{'Key': 'a'}]}})):
        denied(call, 'AccessDenied', **parameters)
    # A presigned URL may do what its key may.
    get, put = (objects.generate_presigned_url(way, Params=a) for way in ('get_object', 'put_object'))
    assert send('GET', get, {})[2] == b'content' and send('PUT', put, {}, b'other')[0] == 403
    assert admin['s3'].get_object(**a)['Body'].read() == b'content', 'a reader changed an object'
    assert admin['sagemaker'].list_tags(ResourceArn=arn)['Tags'] == [{'Key': 'a', 'Value': 'b'}]
    assert [item['TrainingJobName'] for item in admin['sagemaker'].list_training_jobs()['TrainingJobSummaries']] == ['sent']
    admin['s3'].delete_bucket(Bucket='emptied')
    admin['sagemaker'].delete_training_job(TrainingJobName='sent')

    # Other secrets and other keys.
    false = dict(server.keys['default'], secret_access_key='x' * 40)
    unknown = dict(server.keys['default'], access_key_id='AKIAUNKNOWNUNKNOWN00')
    for key, codes in ((false, ('InvalidSignatureException', 'SignatureDoesNotMatch', 'SignatureDoesNotMatch')),
                       (unknown, ('UnrecognizedClientException', 'InvalidAccessKeyId', 'InvalidClientTokenId'))):
        denied(server.client('sagemaker', key).list_training_jobs, codes[0])
        denied(server.client('s3', key).list_buckets, codes[1])
        denied(server.client('sts', key).get_caller_identity, codes[2])
        denied(server.client('cloudwatch', key).list_metrics, codes[0])
        denied(server.client('logs', key).describe_log_groups, codes[0])


def signatures_part():
    """Requests that are late, early, altered, or not signed."""
    url = os.environ['AWS_ENDPOINT_URL']
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key='signed', Body=b'content')
    target = {'X-Amz-Target': 'SageMaker.ListTrainingJobs', 'Content-Type': 'application/x-amz-json-1.1'}
    place = '%s/%s/signed' % (url, BUCKET)

    def service(body=b'{}', sent=None, at=None, without=()):
        headers = sign(SigV4Auth, 'sagemaker', 'POST', url + '/', body, target, at=at)
        headers = {name: value for name, value in headers.items() if name not in without}
        status, _, told = send('POST', url + '/', headers, body if sent is None else sent)
        return status, json.loads(told).get('__type', 'fine')

    def objects(body=b'other', sent=None, at=None, without=(), method='PUT'):
        headers = sign(S3SigV4Auth, 's3', method, place, body, at=at)
        headers = {name: value for name, value in headers.items() if name not in without}
        status, _, told = send(method, place, headers, body if sent is None else sent)
        found = re.search(b'<Code>(.*?)</Code>', told)
        return status, found.group(1).decode() if found else 'fine'

    minutes = datetime.timedelta(minutes=1)
    assert service() == (200, 'fine') and service(at=now - 4 * minutes) == (200, 'fine'), service()
    assert objects() == (200, 'fine') and objects(at=now - 4 * minutes) == (200, 'fine'), objects()
    for way in (-20, 20):
        assert service(at=now + way * minutes) == (403, 'InvalidSignatureException'), service(at=now + way * minutes)
        assert objects(at=now + way * minutes) == (403, 'RequestTimeTooSkewed'), objects(at=now + way * minutes)
    assert service(sent=b'{"MaxResults": 1}') == (403, 'InvalidSignatureException'), service(sent=b'{"MaxResults": 1}')
    s3.put_object(Bucket=BUCKET, Key='signed', Body=b'content')
    status, code = objects(sent=b'evil!')
    assert s3.get_object(Bucket=BUCKET, Key='signed')['Body'].read() == b'content', 'an altered body was kept'
    assert (status, code) == (400, 'XAmzContentSHA256Mismatch'), (status, code)
    assert service(without=['Authorization']) == (403, 'MissingAuthenticationTokenException'), service(
        without=['Authorization'])
    for method in ('GET', 'PUT', 'DELETE'):
        assert objects(without=['Authorization'], method=method) == (403, 'AccessDenied'), (
            method, objects(without=['Authorization'], method=method))
    assert service(without=['X-Amz-Date'])[0] == 403, service(without=['X-Amz-Date'])
    assert objects(without=['X-Amz-Date'])[0] in (400, 403), objects(without=['X-Amz-Date'])
    status, _, told = send('GET', url + '/', {})
    assert status == 403, (status, told)
    assert s3.get_object(Bucket=BUCKET, Key='signed')['Body'].read() == b'content', 'who did not sign changed an object'


def virtual_host_part():
    """Buckets as host names, which a server has that is told its own name."""
    server = own_server('hosts', 'domains = ["tunesmith.local"]\n')
    if not server:
        return
    port = urllib.parse.urlsplit(server.url).port
    plain = server.client('s3', s3={'addressing_style': 'path'})
    plain.create_bucket(Bucket='my-bucket')
    plain.put_object(Bucket='my-bucket', Key='a b/c', Body=b'content')
    key = server.keys['default']
    for name in ('127.0.0.1', 'localhost'):
        url = 'http://%s:%d/my-bucket/a%%20b/c' % (name, port)
        status, _, told = send('GET', url, sign(S3SigV4Auth, 's3', 'GET', url, key=key), to=server.url)
        assert (status, told) == (200, b'content'), 'another name of the machine is no bucket: %s %s' % (name, told)
    for host in ('tunesmith.local', 'tunesmith.local:%d' % port):
        url = 'http://my-bucket.%s/from%%20here' % host
        status, _, told = send('PUT', url, sign(S3SigV4Auth, 's3', 'PUT', url, b'by hand', key=key), b'by hand', server.url)
        assert status == 200, (host, status, told)
        status, _, told = send('GET', url, sign(S3SigV4Auth, 's3', 'GET', url, key=key), to=server.url)
        assert (status, told) == (200, b'by hand'), (host, status, told)
        url = 'http://%s/my-bucket/a%%20b/c' % host
        status, _, told = send('GET', url, sign(S3SigV4Auth, 's3', 'GET', url, key=key), to=server.url)
        assert (status, told) == (200, b'content'), (host, status, told)
    # A real client, for which names below the domain lead to this machine.
    resolve = socket.getaddrinfo

    def here(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        return resolve('127.0.0.1' if name.endswith('tunesmith.local') else host, *rest, **more)

    with mock.patch('socket.getaddrinfo', here), mock.patch.dict(os.environ, {'NO_PROXY': '*', 'no_proxy': '*'}):
        virtual = server.client('s3', url='http://tunesmith.local:%d' % port, s3={'addressing_style': 'virtual'})
        virtual.create_bucket(Bucket='other-bucket')
        virtual.put_object(Bucket='other-bucket', Key='x/y', Body=b'virtual')
        assert virtual.get_object(Bucket='other-bucket', Key='x/y')['Body'].read() == b'virtual'
        assert virtual.list_objects_v2(Bucket='other-bucket')['KeyCount'] == 1
        assert {item['Name'] for item in virtual.list_buckets()['Buckets']} == {'my-bucket', 'other-bucket'}
        # The other services are where they were.
        url = 'http://tunesmith.local:%d' % port
        server.client('sagemaker', url=url).list_training_jobs()
        server.client('sts', url=url).get_caller_identity()
    assert plain.get_object(Bucket='other-bucket', Key='x/y')['Body'].read() == b'virtual'


class Streamed(S3SigV4Auth):
    """Signs the head of a request whose content comes in pieces."""
    mark = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'

    def payload(self, request):
        return self.mark


class Trailed(Streamed):
    mark = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'


def pieces(headers, contents):
    """Signed pieces of a content, each with the signature of those before it."""
    def digest(key, text):
        return hmac.new(key, text.encode(), hashlib.sha256)

    credential, signature = re.search('Credential=[^/]+/([^,]+),.*Signature=(.+)$', headers['Authorization']).groups()
    key = b'AWS4' + os.environ['AWS_SECRET_ACCESS_KEY'].encode()
    for part in credential.split('/'):
        key = digest(key, part).digest()
    body = b''
    for content in list(contents) + [b'']:
        text = '\n'.join(['AWS4-HMAC-SHA256-PAYLOAD', headers['X-Amz-Date'], credential, signature,
                          hashlib.sha256(b'').hexdigest(), hashlib.sha256(content).hexdigest()])
        signature = digest(key, text).hexdigest()
        body += b'%x;chunk-signature=%s\r\n%s\r\n' % (len(content), signature.encode(), content)
    return body


def streamed_part():
    s3.create_bucket(Bucket=BUCKET)
    contents = [b'a' * 70_000, b'b' * 65_536, b'tail']
    whole = b''.join(contents)

    def put(key, kind, headers, body_of):
        url = '%s/%s/%s' % (os.environ['AWS_ENDPOINT_URL'], BUCKET, key)
        signed = sign(kind, 's3', 'PUT', url, headers=dict(
            headers, **{'Content-Encoding': 'aws-chunked', 'X-Amz-Decoded-Content-Length': str(len(whole))}))
        body = body_of(signed)
        return send('PUT', url, dict(signed, **{'Content-Length': str(len(body))}), body)

    status, _, told = put('streamed', Streamed, {}, lambda head: pieces(head, contents))
    assert status == 200, (status, told)
    answer = s3.get_object(Bucket=BUCKET, Key='streamed')
    assert answer['Body'].read() == whole and 'aws-chunked' not in answer.get('ContentEncoding', ''), answer
    status, _, told = put('streamed', Streamed, {}, lambda head: pieces(head, contents).replace(b'bbbb', b'bbbc', 1))
    assert status in (400, 403), 'a changed piece was accepted: %d %s' % (status, told)
    status, _, told = put('streamed', Streamed, {}, lambda head: pieces(head, contents[:2]))
    assert status in (400, 403), 'a shorter content was accepted: %d %s' % (status, told)
    assert s3.get_object(Bucket=BUCKET, Key='streamed')['Body'].read() == whole, 'a refused content was kept'

    checksum = base64.b64encode(zlib.crc32(whole).to_bytes(4, 'big'))

    def trailed(stated):
        body = b''.join(b'%x\r\n%s\r\n' % (len(content), content) for content in contents)
        return body + b'0\r\nx-amz-checksum-crc32:%s\r\n\r\n' % stated

    trailer = {'X-Amz-Trailer': 'x-amz-checksum-crc32'}
    status, _, told = put('trailed', Trailed, trailer, lambda head: trailed(checksum))
    assert status == 200, (status, told)
    answer = s3.get_object(Bucket=BUCKET, Key='trailed', ChecksumMode='ENABLED')
    assert answer['Body'].read() == whole and answer['ChecksumCRC32'] == checksum.decode(), answer
    status, _, told = put('trailed-badly', Trailed, trailer, lambda head: trailed(b'AAAAAA=='))
    assert status == 400 and b'BadDigest' in told, (status, told)
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='trailed-badly')
    # boto3 with each of its settings.
    for when in ('when_supported', 'when_required'):
        client = boto3.client('s3', config=Config(request_checksum_calculation=when, response_checksum_validation=when))
        client.upload_fileobj(io.BytesIO(whole), BUCKET, 'by-boto3-' + when)
        assert client.get_object(Bucket=BUCKET, Key='by-boto3-' + when)['Body'].read() == whole
        client.put_object(Bucket=BUCKET, Key='by-boto3-' + when, Body=whole, ChecksumAlgorithm='SHA256')


def expect_part():
    """A client that waits to be asked for its content is asked, and one that may not send it is told so."""
    s3.create_bucket(Bucket=BUCKET)
    url = '%s/%s/expected' % (os.environ['AWS_ENDPOINT_URL'], BUCKET)
    parts = urllib.parse.urlsplit(url)

    def ask(headers):
        connection = socket.create_connection((parts.hostname, parts.port), timeout=10)
        head = dict(headers, **{'Host': parts.netloc, 'Content-Length': '7', 'Expect': '100-continue'})
        lines = ['PUT %s HTTP/1.1' % parts.path] + ['%s: %s' % pair for pair in head.items()]
        connection.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
        return connection, connection.recv(4096)

    signed = sign(S3SigV4Auth, 's3', 'PUT', url, b'content')
    connection, first = ask(signed)
    assert first.startswith(b'HTTP/1.1 100 '), first
    connection.sendall(b'content')
    assert connection.recv(4096).startswith(b'HTTP/1.1 200 '), 'the content was not taken'
    connection.close()
    assert s3.get_object(Bucket=BUCKET, Key='expected')['Body'].read() == b'content'
    connection, first = ask(dict(signed, Authorization=signed['Authorization'][:-4] + '0000'))
    if first.startswith(b'HTTP/1.1 100 '):
        connection.sendall(b'content')
        first = connection.recv(4096)
    assert first.startswith(b'HTTP/1.1 403 '), first
    connection.close()


# ---- Looking for jobs, and letting them go

def find_part():
    program = source('curve', CURVE)
    for name, x in (('find-low', '0.25'), ('find-mid', '0.5'), ('find-high', '0.75')):
        channels = [channel('train', 's3://%s/find/%s' % (BUCKET, name))]
        s3.put_object(Bucket=BUCKET, Key='find/' + name, Body=b'1')
        train(name, *definition(dict(program, x=x), channels=channels, Tags=[{'Key': 'level', 'Value': name[5:]}]))
        trained(name)
    search('find-search', *definition(program), ranges=categories('a', 'b'), jobs=2)
    searched('find-search')

    def found(*filters, resource='TrainingJob', **more):
        filters = [{'Name': 'TrainingJobName', 'Operator': 'Contains', 'Value': 'find-'}] + [
            dict(zip(('Name', 'Operator', 'Value'), one)) for one in filters]
        pages = sagemaker.get_paginator('search').paginate(
            Resource=resource, SearchExpression={'Filters': filters, **more.pop('expression', {})},
            PaginationConfig={'PageSize': 2}, **more)
        return [result['TrainingJob']['TrainingJobName'] for page in pages for result in page['Results']]

    assert found(('TrainingJobName', 'Equals', 'find-mid')) == ['find-mid']
    assert set(found(('Metrics.score', 'GreaterThan', '0.3'), ('TuningJobArn', 'NotExists'))) == {'find-mid', 'find-high'}
    assert found(('Metrics.score', 'LessThanOrEqualTo', '0.25')) == ['find-low']
    assert found(('HyperParameters.x', 'Equals', '0.75')) == ['find-high']
    assert found(('TrainingJobStatus', 'Equals', 'Failed')) == []
    assert set(found(('TrainingJobName', 'In', 'find-low,find-high'))) == {'find-low', 'find-high'}
    assert len(found(('TuningJobArn', 'Contains', 'find-search'))) == 2
    single = ('TuningJobArn', 'NotExists')
    assert found(single, SortBy='Metrics.score', SortOrder='Ascending') == ['find-low', 'find-mid', 'find-high']
    assert found(single, SortBy='Metrics.score', SortOrder='Descending') == ['find-high', 'find-mid', 'find-low']
    assert found(single, SortBy='TrainingJobName', SortOrder='Ascending') == ['find-high', 'find-low', 'find-mid']
    assert found(single, SortBy='CreationTime', SortOrder='Ascending') == ['find-low', 'find-mid', 'find-high']
    assert found(single) == ['find-high', 'find-mid', 'find-low'], 'the newest comes first'
    either = {'SubExpressions': [{'Operator': 'Or', 'Filters': [
        {'Name': 'Metrics.score', 'Operator': 'LessThan', 'Value': '0.3'},
        {'Name': 'Metrics.score', 'Operator': 'GreaterThan', 'Value': '0.7'}]}]}
    assert set(found(single, expression=either)) == {'find-low', 'find-high'}
    answer = sagemaker.search(Resource='HyperParameterTuningJob', SearchExpression={'Filters': [
        {'Name': 'HyperParameterTuningJobName', 'Operator': 'Equals', 'Value': 'find-search'}]})
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
    assert found(('Tags.level', 'Equals', 'mid')) == ['find-mid'], found(('Tags.level', 'Equals', 'mid'))
    nested = {'NestedFilters': [{'NestedPropertyName': 'InputDataConfig', 'Filters': [
        {'Name': 'InputDataConfig.ChannelName', 'Operator': 'Equals', 'Value': 'train'},
        {'Name': 'InputDataConfig.DataSource.S3DataSource.S3Uri', 'Operator': 'Contains', 'Value': 'find-low'}]}]}
    assert found(expression=nested) == ['find-low'], 'by channel: %s' % found(expression=nested)


def stop_one_part():
    """Whoever stops one training job of a search does not stop the search."""
    text = 'import sys, time\nprint("score = 0.5;", flush=True)\nif "slow" in sys.argv: time.sleep(60)\n'
    search('mostly', *definition(source('mostly', text)), ranges=categories('slow', 'a', 'b'), strategy='Grid', jobs=None)
    slow = until('the slow one', lambda: [
        item for item in trials('mostly', StatusEquals='InProgress')
        if item['TunedHyperParameters']['kind'] == 'slow' and curve(item['TrainingJobName'])])[0]['TrainingJobName']
    sagemaker.stop_training_job(TrainingJobName=slow)
    job = searched('mostly')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job
    check_counters(job, completed=2, stopped=1, succeeded=3)
    job = sagemaker.describe_training_job(TrainingJobName=slow)
    assert (job['TrainingJobStatus'], job['SecondaryStatus']) == ('Stopped', 'Stopped'), job
    refused('ValidationException', sagemaker.stop_training_job, TrainingJobName=slow)


def delete_part():
    train('forgotten', *definition(source('sleep', SLEEP), Tags=[{'Key': 'old', 'Value': 'yes'}]))
    running('forgotten')
    error = refused('ResourceInUse', sagemaker.delete_training_job, TrainingJobName='forgotten')
    assert isinstance(error, sagemaker.exceptions.ResourceInUse), type(error)
    sagemaker.update_training_job(TrainingJobName='forgotten', ResourceConfig={'KeepAlivePeriodInSeconds': 60},
                                  ProfilerConfig={'DisableProfiler': True})
    job = sagemaker.describe_training_job(TrainingJobName='forgotten')
    assert job['ResourceConfig']['KeepAlivePeriodInSeconds'] == 60 and job['ProfilerConfig']['DisableProfiler'], job
    assert job['ResourceConfig']['InstanceType'] == 'ml.m5.large', job['ResourceConfig']
    refused(('ResourceNotFound', 'ValidationException'), sagemaker.update_training_job, TrainingJobName='no-such-job')
    sagemaker.stop_training_job(TrainingJobName='forgotten')
    trained('forgotten')
    sagemaker.delete_training_job(TrainingJobName='forgotten')
    for call in (sagemaker.describe_training_job, sagemaker.delete_training_job, sagemaker.stop_training_job):
        refused(('ResourceNotFound', 'ValidationException'), call, TrainingJobName='forgotten')
    listed = sagemaker.list_training_jobs(NameContains='forgotten')['TrainingJobSummaries']
    assert listed == [], listed
    # Its name is free, and the new one has nothing of the old one.
    arn = train('forgotten', *definition(dict(source('curve', CURVE), x='0.25')))['TrainingJobArn']
    job = trained('forgotten')
    assert job['TrainingJobStatus'] == 'Completed' and job['FinalMetricDataList'][0]['Value'] == 0.25, job
    assert messages('forgotten') == ['score = 0.250000;'], messages('forgotten')
    assert sagemaker.list_tags(ResourceArn=arn)['Tags'] == [], 'the tags of the old one'
    assert 'KeepAlivePeriodInSeconds' not in job['ResourceConfig'], 'changes of the old one: %r' % job['ResourceConfig']

    # The same for a tuning job, whose training jobs stay and keep their names.
    def again():
        search('Again', *definition(source('curve', CURVE)), ranges=continuous(), jobs=2)
        refused('ResourceInUse', search, 'again', *definition(source('curve', CURVE)), ranges=continuous(), jobs=2)
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
    train('Again', *definition(source('curve', CURVE)))
    assert trained('again')['TrainingJobName'] == 'Again'
    refused('ResourceInUse', train, 'again', *definition(source('curve', CURVE)))


# ---- Metrics and logs

def by_wire(protocol, operation, **parameters):
    """Asks CloudWatch by one of its protocols."""
    model = cloudwatch.meta.service_model
    request = create_serializer(protocol).serialize_to_request(parameters, model.operation_model(operation))
    body = request['body']
    body = urllib.parse.urlencode(body).encode() if isinstance(body, dict) else body
    url = os.environ['AWS_ENDPOINT_URL'] + request['url_path']
    headers = sign(SigV4Auth, 'monitoring', 'POST', url, body, dict(request['headers']))
    status, told, content = send('POST', url, headers, body)
    answer = {'status_code': status, 'headers': told, 'body': content}
    return create_parser(protocol).parse(answer, model.operation_model(operation).output_shape), told


def wires_part():
    train('wires', *definition(dict(source('curve', CURVE), epochs='7', x='0.1234567')))
    trained('wires')
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    dimensions = [{'Name': 'TrainingJobName', 'Value': 'wires'}]
    asked = dict(Namespace=NAMESPACE, MetricName='score', Dimensions=dimensions, Period=60,
                 Statistics=['Average', 'SampleCount', 'Maximum'], StartTime=now - datetime.timedelta(hours=1),
                 EndTime=now + datetime.timedelta(minutes=1))
    query = dict(StartTime=asked['StartTime'], EndTime=asked['EndTime'], ScanBy='TimestampAscending', MetricDataQueries=[
        {'Id': 'q', 'MetricStat': {'Metric': {'Namespace': NAMESPACE, 'MetricName': 'score', 'Dimensions': dimensions},
                                   'Period': 60, 'Stat': 'Average'}}])

    def plain(points):
        points = sorted(points, key=lambda point: point['Timestamp'])
        return [(round(point['Timestamp'].timestamp(), 3), point['Average'], point['SampleCount'], point['Maximum'])
                for point in points]

    expected = plain(cloudwatch.get_metric_statistics(**asked)['Datapoints'])
    assert [round(point[1], 6) for point in expected] == [round(0.1234567 * n / 7, 6) for n in range(1, 8)], expected
    values = cloudwatch.get_metric_data(**query)['MetricDataResults'][0]['Values']
    assert values == [point[1] for point in expected], values
    for protocol, kind in (('json', 'application/x-amz-json-1.0'), ('query', 'text/xml'), ('smithy-rpc-v2-cbor',
                                                                                        'application/cbor')):
        answer, headers = by_wire(protocol, 'GetMetricStatistics', **asked)
        assert 'Datapoints' in answer, '%s: %r' % (protocol, answer)
        assert headers['Content-Type'].startswith(kind), headers['Content-Type']
        assert answer['Label'] == 'score' and plain(answer['Datapoints']) == expected, '%s: %r' % (protocol, answer)
        answer, _ = by_wire(protocol, 'GetMetricData', **query)
        assert answer['MetricDataResults'][0]['Values'] == values, '%s: %r' % (protocol, answer)
        answer, _ = by_wire(protocol, 'ListMetrics', Namespace=NAMESPACE, Dimensions=dimensions)
        assert [metric['MetricName'] for metric in answer['Metrics']] == ['score'], '%s: %r' % (protocol, answer)
        # Errors too.
        wrong = dict(asked, StartTime=asked['EndTime'], EndTime=asked['StartTime'])
        answer, _ = by_wire(protocol, 'GetMetricStatistics', **wrong)
        assert answer['ResponseMetadata']['HTTPStatusCode'] == 400, '%s: %r' % (protocol, answer)
        code = answer['Error']['Code']
        assert code in ('InvalidParameterValue', 'InvalidParameterValueException'), '%s: %r' % (protocol, answer)


def tail_part():
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


# ---- The command line beside the server

def verbs_part():
    server = own_server('verbs', '''
[[images]]
image = "fixed"
runtime = "command"
command = ["/bin/sh", "-c", "echo \\"score = $(echo $SM_HP_X | cut -c1-6);\\"; sleep ${SM_HP_SLEEP:-0}"]
''')
    if not server:
        return
    there = server.client('sagemaker')
    server.client('s3').create_bucket(Bucket=BUCKET)

    def tune(name, jobs=2, **statics):
        there.create_hyper_parameter_tuning_job(
            HyperParameterTuningJobName=name,
            TrainingJobDefinition=dict(commanded('fixed', SCORE_METRIC), StaticHyperParameters=statics),
            HyperParameterTuningJobConfig={
                'Strategy': 'Random', 'ParameterRanges': continuous(low='0.2', high='0.9'),
                'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'score'},
                'ResourceLimits': {'MaxParallelTrainingJobs': 2, 'MaxNumberOfTrainingJobs': jobs}})

    tune('quick')
    best = over(there, 'quick', tuning=True)['BestTrainingJob']
    value = best['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    tune('slow', jobs=4, sleep='60')
    there.create_training_job(TrainingJobName='single', **commanded('fixed', SCORE_METRIC))
    over(there, 'single')
    text = server.cli('list')
    assert 'quick' in text and 'slow' in text and 'completed' in text, text
    listed = {job['name']: job for job in json.loads(server.cli('list', '--json'))}
    assert listed['quick']['status'] == 'completed' and close(listed['quick']['best']['value'], value), listed['quick']
    assert listed['slow']['status'] == 'in-progress', listed['slow']
    text = server.cli('show', 'quick')
    assert 'maximize score' in text and ('%.4g' % value)[:5] in text, text
    # There is no command; it says what is trained instead.
    command = next(line for line in text.splitlines() if line.strip().startswith(('command', 'trains', 'image')))
    assert len(command.split()) > 1, 'show says nothing of what is run: %r' % command
    server.cli('show', 'single')
    text = server.cli('trials', 'quick')
    assert len(text.strip().splitlines()) >= 3 and 'score' in text, text
    assert 'score = ' in server.cli('log', '1', '--job', 'quick')
    found = json.loads(server.cli('best', 'quick', '--format', 'json'))
    assert close(found['value'], value) and close(found['params']['x'], float(best['TunedHyperParameters']['x'])), found
    assert '-x' in server.cli('best', 'quick', '--format', 'args'), server.cli('best', 'quick', '--format', 'args')
    assert len(server.cli('export', 'quick').strip().splitlines()) == 3, server.cli('export', 'quick')

    until('a training job that runs', lambda: there.list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName='slow', StatusEquals='InProgress')['TrainingJobSummaries'])
    server.cli('stop', 'slow', '--trial', '1')
    server.cli('stop', 'slow')
    job = there.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='slow')
    assert job['HyperParameterTuningJobStatus'] == 'Stopped', job['HyperParameterTuningJobStatus']
    server.cli('extend', 'quick', '-n', '2')
    job = until('two more training jobs', lambda: (lambda told: told if told['TrainingJobStatusCounters'][
        'Completed'] == 4 and told['HyperParameterTuningJobStatus'] == 'Completed' else None)(
            there.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='quick')))
    assert len({item['TrainingJobName'] for item in there.list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName='quick')['TrainingJobSummaries']}) == 4
    told = json.loads(server.cli('env', '--format', 'json'))
    assert told['AWS_ENDPOINT_URL'] == server.url and told['AWS_ACCESS_KEY_ID'] == server.keys['default']['access_key_id']
    told = json.loads(server.cli('env', '--format', 'json', '--key', 'jobs'))
    assert told['AWS_ACCESS_KEY_ID'] == server.keys['jobs']['access_key_id'], told
    server.cli('show', 'no-such-job', fails=True)
    # A deleted job is gone from here too.
    there.delete_hyper_parameter_tuning_job(HyperParameterTuningJobName='quick')
    assert 'quick' not in [job['name'] for job in json.loads(server.cli('list', '--json'))], server.cli('list')


if __name__ == '__main__':
    progress('boto3 ' + boto3.__version__)
    run_parts(globals(), sys.argv[1:])
