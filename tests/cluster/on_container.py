"""Tuning jobs in containers of a real Podman, with storage of its own: `cargo xtask cluster container [PART...]`. Needs root."""
import atexit
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from common import (
    Job, Server, digits, killed_at_any_moment, progress, run_parts, same_table, set_up, tuner_killed, until)

PLACE = pathlib.Path.cwd()
IMAGE = 'localhost/tunesmith-test:1'


class Engine:
    """Podman behind a socket, with storage of its own, and an image with a Python that is imported and not fetched."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        # The path of a socket has 107 characters at most.
        self.socket = '/run/tunesmith-podman-%d.sock' % os.getpid()
        # Without the right to raise limits, those of the engine's own would be refused.
        (folder / 'containers.conf').write_text(
            '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]\n[engine]\nevents_logger = "file"\n')
        self.environment = dict(os.environ, CONTAINERS_CONF=str(folder / 'containers.conf'))
        self.command = ['podman', '--root', str(folder / 'root'), '--runroot', '/run/tunesmith-podman-%d' % os.getpid(),
                        '--runtime', 'runc', '--cgroup-manager', 'cgroupfs']
        self.process = None
        atexit.register(self.clear)
        self.podman('import', str(image()), IMAGE)
        self.start()

    def podman(self, *arguments):
        done = subprocess.run(self.command + list(arguments), env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self):
        log = open(self.folder / 'service.log', 'ab')
        self.process = subprocess.Popen(self.command + ['system', 'service', '--time=0', 'unix://' + self.socket],
                                        env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until('the socket', lambda: os.path.exists(self.socket))

    def stop(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.unlink(self.socket)

    def names(self, running=False):
        return self.podman('ps', *([] if running else ['--all']), '--format', '{{.Names}}').split()

    def clear(self):
        try:
            self.podman('rm', '--all', '--force')
        finally:
            if self.process:
                self.process.kill()
            shutil.rmtree(self.folder / 'root', ignore_errors=True)


def image():
    """A Debian with a Python, as an archive; made once."""
    archive = PLACE.parent / 'container-image.tar'
    if not archive.exists():
        progress('making an image')
        tree = PLACE / 'tree'
        subprocess.check_call(['debootstrap', '--variant=minbase', '--include=python3', 'bookworm', str(tree)],
                              stdout=subprocess.DEVNULL)
        subprocess.check_call(['tar', '-C', str(tree), '-cf', str(archive) + '.part', '.'])
        shutil.rmtree(tree)
        os.rename(str(archive) + '.part', str(archive))
    return archive


ENGINE = set_up(lambda: Engine(PLACE / 'podman'))


def options(**settings):
    settings = dict({'image': IMAGE, 'socket': ENGINE.socket}, **settings)
    flags = []
    for name, value in settings.items():
        flags += ['--executor-option', '%s=%s' % (name, value)]
    return flags


IN_CONTAINERS = ['--executor', 'container'] + options()


def doctor_part():
    job = Job(PLACE, 'doctor')
    told = job.tell('doctor', 'container', *options())
    assert told.count('ok ') == 3 and 'Podman' in told, told
    wrong = job.tell('doctor', 'container', *options(image='localhost/none:1', pull='never'))
    assert 'FAIL the image' in wrong, wrong
    wrong = job.tell('doctor', 'container', *options(socket='/nowhere.sock'))
    assert 'there is no socket /nowhere.sock' in wrong, wrong
    assert 'image: say which' in job.tell('doctor', 'container')
    assert not ENGINE.names(), ENGINE.names()


def digits_part():
    """The image has no packages: they are in the example's own environment, which is mounted, as is its interpreter."""
    here = digits(PLACE, 'digits-here').end(seconds=600)
    base = subprocess.check_output([sys.executable, '-c', 'import sys; print(sys.base_prefix)'], universal_newlines=True)
    base = base.strip()
    own = [] if base == '/usr' else ['--executor-option', 'mounts=%s:%s:ro' % (base, base)]
    there = digits(PLACE, 'digits-container', IN_CONTAINERS + own).end(seconds=900)
    assert len(here.table()) == 30, here.table()
    same_table(here, there)
    assert not ENGINE.names(), ENGINE.names()


def whole_part():
    job = Job(PLACE, 'whole', IN_CONTAINERS, strategy='bayesian').run().all_well()
    log = job.tell('log', '3', '--job', job.name)
    assert log.startswith('trial 3 is here\nloss =') and log.count('\n') == 2, log
    assert not ENGINE.names(), ENGINE.names()


