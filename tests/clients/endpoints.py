"""boto3: models behind endpoints, from their creation to their end, and all that can go wrong with them.

Usage: endpoints.py [PART ...]; all parts by default. The parts are the functions below that end in `_part`.
"""
import http.client
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections import Counter
from urllib.parse import urlparse

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config

from checks import progress, run_parts
from jobs import BUCKET, ROLE, refused, s3, sagemaker, until
from servers import PROGRAM, Server, needs_program

IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3'
TIMES = 'import json, os, time\nimport threading\n'

# Multiplies by what its model says; tells which process it was.
HANDLERS = TIMES + '''
def model_fn(model_dir):
    with open(os.path.join(model_dir, 'factor.json')) as file:
        return json.load(file)

def input_fn(body, content_type):
    return json.loads(body)

def predict_fn(data, model):
    if data == 'slowly':
        time.sleep(2)
        return 'done'
    if data == 'wrong':
        raise ValueError('this is wrong')
    return [x * model['factor'] for x in data]

def output_fn(prediction, accept):
    return json.dumps({'result': prediction, 'process': os.getpid()}), 'application/json'
'''

# A server of its own, in no framework.
COMMAND = '''
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.say(b"{}")
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.say(body.upper() + os.environ.get("SUFFIX", "").encode())
    def say(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Amzn-SageMaker-Custom-Attributes", self.headers.get("X-Amzn-SageMaker-Custom-Attributes", "") + "!")
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
'''

runtime = boto3.client('sagemaker-runtime', config=Config(retries={'total_max_attempts': 1}, read_timeout=90))