def walls_part():
    """No network, limits, what is mounted and what is not."""
    script = '''
import os, socket, sys
try:
    socket.create_connection(('127.0.0.1', %d), timeout=3)
    print('reached')
except OSError as error:
    print('network:', sorted(os.listdir('/sys/class/net')))
print('host:', os.path.exists(%r))
try:
    open('/here/new', 'w')
except OSError as error:
    print('mounted:', error.strerror)
print('memory:', open('/sys/fs/cgroup/memory/memory.limit_in_bytes').read().strip()
      if os.path.exists('/sys/fs/cgroup/memory/memory.limit_in_bytes') else open('/sys/fs/cgroup/memory.max').read().strip())
open(os.path.join(os.environ['TUNESMITH_TRIAL_DIR'], 'left'), 'w').write('x')
print('loss = 1')
''' % (1, str(ENGINE.folder))
    job = Job(PLACE, 'walls', IN_CONTAINERS + ['--executor-option', 'mounts=/etc:/here:ro'], trials=1)
    (job.folder / 'train.py').write_text(script)
    job.run()
    log = job.tell('log', '1', '--job', job.name)
    assert "network: ['lo']" in log and 'host: False' in log and 'mounted: Read-only file system' in log, log
    assert (job.attempt(1) / 'left').exists()


def failing_part():
    flags = ['--retries', '0', '--no-check']
    job = Job(PLACE, 'no-image', ['--executor', 'container'] + options(image='localhost/none:1', pull='never'), trials=1,
              flags=flags).run(1)
    assert 'there is no image localhost/none:1' in job.said(), job.said()
    job = Job(PLACE, 'no-program', IN_CONTAINERS, trials=1, flags=flags, python='no-such-python').run(1)
    assert 'No such file or directory' in job.said(), job.said()
    job = Job(PLACE, 'raises', IN_CONTAINERS, trials=1, flags=flags)
    (job.folder / 'train.py').write_text("print('loss = 3'); raise SystemExit('ValueError: bad')")
    job.run(1)
    assert 'exit 1: ValueError: bad' in job.said(), job.said()
    job = Job(PLACE, 'limit', IN_CONTAINERS, trials=1, pause=600, flags=['--timeout', '2s', '--grace', '1s']).run(1)
    assert 'time limit reached' in job.said(), job.said()
    assert not ENGINE.names(), ENGINE.names()


def stopped_part():
    job = Job(PLACE, 'stopped', IN_CONTAINERS, trials=4, no_check=True).hold().start()
    job.running(4)
    job.process.send_signal(signal.SIGINT)
    until('the first word', lambda: 'may finish' in job.said())
    job.process.send_signal(signal.SIGINT)
    job.end(130, seconds=60)
    assert not ENGINE.names(), ENGINE.names()
    job.release()
    job.resume().end().all_well()


def chatty_part():
    """A program that prints all the time is followed, and ended; that it ends well because of that makes it no success."""
    script = '''
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print('ending', flush=True), sys.exit(0)))
n = 0
while True:
    n += 1
    print('line', n, 'loss = 5', flush=True)
    time.sleep(0.002)
'''
    job = Job(PLACE, 'chatty', IN_CONTAINERS, trials=1, flags=['--timeout', '3s'])
    (job.folder / 'train.py').write_text(script)
    job.run(seconds=60)
    assert 'time limit reached' in job.said() and job.trials()[1]['status'] == 'stopped', job.said()
    assert 'ending' in job.tell('log', '1', '--job', job.name)
    assert not ENGINE.names(), ENGINE.names()


def stopped_and_killed_part():
    """Stops that were recorded and not carried out are carried out by who comes next."""
    job = Job(PLACE, 'stopped-and-killed', IN_CONTAINERS, trials=4, no_check=True, flags=['--grace', '20s']).hold()
    (job.folder / 'train.py').write_text('import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n' +
                                         (job.folder / 'train.py').read_text())
    job.start().running(4)
    job.process.send_signal(signal.SIGINT)
    until('the first word', lambda: 'may finish' in job.said())
    job.process.send_signal(signal.SIGINT)
    until('the second word', lambda: 'stopping the running trials' in job.said())
    time.sleep(1)
    job.kill()
    job.resume()
    until('new attempts', lambda: len(job.starts()) == 8, 90)
    # Those of the first ones that were to end have ended.
    assert len(ENGINE.names()) == 4, ENGINE.names()
    job.release()
    job.end().all_well()
    assert not ENGINE.names(), ENGINE.names()


def gpus_part():
    job = Job(PLACE, 'gpus', IN_CONTAINERS, trials=1, flags=['--gpus', '64']).run(2)
    assert 'a trial needs 64 GPU' in job.said(), job.said()


def tuner_killed_part():
    def all_there():
        assert len(ENGINE.names()) == 4, ENGINE.names()

    tuner_killed(Job(PLACE, 'tuner-killed', IN_CONTAINERS, pause=1, no_check=True), all_there)
    assert not ENGINE.names(), ENGINE.names()


def killed_at_any_moment_part():
    killed_at_any_moment(Job(PLACE, 'killed', IN_CONTAINERS, trials=10, parallel=3, pause=0.3, no_check=True))
    assert not ENGINE.names(), ENGINE.names()


def engine_restarted_part():
    """The engine goes away and comes back: what runs goes on, and what is to be launched waits for it."""
    job = Job(PLACE, 'restarted', IN_CONTAINERS, trials=8, pause=1, no_check=True).hold().start()
    job.running(4)
    ENGINE.stop()
    until('the word', lambda: 'waits for container' in job.place(1).get('note', ''))
    job.release()
    time.sleep(4)
    ENGINE.start()
    job.end().all_well()
    assert len(job.starts()) == 8, job.starts()
    assert not ENGINE.names(), ENGINE.names()


# The contract: an image is told to train, finds its world at /opt/ml, and leaves its model there.
TRAIN = '''#!/usr/bin/python3
import json, os, signal, sys, time
assert sys.argv[1:] == ['train'], sys.argv
config = json.load(open('/opt/ml/input/config/resourceconfig.json'))
values = json.load(open('/opt/ml/input/config/hyperparameters.json'))
data = open('/opt/ml/input/data/numbers/file').read()
assert config['current_host'] == os.uname().nodename == 'algo-1', (config, os.uname())
assert os.environ['TRAINING_JOB_NAME'] and os.environ['OWN'] == 'set' and 'SM_HPS' in os.environ
try:
    open('/opt/ml/input/data/numbers/new', 'w')
    raise SystemExit('the data can be written')
except OSError:
    pass
if os.listdir('/sys/class/net') != ['lo']:
    raise SystemExit('there is a network')
print('DATA', data, flush=True)
if values.get('mode') == 'fail':
    open('/opt/ml/output/failure', 'w').write('a reason of its own')
    raise SystemExit(3)
if values.get('mode') == 'wait':
    def end(*_):
        open('/opt/ml/model/model', 'w').write('stopped')
        raise SystemExit(0)
    signal.signal(signal.SIGTERM, end)
    print('loss = 9;', flush=True)
    time.sleep(600)
x = float(values['x'])
print('loss = %s;' % (x * x), flush=True)
open('/opt/ml/model/model', 'w').write(str(x))
'''