def archive(name, files, client=s3, bucket=BUCKET):
    """Uploads a model."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w:gz') as target:
        for path, content in files.items():
            member = tarfile.TarInfo(path)
            content = content.encode()
            member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    return put(name, packed.getvalue(), client)


def put(name, content, client=s3):
    client.create_bucket(Bucket=BUCKET)
    key = 'models/%s/model.tar.gz' % name
    client.put_object(Bucket=BUCKET, Key=key, Body=content)
    return 's3://%s/%s' % (BUCKET, key)


def multiplying(name, factor, client=sagemaker, store=s3, handlers=HANDLERS):
    """A model that multiplies by a factor."""
    url = archive(name, {'factor.json': json.dumps({'factor': factor}), 'code/inference.py': handlers}, store)
    model(name, url, client, {'SAGEMAKER_PROGRAM': 'inference.py', 'SAGEMAKER_SUBMIT_DIRECTORY': '/opt/ml/model/code'})


def model(name, url=None, client=sagemaker, environment=None, image=IMAGE):
    container = {'Image': image, 'Environment': environment or {}}
    if url:
        container['ModelDataUrl'] = url
    client.create_model(ModelName=name, ExecutionRoleArn=ROLE, PrimaryContainer=container)


def config(name, variants, client=sagemaker, **more):
    """A configuration: variants as (name, model, count, weight)."""
    client.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[dict({
        'VariantName': variant, 'ModelName': of, 'InitialInstanceCount': count, 'InstanceType': 'ml.m5.large',
        'InitialVariantWeight': weight}, **more) for variant, of, count, weight in variants])


def deployed(name, variants, client=sagemaker, **more):
    config(name, variants, client, **more)
    client.create_endpoint(EndpointName=name, EndpointConfigName=name)
    return settled(name, client)


def settled(name, client=sagemaker, seconds=60):
    """The endpoint once it stands as it is to stand."""
    def stands():
        told = client.describe_endpoint(EndpointName=name)
        return told if told['EndpointStatus'] in ('InService', 'Failed') else None
    return until('the endpoint ' + name, stands, seconds)


def ask(name, value, client=runtime, **more):
    answer = client.invoke_endpoint(EndpointName=name, ContentType='application/json', Body=json.dumps(value), **more)
    return json.loads(answer['Body'].read()), answer


def gone(name, client=sagemaker):
    client.delete_endpoint(EndpointName=name)
    def absent():
        try:
            client.describe_endpoint(EndpointName=name)
        except client.exceptions.ClientError as error:
            return 'Could not find' in str(error)
    until('the end of ' + name, absent, 60)


def processes(name):
    """Ids of the model processes of an endpoint."""
    found = subprocess.run(['pgrep', '-f', 'tunesmith_serving|' + name], stdout=subprocess.PIPE, universal_newlines=True)
    return [int(pid) for pid in found.stdout.split()]


class Caller:
    """One connection that says the same signed request again and again."""

    def __init__(self, name, value, url=None, credentials=None):
        url = url or os.environ['AWS_ENDPOINT_URL']
        credentials = credentials or boto3.Session().get_credentials()
        self.body = json.dumps(value)
        request = AWSRequest('POST', '%s/endpoints/%s/invocations' % (url, name), data=self.body,
                             headers={'Content-Type': 'application/json'})
        SigV4Auth(credentials, 'sagemaker', 'us-east-1').add_auth(request)
        self.headers = dict(request.headers)
        self.path = '/endpoints/%s/invocations' % name
        self.connection = http.client.HTTPConnection(urlparse(url).netloc, timeout=90)

    def say(self):
        self.connection.request('POST', self.path, self.body, self.headers)
        response = self.connection.getresponse()
        return response.status, response.read(), response.headers


def under_load(name, threads, until_then):
    """Asks all the time from several threads while something is done; answers with statuses and results."""
    stop, told, lock = threading.Event(), [], threading.Lock()

    def ask_on():
        caller = Caller(name, [1])
        while not stop.is_set():
            status, body, _ = caller.say()
            with lock:
                told.append((status, body))

    running = [threading.Thread(target=ask_on) for _ in range(threads)]
    for thread in running:
        thread.start()
    try:
        until_then(lambda: len(told))
    finally:
        stop.set()
        for thread in running:
            thread.join()
    return told


def life_part():
    # It will take its minute until it has failed; the last part looks at that.
    model('never', environment={'TUNESMITH_COMMAND': '["sleep", "600"]'}, image='tunesmith/command')
    config('never', [('All', 'never', 2, 1)], ContainerStartupHealthCheckTimeoutInSeconds=60)
    sagemaker.create_endpoint(EndpointName='never', EndpointConfigName='never')

    multiplying('life', 3)
    created = settled_after_create('life')
    assert created['EndpointStatus'] == 'InService', created
    (variant,) = created['ProductionVariants']
    assert (variant['CurrentInstanceCount'], variant['CurrentWeight'], variant['VariantName']) == (1, 1.0, 'AllTraffic'), variant
    told, answer = ask('life', [1, 2.5])
    assert told['result'] == [3, 7.5], told
    assert answer['InvokedProductionVariant'] == 'AllTraffic' and answer['ContentType'] == 'application/json', answer
    assert os.path.exists('/proc/%d' % told['process']), 'no such process: %r' % told

    error = refused('ModelError', ask, 'life', 'wrong')
    logs, group = boto3.client('logs'), '/aws/sagemaker/Endpoints/life'
    (stream,) = logs.describe_log_streams(logGroupName=group)['logStreams']
    assert stream['logStreamName'] == 'AllTraffic/process-1', stream
    found = logs.filter_log_events(logGroupName=group, filterPattern='ValueError')['events']
    assert found and 'this is wrong' in found[-1]['message'], found
    assert group in [g['logGroupName'] for g in logs.describe_log_groups(logGroupNamePrefix='/aws/sagemaker/')['logGroups']]
    assert error.response['OriginalStatusCode'] == 500 and 'this is wrong' in error.response['OriginalMessage'], error.response
    refused('ValidationError', ask, 'nobody', [1])
    refused('ValidationError', ask, 'life', [1], TargetVariant='Other')

    names = [row['EndpointName'] for row in sagemaker.list_endpoints(NameContains='lif', StatusEquals='InService')['Endpoints']]
    assert names == ['life'], names
    assert [m['ModelName'] for m in sagemaker.list_models(NameContains='life')['Models']] == ['life']
    configs = sagemaker.list_endpoint_configs(SortBy='Name', MaxResults=1)
    assert configs['EndpointConfigs'][0]['EndpointConfigName'] == 'life', configs
    described = sagemaker.describe_model(ModelName='life')
    assert described['PrimaryContainer']['Environment']['SAGEMAKER_PROGRAM'] == 'inference.py', described
    asked = sagemaker.describe_endpoint_config(EndpointConfigName='life')['ProductionVariants']
    assert asked[0]['ModelName'] == 'life' and asked[0]['InitialInstanceCount'] == 1, asked
    sagemaker.add_tags(ResourceArn=created['EndpointArn'], Tags=[{'Key': 'for', 'Value': 'test'}])
    assert sagemaker.list_tags(ResourceArn=created['EndpointArn'])['Tags'] == [{'Key': 'for', 'Value': 'test'}]

    # Texts by which the SDK tells cases apart.
    for call, words in [
            (lambda: sagemaker.describe_endpoint(EndpointName='nobody'), 'Could not find endpoint'),
            (lambda: sagemaker.describe_endpoint_config(EndpointConfigName='nobody'), 'Could not find endpoint configuration'),
            (lambda: sagemaker.describe_model(ModelName='nobody'), 'Could not find model'),
            (lambda: model('life', None), 'Cannot create already existing model'),
            (lambda: sagemaker.create_endpoint(EndpointName='life', EndpointConfigName='life'), 'already existing endpoint'),
            (lambda: config('other', [('A', 'nobody', 1, 1)]), 'Could not find model'),
            (lambda: model('foreign', image='somebody/unknown:1'), 'serve = ')]:
        assert words in str(refused('ValidationException', call)), words

    # What is deployed does not need what it was made of.
    sagemaker.delete_model(ModelName='life')
    sagemaker.delete_endpoint_config(EndpointConfigName='life')
    assert ask('life', [2])[0]['result'] == [6]
    process = ask('life', [2])[0]['process']
    gone('life')
    assert not os.path.exists('/proc/%d' % process), 'the model process is still there'
    refused('ValidationError', ask, 'life', [1])


def settled_after_create(name):
    return deployed(name, [('AllTraffic', name, 1, 1)])


def weights_part():
    multiplying('nine', 9)
    multiplying('one', 1)
    deployed('shared', [('Nine', 'nine', 1, 0.9), ('One', 'one', 1, 0.1)])
    caller = Caller('shared', [1])
    found = Counter(caller.say()[2]['x-amzn-invoked-production-variant'] for _ in range(10000))
    assert sum(found.values()) == 10000 and abs(found['One'] - 1000) < 3 * 30, found
    progress('  of 10,000 requests: %r' % dict(found))
    told, answer = ask('shared', [1], TargetVariant='One')
    assert told['result'] == [1] and answer['InvokedProductionVariant'] == 'One', told

    sagemaker.update_endpoint_weights_and_capacities(EndpointName='shared', DesiredWeightsAndCapacities=[
        {'VariantName': 'Nine', 'DesiredWeight': 0.0}, {'VariantName': 'One', 'DesiredWeight': 1.0, 'DesiredInstanceCount': 3}])
    changed = settled('shared')
    by_name = {v['VariantName']: v for v in changed['ProductionVariants']}
    assert by_name['One']['CurrentInstanceCount'] == 3 and by_name['Nine']['CurrentWeight'] == 0.0, by_name
    seen = Counter(ask('shared', [1])[1]['InvokedProductionVariant'] for _ in range(20))
    assert seen == {'One': 20}, seen
    sagemaker.update_endpoint_weights_and_capacities(EndpointName='shared', DesiredWeightsAndCapacities=[
        {'VariantName': 'One', 'DesiredInstanceCount': 1}])
    assert {v['VariantName']: v['DesiredInstanceCount'] for v in settled('shared')['ProductionVariants']}['One'] == 1
    refused('ValidationException', sagemaker.update_endpoint_weights_and_capacities, EndpointName='shared',
            DesiredWeightsAndCapacities=[{'VariantName': 'Other', 'DesiredWeight': 1.0}])
    refused('ValidationException', sagemaker.update_endpoint_weights_and_capacities, EndpointName='shared',
            DesiredWeightsAndCapacities=[{'VariantName': 'One', 'DesiredWeight': 0.0}])
    gone('shared')


def update_part():
    """A new model takes over under load, and no request is lost; one that does not start changes nothing."""
    multiplying('before', 2)
    multiplying('after', 5)
    deployed('moving', [('All', 'before', 2, 1)])
    config('moving-2', [('All', 'after', 2, 1)])
    multiplying('broken', 0, handlers='raise SystemExit("this model cannot be loaded")')
    config('moving-3', [('All', 'broken', 1, 1)])

    def update(count):
        until('some requests', lambda: count() > 50)
        sagemaker.update_endpoint(EndpointName='moving', EndpointConfigName='moving-2')
        assert 'Updating' in str(refused('ValidationException', sagemaker.update_endpoint, EndpointName='moving',
                                         EndpointConfigName='moving-2'))
        assert settled('moving')['EndpointConfigName'] == 'moving-2'
        at = count()
        until('some more requests', lambda: count() > at + 50)

    told = under_load('moving', 8, update)
    statuses = Counter(status for status, _ in told)
    assert set(statuses) == {200}, statuses
    results = Counter(json.loads(body)['result'][0] for _, body in told)
    assert set(results) == {2, 5}, results
    progress('  %d requests during the update, all answered' % len(told))

    def fail(count):
        sagemaker.update_endpoint(EndpointName='moving', EndpointConfigName='moving-3')
        stands = settled('moving')
        assert stands['EndpointStatus'] == 'InService' and stands['EndpointConfigName'] == 'moving-2', stands
        assert 'this model cannot be loaded' in stands['FailureReason'], stands

    told = under_load('moving', 4, fail)
    assert {status for status, _ in told} == {200}, Counter(status for status, _ in told)
    gone('moving')


def kill_part():
    """A process that is killed under load costs the requests that it was answering, and no more."""
    multiplying('killed', 4)
    deployed('killed', [('All', 'killed', 2, 1)])
    threads = 8

    def kill(count):
        until('some requests', lambda: count() > 50)
        victim = ask('killed', [1])[0]['process']
        os.kill(victim, signal.SIGKILL)
        at = count()
        until('some more requests', lambda: count() > at + 100)
        until('a process in its place', lambda: sagemaker.describe_endpoint(EndpointName='killed')['ProductionVariants'][0][
            'CurrentInstanceCount'] == 2, 30)

    told = under_load('killed', threads, kill)
    statuses = Counter(status for status, _ in told)
    assert statuses[200] > 100 and len(told) - statuses[200] <= threads, statuses
    progress('  %d requests, of which %d failed' % (len(told), len(told) - statuses[200]))

    # With one process alone, requests wait for the next one.
    multiplying('alone', 4)
    deployed('alone', [('All', 'alone', 1, 1)])
    os.kill(ask('alone', [1])[0]['process'], signal.SIGKILL)
    time.sleep(0.2)
    assert ask('alone', [2])[0]['result'] == [8]
    gone('killed')
    gone('alone')


def wrong_models_part():
    """What cannot be a model is told, and leaves nothing behind."""
    refused_url = 's3://%s/models/nowhere/model.tar.gz' % BUCKET
    assert 'Could not find model data' in str(refused('ValidationException', model, 'nowhere', refused_url))
    good = archive('later', {'factor.json': '{}'})
    model('later', good)
    s3.delete_object(Bucket=BUCKET, Key='models/later/model.tar.gz')
    model('text', put('text', b'this is no archive'))
    model('empty', archive('empty', {'notes.txt': 'nothing'}))
    model('climbs', packed('climbs', lambda member: setattr(member, 'name', '../../outside')))
    model('links', packed('links', symlink))
    bomb = io.BytesIO()
    with tarfile.open(fileobj=bomb, mode='w:gz', compresslevel=9) as target:
        member = tarfile.TarInfo('zeros')
        member.size = 300 << 20
        target.addfile(member, Zeros(member.size))
    model('bomb', put('bomb', bomb.getvalue()))
    model('silent', environment={'TUNESMITH_COMMAND': '["sleep", "600"]'}, image='tunesmith/command')
    taken = urlparse(os.environ['AWS_ENDPOINT_URL']).port
    model('taken', environment={'TUNESMITH_COMMAND': json.dumps([sys.executable, '-m', 'http.server', str(taken)])},
          image='tunesmith/command')
    model('no-program', environment={'TUNESMITH_COMMAND': '["/nowhere/serve"]'}, image='tunesmith/command')

    expected = {
        'later': 'models/later/model.tar.gz', 'text': 'no whole tar.gz', 'empty': 'model_fn', 'climbs': 'outside',
        'links': '/etc/passwd', 'bomb': 'grow', 'silent': 'did not answer GET /ping', 'no-program': '/nowhere/serve',
        'taken': 'Address already in use',
    }
    for name in expected:
        config(name, [('All', name, 1, 1)], ContainerStartupHealthCheckTimeoutInSeconds=60)
        if name != 'silent':
            sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    for name, words in expected.items():
        if name == 'silent':
            continue
        told = settled(name)
        assert told['EndpointStatus'] == 'Failed' and words in told['FailureReason'], told
        gone(name)
    # An endpoint that is still starting can be deleted.
    sagemaker.create_endpoint(EndpointName='silent', EndpointConfigName='silent')
    assert sagemaker.describe_endpoint(EndpointName='silent')['EndpointStatus'] == 'Creating'
    refused('ValidationError', ask, 'silent', [1])
    gone('silent')


class Zeros(io.RawIOBase):
    def __init__(self, left):
        self.left = left

    def read(self, size=-1):
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        return bytes(size)


def packed(name, change):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:gz') as target:
        member = tarfile.TarInfo('file')
        change(member)
        target.addfile(member)
    return put(name, out.getvalue())


def symlink(member):
    member.type, member.linkname = tarfile.SYMTYPE, '/etc/passwd'


def commands_part():
    """Any command that listens on a port."""
    with open('shouting.py', 'w') as target:
        target.write(COMMAND)
    command = [sys.executable, os.path.abspath('shouting.py'), '{port}']
    model('shouting', environment={'TUNESMITH_COMMAND': json.dumps(command), 'SUFFIX': '?'}, image='tunesmith/command')
    told = deployed('shouting', [('All', 'shouting', 1, 1)])
    assert told['EndpointStatus'] == 'InService', told
    answer = runtime.invoke_endpoint(EndpointName='shouting', Body=b'quiet', CustomAttributes='hello')
    assert answer['Body'].read() == b'QUIET?' and answer['CustomAttributes'] == 'hello!', answer
    assert 'list of texts' in str(refused('ValidationException', model, 'none', image='tunesmith/command'))
    gone('shouting')


@needs_program
def limits_part():
    """Sizes, times and queues; Prometheus and CloudWatch."""
    server = Server('limits', '[hosting]\nrequest_bytes = 1000\nresponse_bytes = 2000\ntimeout_s = 1\nat_once = 1\nqueue = 2\nprocesses = 3\n')
    client, store = server.client('sagemaker'), server.client('s3')
    runs = server.client('sagemaker-runtime', read_timeout=30)
    multiplying('limited', 1, client, store)
    deployed('limited', [('All', 'limited', 1, 1)], client)
    assert ask('limited', [1], runs)[0]['result'] == [1]
    refused(('ValidationError', '413'), ask, 'limited', [1] * 1000, runs)
    slow = refused('ModelError', ask, 'limited', 'slowly', runs)
    assert '1 s' in slow.response['OriginalMessage'], slow.response
    codes, threads = Counter(), []

    def push():
        try:
            ask('limited', 'slowly', server.client('sagemaker-runtime', read_timeout=30))
            codes['answered'] += 1
        except runs.exceptions.ClientError as error:
            codes[error.response['Error']['Code']] += 1

    for _ in range(8):
        threads.append(threading.Thread(target=push))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert codes['ServiceUnavailable'] >= 4, codes
    crowd = refused('ResourceLimitExceeded', client.update_endpoint_weights_and_capacities, EndpointName='limited',
                    DesiredWeightsAndCapacities=[{'VariantName': 'All', 'DesiredInstanceCount': 4}])
    assert '4 model processes' in str(crowd) and 'at most 3' in str(crowd), crowd
    config('crowd', [('All', 'limited', 3, 1)], client)
    refused('ResourceLimitExceeded', client.create_endpoint, EndpointName='crowd', EndpointConfigName='crowd')
    with_metrics = http.client.HTTPConnection(urlparse(server.url).netloc)
    with_metrics.request('GET', '/metrics')
    text = with_metrics.getresponse().read().decode()
    assert 'tunesmith_invocations_total{endpoint="limited",variant="All",answer="2xx"} 1' in text, text
    assert 'tunesmith_instances{endpoint="limited",variant="All"} 1' in text, text
    watch = server.client('cloudwatch')
    now = time.time()
    for metric, least in (('Invocations', 2), ('ModelLatency', 1), ('Invocation5XXErrors', 1)):
        told = watch.get_metric_statistics(
            Namespace='AWS/SageMaker', MetricName=metric, StartTime=now - 600, EndTime=now + 60, Period=60,
            Statistics=['Sum'], Dimensions=[{'Name': 'EndpointName', 'Value': 'limited'}, {'Name': 'VariantName', 'Value': 'All'}])
        assert sum(p['Sum'] for p in told['Datapoints']) >= least, (metric, told)
    server.end()


@needs_program
def restarts_part():
    """Endpoints come back with the server: after its end, and after its death, when their processes are taken up."""
    server = Server('restarts')
    client, store = server.client('sagemaker'), server.client('s3')
    multiplying('lasting', 7, client, store)
    deployed('lasting', [('All', 'lasting', 2, 1)], client)
    first = ask('lasting', [1], server.client('sagemaker-runtime'))[0]['process']
    server.process.kill()
    server.process.wait()
    os.remove(os.path.join(server.folder, 'server.json'))
    assert os.path.exists('/proc/%d' % first), 'the model went with the server'
    again = server.again()
    runs = again.client('sagemaker-runtime', read_timeout=60)
    seen = {ask('lasting', [1], runs)[0]['process'] for _ in range(20)}
    assert first in seen and len(seen) == 2, 'not the same processes: %r, %r' % (first, seen)
    again.end()
    until('the end of the models', lambda: not any(os.path.exists('/proc/%d' % pid) for pid in seen), 30)
    last = again.again()
    told = ask('lasting', [3], last.client('sagemaker-runtime', read_timeout=60))[0]
    assert told['result'] == [21] and told['process'] not in seen, told
    last.end()

    # A server that dies while an endpoint is changing leaves nothing half done.
    busy = last.again()
    client, runs = busy.client('sagemaker'), busy.client('sagemaker-runtime', read_timeout=60)
    slow = 'import time\ntime.sleep(3)\n' + HANDLERS
    multiplying('slow-to-start', 9, client, busy.client('s3'), slow)
    config('slow-to-start', [('All', 'slow-to-start', 1, 1)], client)
    client.update_endpoint(EndpointName='lasting', EndpointConfigName='slow-to-start')
    assert ask('lasting', [3], runs)[0]['result'] == [21]
    busy.process.kill()
    busy.process.wait()
    os.remove(os.path.join(busy.folder, 'server.json'))
    after = busy.again()
    client, runs = after.client('sagemaker'), after.client('sagemaker-runtime', read_timeout=60)
    assert ask('lasting', [3], runs)[0]['result'] in ([21], [27])
    assert settled('lasting', client)['EndpointConfigName'] == 'slow-to-start'
    until('the new model alone', lambda: ask('lasting', [3], runs)[0]['result'] == [27])
    gone('lasting', client)
    left = subprocess.run(['pgrep', '-f', after.folder + '/endpoints'], stdout=subprocess.PIPE).stdout
    assert not left, 'processes are left: %s' % left
    after.end()


def never_healthy_part():
    """Three times a minute for an answer that never comes would be long: the first time is enough."""
    told = settled('never', seconds=90)
    assert told['EndpointStatus'] == 'Failed', told
    assert 'did not answer GET /ping with 200 within 60 s' in told['FailureReason'], told
    left = subprocess.run(['pgrep', '-f', 'sleep 600'], stdout=subprocess.PIPE).stdout
    assert not left, 'something is left running: %s' % left
    gone('never')


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