CLIENT = '''
import io, sys, tarfile, time
import boto3
s3, sagemaker = boto3.client('s3'), boto3.client('sagemaker')
s3.create_bucket(Bucket='work')
s3.put_object(Bucket='work', Key='data/file', Body=b'payload')
image = '1.dkr.ecr.us-east-1.amazonaws.com/churn:7'
definition = {
    'AlgorithmSpecification': {'TrainingImage': image, 'TrainingInputMode': 'File',
                               'MetricDefinitions': [{'Name': 'loss', 'Regex': 'loss = ([0-9.e-]+);'}]},
    'RoleArn': 'arn:aws:iam::123456789012:role/work',
    'Environment': {'OWN': 'set'},
    'InputDataConfig': [{'ChannelName': 'numbers', 'InputMode': 'FastFile', 'DataSource': {'S3DataSource': {
        'S3DataType': 'S3Prefix', 'S3Uri': 's3://work/data', 'S3DataDistributionType': 'FullyReplicated'}}}],
    'OutputDataConfig': {'S3OutputPath': 's3://work/out'},
    'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 1},
    'StoppingCondition': {'MaxRuntimeInSeconds': 600},
}
def model(job):
    key = job['ModelArtifacts']['S3ModelArtifacts'].split('/', 3)[3]
    archive = tarfile.open(fileobj=io.BytesIO(s3.get_object(Bucket='work', Key=key)['Body'].read()))
    return archive.extractfile('model').read().decode()
def ended(name):
    while True:
        job = sagemaker.describe_training_job(TrainingJobName=name)
        if job['TrainingJobStatus'] not in ('InProgress', 'Stopping'):
            return job
        time.sleep(0.5)
sagemaker.create_hyper_parameter_tuning_job(
    HyperParameterTuningJobName='images', TrainingJobDefinition=definition,
    HyperParameterTuningJobConfig={
        'Strategy': 'Random', 'ResourceLimits': {'MaxNumberOfTrainingJobs': 4, 'MaxParallelTrainingJobs': 2},
        'HyperParameterTuningJobObjective': {'Type': 'Minimize', 'MetricName': 'loss'},
        'ParameterRanges': {'ContinuousParameterRanges': [{'Name': 'x', 'MinValue': '-1', 'MaxValue': '1'}]}})
while True:
    told = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='images')
    if told['HyperParameterTuningJobStatus'] != 'InProgress':
        break
    time.sleep(0.5)
assert told['TrainingJobStatusCounters']['Completed'] == 4, told
best = told['BestTrainingJob']
x = float(model(sagemaker.describe_training_job(TrainingJobName=best['TrainingJobName'])))
assert abs(x * x - best['FinalHyperParameterTuningJobObjectiveMetric']['Value']) < 1e-6, (x, best)
one = {k: v for k, v in definition.items()}
sagemaker.create_training_job(TrainingJobName='fails', HyperParameters={'mode': 'fail'}, **one)
job = ended('fails')
assert job['TrainingJobStatus'] == 'Failed' and 'a reason of its own' in job['FailureReason'], job
sagemaker.create_training_job(TrainingJobName='waits', HyperParameters={'mode': 'wait'}, **one)
while not sagemaker.describe_training_job(TrainingJobName='waits').get('FinalMetricDataList'):
    if sagemaker.describe_training_job(TrainingJobName='waits')['SecondaryStatus'] == 'Training':
        time.sleep(3)
        break
    time.sleep(0.5)
sagemaker.stop_training_job(TrainingJobName='waits')
job = ended('waits')
assert job['TrainingJobStatus'] == 'Stopped' and model(job) == 'stopped', job
definition['AlgorithmSpecification']['TrainingImage'] = '1.dkr.ecr.us-east-1.amazonaws.com/none:7'
sagemaker.create_training_job(TrainingJobName='absent', HyperParameters={}, **one)
job = ended('absent')
assert job['TrainingJobStatus'] == 'Failed' and 'image' in job['FailureReason'], job
'''


def runs_as_image(folder, name, program):
    """Makes an image whose program this is; the settings of a server by which it stands for `churn`, and nothing for `none`."""
    (folder / 'program').write_text(program)
    (folder / 'program').chmod(0o755)
    ENGINE.podman('create', '--name', 'making', '--network', 'none', IMAGE, 'true')
    ENGINE.podman('cp', str(folder / 'program'), 'making:/usr/local/bin/program')
    ENGINE.podman('commit', '--quiet', '--change', 'ENTRYPOINT ["/usr/local/bin/program"]', 'making', 'localhost/%s:1' % name)
    ENGINE.podman('rm', 'making')
    return '''
[[images]]
image = "churn"
runtime = "container"
options = { image = "localhost/%(name)s:1", socket = "%(socket)s" }
[[images]]
image = "none"
runtime = "container"
options = { image = "localhost/none:1", socket = "%(socket)s", pull = "never" }
''' % {'name': name, 'socket': ENGINE.socket}


def training_jobs_part():
    """A client of AWS names an image that stands for one of this machine: trained by the contract, stopped, failed, absent."""
    folder = PLACE / 'training'
    folder.mkdir()
    settings = runs_as_image(folder, 'churn', TRAIN)
    with Server(folder, settings) as server:
        server.run(CLIENT)
    assert not ENGINE.names(), ENGINE.names()


# The contract: an image is told to serve, finds the model at /opt/ml/model, and answers on port 8080.
SERVE = '''#!/usr/bin/python3
import http.server, json, os, signal, sys
assert sys.argv[1:] == ['serve'], sys.argv
assert os.environ['PORT'] == os.environ['SAGEMAKER_BIND_TO_PORT'] == '8080' and os.environ['OWN'] == 'set'
weight = float(open('/opt/ml/model/weight').read())
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def answer(self, body):
        self.send_response(200)
        self.send_header('content-type', 'application/json')
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        self.answer(b'')
    def do_POST(self):
        x = float(self.rfile.read(int(self.headers['content-length'])))
        if x < 0:
            os._exit(7)
        print('asked for', x, flush=True)
        self.answer(json.dumps({'y': weight * x, 'host': os.uname().nodename}).encode())
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
http.server.ThreadingHTTPServer(('0.0.0.0', 8080), Handler).serve_forever()
'''

ENDPOINT = '''
import io, json, tarfile, time
import boto3
from botocore.config import Config
s3, sagemaker = boto3.client('s3'), boto3.client('sagemaker')
runtime = boto3.client('sagemaker-runtime', config=Config(retries={'max_attempts': 0}))
s3.create_bucket(Bucket='models')
def model(name, weight, image='churn'):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:gz') as tar:
        info = tarfile.TarInfo('weight'); info.size = len(weight)
        tar.addfile(info, io.BytesIO(weight.encode()))
    s3.put_object(Bucket='models', Key=name + '.tar.gz', Body=out.getvalue())
    sagemaker.create_model(ModelName=name, ExecutionRoleArn='arn:aws:iam::123456789012:role/r', PrimaryContainer={
        'Image': '1.dkr.ecr.us-east-1.amazonaws.com/%s:7' % image, 'ModelDataUrl': 's3://models/%s.tar.gz' % name,
        'Environment': {'OWN': 'set'}})
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[
        {'VariantName': 'v', 'ModelName': name, 'InitialInstanceCount': 2, 'InstanceType': 'ml.m5.large'}])
def settled(name):
    while True:
        told = sagemaker.describe_endpoint(EndpointName=name)
        if told['EndpointStatus'] not in ('Creating', 'Updating'):
            return told
        time.sleep(0.3)
def ask(x):
    return json.loads(runtime.invoke_endpoint(EndpointName='e', Body=str(x), ContentType='text/plain')['Body'].read())
model('double', '2')
sagemaker.create_endpoint(EndpointName='e', EndpointConfigName='double')
told = settled('e')
assert told['EndpointStatus'] == 'InService', told
answers = [ask(n) for n in range(20)]
assert [a['y'] for a in answers] == [2.0 * n for n in range(20)], answers
assert len({a['host'] for a in answers}) == 2, answers
# One that dies is started again, and the other answers meanwhile.
try:
    ask(-1)
    raise SystemExit('answered by the dead')
except runtime.exceptions.ClientError:
    pass
assert all(ask(n)['y'] == 2.0 * n for n in range(10))
# Another model, with no request lost.
model('triple', '3')
sagemaker.update_endpoint(EndpointName='e', EndpointConfigName='triple')
while sagemaker.describe_endpoint(EndpointName='e')['EndpointStatus'] == 'Updating':
    assert ask(1)['y'] in (2.0, 3.0)
assert settled('e')['EndpointStatus'] == 'InService' and ask(5)['y'] == 15.0
logs = boto3.client('logs')
group = '/aws/sagemaker/Endpoints/e'
def said():
    return [e['message'] for s in logs.describe_log_streams(logGroupName=group)['logStreams'] for e in logs.get_log_events(
        logGroupName=group, logStreamName=s['logStreamName'], startFromHead=True)['events']]
end = time.time() + 10
while not any('asked for 5.0' in m for m in said()):
    assert time.time() < end, said()
    time.sleep(0.2)
model('absent', '1', image='none')
sagemaker.create_endpoint(EndpointName='never', EndpointConfigName='absent')
told = settled('never')
assert told['EndpointStatus'] == 'Failed' and 'image' in told['FailureReason'], told
sagemaker.delete_endpoint(EndpointName='never')
'''


def endpoints_part():
    """Models in containers: two of them answer, one dies, another model takes over, the server is killed and comes back, the
    endpoint goes away; nothing is left behind."""
    folder = PLACE / 'endpoints'
    folder.mkdir()
    settings = runs_as_image(folder, 'served', SERVE)
    server = Server(folder, settings)
    with server:
        server.run(ENDPOINT)
        before = sorted(ENGINE.names(running=True))
        assert len(before) == 2, before
        server.process.kill()
        server.process.wait()
        (folder / '.tunesmith/server.json').unlink()
        # What answers goes on without the server, and is taken up by the next one.
        assert sorted(ENGINE.names(running=True)) == before
    with server:
        server.run(ASKED_AGAIN)
        assert sorted(ENGINE.names(running=True)) == before, (ENGINE.names(), before)
        server.run("import boto3; boto3.client('sagemaker').delete_endpoint(EndpointName='e')")
        until('no container', lambda: not ENGINE.names(), 30)
    # A server that ends takes them along.
    with server:
        server.run(ENDPOINT.replace("s3.create_bucket(Bucket='models')", "").replace("'double'", "'again'"). replace(
            "'triple'", "'thrice'").replace("'absent'", "'gone'"))
    assert not ENGINE.names(), ENGINE.names()


ASKED_AGAIN = '''
import boto3, json, time
runtime = boto3.client('sagemaker-runtime')
said = runtime.invoke_endpoint(EndpointName='e', Body='7', ContentType='text/plain')
assert json.loads(said['Body'].read())['y'] == 21.0
'''


if __name__ == '__main__':
    run_parts(dict(globals()), sys.argv[1:])
