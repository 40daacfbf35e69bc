"""Jobs in a real PostgreSQL, made here for the purpose, and several servers on it: `cargo xtask cluster postgres [PART...]`.
Needs root, as the database does not run as that."""
import atexit
import glob
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from common import (
    BINARY, ROOT, TRAINER, Job, digits, free_port, killed_at_any_moment, progress, run_parts, same_table, set_up,
    tuner_killed, until)

PLACE = pathlib.Path.cwd()


class Database:
    """A server of PostgreSQL in a folder and on a port of its own."""

    def __init__(self, folder):
        # Its user must be able to get there, and a path of a socket has 107 characters at most.
        self.folder = pathlib.Path('/tmp/tunesmith-postgres-%d' % os.getpid())
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.chown(self.folder, 'postgres')
        programs = sorted(glob.glob('/usr/lib/postgresql/*/bin'))
        assert programs, 'PostgreSQL is not installed'
        self.programs = programs[-1]
        self.port = free_port()
        self.run('initdb', '-D', 'data', '-A', 'trust', '-N')
        atexit.register(self.end)
        self.start()
        self.made = 0

    def run(self, program, *arguments):
        self.run_here('%s/%s' % (self.programs, program), *arguments)

    def run_here(self, *command):
        # What it starts goes on, and must not hold our ends of its output.
        with open(self.folder / 'said', 'ab') as said:
            done = subprocess.run(['runuser', '-u', 'postgres', '--', *command], cwd=self.folder,
                                  stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=120)
        assert done.returncode == 0, (self.folder / 'said').read_text()

    def start(self, *settings):
        options = '-p %d -k %s -c listen_addresses=127.0.0.1' % (self.port, self.folder)
        options += ''.join(' -c %s' % setting for setting in settings)
        self.run('pg_ctl', '-D', 'data', '-l', 'log', '-w', '-o', options, 'start')

    def stop(self, mode='fast'):
        self.run('pg_ctl', '-D', 'data', '-w', '-m', mode, 'stop')

    def end(self):
        try:
            self.stop('immediate')
        except AssertionError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database='postgres'):
        return 'postgres://postgres@127.0.0.1:%d/%s' % (self.port, database)

    def new(self):
        """The address of a new database."""
        self.made += 1
        name = 'tunesmith%d' % self.made
        self.ask('CREATE DATABASE ' + name, 'postgres')
        return self.address(name)

    def ask(self, sql, database):
        done = subprocess.run(['%s/psql' % self.programs, '-XAtc', sql, self.address(database)], timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


class Server:
    """One of several servers over one database and one folder."""

    def __init__(self, folder, address, name, *flags):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.address, self.name = folder, address, name
        self.flags = list(flags) or ['--slots', '40']
        self.port = free_port()
        self.url = 'http://127.0.0.1:%d' % self.port
        self.start()

    def start(self):
        log = open(self.folder / (self.name + '.log'), 'ab')
        command = [BINARY, 'serve', '--store', self.address, '--listen', '127.0.0.1:%d' % self.port, *self.flags]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        atexit.register(self.kill)
        until('the server %s' % self.name, self.is_there, 30)
        return self

    def is_there(self):
        try:
            return urllib.request.urlopen(self.url + '/healthz', timeout=5).status == 200
        except OSError:
            assert self.process.poll() is None, self.log()
            return False

    def log(self):
        return (self.folder / (self.name + '.log')).read_text(errors='replace')

    def kill(self, sig=signal.SIGKILL):
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(sig)
        self.process.wait(60)

    def ask(self, path, body=None, patience=60):
        """Asks the server's own interface; again, where it says that it cannot just now."""
        data = None if body is None else json.dumps(body).encode()
        end = time.time() + patience
        while True:
            request = urllib.request.Request(self.url + '/api/v1' + path, data, {'content-type': 'application/json'})
            try:
                return json.loads(urllib.request.urlopen(request, timeout=30).read() or b'null')
            except urllib.error.HTTPError as error:
                if error.code < 500 or time.time() > end:
                    raise AssertionError('%s: %s %s' % (path, error.code, error.read().decode()))
            except OSError:
                if time.time() > end:
                    raise
            time.sleep(0.2)

    def create(self, name, text):
        self.ask('/jobs', {'toml': text, 'name': name})

    def environment(self):
        told = subprocess.run([BINARY, 'env', '--store', self.address, '--format', 'json'], cwd=self.folder,
                              stdout=subprocess.PIPE, universal_newlines=True, check=True)
        return {**os.environ, **json.loads(told.stdout), 'AWS_ENDPOINT_URL': self.url}

    def client(self, program):
        """A program whose AWS clients reach this server."""
        (self.folder / 'client.py').write_text(program)
        done = subprocess.run([os.environ['PYTHON'], 'client.py'], cwd=self.folder, timeout=300, env=self.environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        assert done.returncode == 0, done.stdout + self.log()
        return done.stdout


class Stored(Job):
    """A tuning job whose state is in a database."""

    def __init__(self, place, name, address=None, **settings):
        self.address = address or POSTGRES.new()
        super().__init__(place, name, ['--store', self.address], **settings)

    def resume(self, **how):
        return self.start(command=[BINARY, 'resume', self.name, '--store', self.address], **how)

    def tell(self, *arguments):
        return super().tell(*arguments, '--store', self.address)


def noop(folder, trials, parallel, *, pause=0.0, retries=0):
    """A job whose trials say what they were given, and note that they did."""
    line = 'echo "$TUNESMITH_JOB $TUNESMITH_TRIAL" >> %s/starts; sleep %s; echo loss = {x}' % (folder, pause)
    return '''
command = ["sh", "-c", %s]
[objective]
metric = "loss"
goal = "minimize"
[metrics]
loss = 'loss = ([0-9.e-]+)'
[params]
x = { float = [0.0, 1.0] }
[search]
strategy = "random"
[budget]
trials = %d
parallel = %d
''' % (json.dumps(line), trials, parallel)


def starts(folder):
    path = folder / 'starts'
    return path.read_text().splitlines() if path.exists() else []


def all_well(server, names, trials):
    """Every job is whole: each trial once, with the result that its point must have, and a log without gaps."""
    database = server.address.rsplit('/', 1)[1]
    ask = lambda sql: POSTGRES.ask(sql, database)
    listed = "('%s')" % "','".join(names)
    wrong = ask("SELECT name, status FROM jobs WHERE name IN %s AND status <> 'completed'" % listed)
    assert not wrong, wrong
    counts = ask('SELECT count(*), count(DISTINCT job), min(attempts), max(attempts) FROM trials JOIN jobs ON jobs.id = job '
                 "WHERE jobs.name IN %s AND trials.status = 'completed'" % listed)
    assert counts == '%d|%d|1|1' % (len(names) * trials, len(names)), counts
    wrong = ask("SELECT job, number FROM trials WHERE abs(objective - (params::json->>'x')::float) > 1e-9")
    assert not wrong, wrong
    gaps = ask('SELECT job FROM events GROUP BY job HAVING max(seq) <> count(*)')
    assert not gaps, 'logs with gaps: %s' % gaps
    ends = ask("SELECT job, body::json->>'trial' FROM events WHERE body LIKE '%attempt-ended%' GROUP BY 1, 2 HAVING count(*) > 1")
    assert not ends, 'ended twice: %s' % ends
    assert ask('SELECT count(*) FROM inbox') == '0'


def statuses(server):
    return {job['name']: job['status'] for job in server.ask('/jobs?limit=1000')['jobs']}


def store_part():
    """What every store does, on a file and in the database."""
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    nextest = subprocess.run(['cargo', 'nextest', '--version'], **quiet).returncode == 0
    told = subprocess.run(['cargo', *(['nextest', 'run'] if nextest else ['test']), '--package', 'tunesmith-store'], cwd=ROOT,
                          env=dict(os.environ, TUNESMITH_TEST_POSTGRES=POSTGRES.address()), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, universal_newlines=True, timeout=900)
    assert told.returncode == 0, told.stdout
    counted = [line.strip() for line in told.stdout.splitlines() if 'passed' in line and ('tests run' in line or 'test result' in line)]
    assert counted and not any(' 0 passed' in line for line in counted[:1]), told.stdout
    progress(counted[-1] if nextest else max(counted, key=lambda line: int(line.split(' passed')[0].split()[-1])))


def digits_part():
    here = digits(PLACE, 'digits-here').end(seconds=600)
    there = Stored(PLACE, 'digits-postgres', trials=30)
    digits(PLACE, 'digits-postgres', there.executor).end(seconds=600)
    assert len(here.table()) == 30, here.table()
    same_table(here, there)
    assert not (there.folder / '.tunesmith/store.db').exists()


def tuner_killed_part():
    tuner_killed(Stored(PLACE, 'killed', no_check=True))


def killed_at_any_moment_part():
    job = Stored(PLACE, 'any-moment', trials=12, pause=0.5)
    killed_at_any_moment(job, lambda: job.name in job.tell('list'))


def two_terminals_part():
    """Two jobs of one database at once; one job has one terminal, and who comes second can still stop it."""
    a = Stored(PLACE, 'terminal-a', trials=8, pause=2).start()
    b = Stored(PLACE, 'terminal-b', a.address, trials=4).run().all_well()
    a.running(2)
    told = subprocess.run(a.command(), cwd=a.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          universal_newlines=True, timeout=60)
    assert told.returncode == 2 and 'is run by tunesmith tune terminal-a' in ' '.join(told.stdout.split()), told.stdout
    assert 'running' in a.tell('show', a.name) or 'in-progress' in a.tell('show', a.name)
    a.tell('stop', a.name)
    a.end()
    assert 'stopped' in a.tell('list') and b.name in a.tell('list'), a.tell('list')


def encrypted_part():
    """A server that wants encryption gets it; one that is not whom it says is refused where that is asked for."""
    address = POSTGRES.new()
    POSTGRES.stop()
    POSTGRES.run_here('openssl', 'req', '-new', '-x509', '-days', '2', '-nodes', '-subj', '/CN=localhost', '-out', 'data/server.crt',
                      '-keyout', 'data/server.key')
    POSTGRES.start('ssl=on')
    try:
        job = Stored(PLACE, 'encrypted', address + '?sslmode=require', trials=12, pause=1).start()
        job.running(2)
        encrypted = POSTGRES.ask('SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE datname = '
                                 "'%s'" % address.rsplit('/', 1)[1], 'postgres')
        assert encrypted == 't', encrypted
        job.end().all_well()
        job.executor[1] = job.address = address + '?sslmode=verify-full'
        told = job.tell('list')
        assert 'certificate' in told, told
    finally:
        POSTGRES.stop()
        POSTGRES.start()


def told_part():
    """What is wrong with an address is said."""
    job = Stored(PLACE, 'told', POSTGRES.address('none'))
    said = lambda: ' '.join(job.tell('list').replace('\u2502', ' ').split())
    assert 'there is no database' in said() and 'createdb' in said(), said()
    for address, wanted in (('mysql://x/y', 'begin with postgres://'), ('postgres://127.0.0.1:1/x', 'cannot be reached'),
                            (POSTGRES.address().replace('postgres@', 'nobody@'), 'does not let this user in')):
        job.address = address
        assert wanted in said(), said()
    # A database of a newer version is left alone.
    job = Stored(PLACE, 'newer')
    job.tell('list')
    POSTGRES.ask('INSERT INTO format VALUES (99)', job.address.rsplit('/', 1)[1])
    assert 'use the newer Tunesmith' in said(), said()


def restarted_part():
    """The database goes away and comes back under a terminal and a server: they wait, say so, and nothing is lost."""
    job = Stored(PLACE, 'restarted', trials=16, pause=0.5).start()
    job.running(4)
    folder = PLACE / 'restarted-server'
    server = Server(folder, POSTGRES.new(), 'a', '--slots', '4')
    names = ['again-%d' % n for n in range(4)]
    for name in names:
        server.create(name, noop(folder, 20, 2, pause=0.3))
    until('a start', lambda: len(starts(folder)) > 8)
    POSTGRES.stop('immediate')
    time.sleep(12)
    assert job.process.poll() is None and server.process.poll() is None, job.said() + server.log()
    POSTGRES.start()
    job.end().all_well()
    assert 'nothing is lost' in job.said() and 'going on' in job.said(), job.said()
    until('the end', lambda: all(s == 'completed' for s in statuses(server).values()), 120)
    all_well(server, names, 20)
    # Again and again, at any moment.
    more = ['more-%d' % n for n in range(4)]
    for name in more:
        server.create(name, noop(folder, 40, 2, pause=0.2))
    for pause in (0.5, 1.1, 0.7):
        time.sleep(pause)
        POSTGRES.stop('immediate')
        POSTGRES.start()
    until('the end', lambda: all(s == 'completed' for s in statuses(server).values()), 120)
    all_well(server, names, 20)
    all_well(server, more, 40)
    ran = starts(folder)
    assert len(ran) == len(set(ran)) == 4 * 20 + 4 * 40, (len(ran), len(set(ran)))
    server.kill(signal.SIGTERM)


def two_servers_part():
    """A hundred jobs with twenty trials at a time, on two servers."""
    folder = PLACE / 'two-servers'
    address = POSTGRES.new()
    servers = [Server(folder, address, name, '--slots', '2000') for name in 'ab']
    begun = time.time()
    names = ['job-%03d' % n for n in range(100)]
    for n, name in enumerate(names):
        servers[n % 2].create(name, noop(folder, 40, 20))
    until('the end', lambda: sum(s == 'completed' for s in statuses(servers[0]).values()) == 100, 600)
    progress('100 jobs, 4,000 trials, 2 servers: %.1f s' % (time.time() - begun))
    all_well(servers[0], names, 40)
    ran = starts(folder)
    assert len(ran) == len(set(ran)) == 4000, (len(ran), len(set(ran)))
    assert statuses(servers[0]) == statuses(servers[1])
    holders = POSTGRES.ask("SELECT count(DISTINCT note) FROM controllers WHERE serves = 1", address.rsplit('/', 1)[1])
    assert holders == '2', holders
    for server in servers:
        server.kill(signal.SIGTERM)


def server_lost_part():
    """One of two servers is killed, and another freezes and comes back: the other goes on within ten seconds, nothing runs
    twice, and whoever comes back writes nothing."""
    for fault in (signal.SIGKILL, signal.SIGSTOP):
        folder = PLACE / ('lost-%s' % fault.name.lower())
        address = POSTGRES.new()
        a, b = (Server(folder, address, name) for name in 'ab')
        # Who has only just come does not take anything from others yet.
        time.sleep(7)
        names = ['lost-%d' % n for n in range(6)]
        for name in names:
            a.create(name, noop(folder, 30, 3, pause=0.4))
        until('starts', lambda: len(starts(folder)) > 20)
        a.process.send_signal(fault)
        at = time.time()
        if fault == signal.SIGKILL:
            a.process.wait()
        until('a trial of each job that the other began', lambda: goes_on(address), 20)
        took = time.time() - at
        progress('%s: the other went on after %.1f s' % (fault.name, took))
        assert took < 10, took
        a.process.send_signal(signal.SIGCONT) if fault == signal.SIGSTOP else a.start()
        until('the end', lambda: all(s == 'completed' for s in statuses(b).values()), 120)
        all_well(b, names, 30)
        ran = starts(folder)
        assert len(ran) == len(set(ran)) == 6 * 30, (len(ran), len(set(ran)))
        # Whoever was away answers as before.
        assert statuses(a) == statuses(b)
        a.create('afterwards', noop(folder, 5, 2))
        until('its end', lambda: statuses(b)['afterwards'] == 'completed')
        for server in (a, b):
            server.kill(signal.SIGTERM)


def goes_on(address):
    """Each job has a trial that was begun since the second controller took it up."""
    ask = lambda sql: POSTGRES.ask(sql, address.rsplit('/', 1)[1])
    taken = ask('SELECT count(*) FROM jobs WHERE term = 2')
    begun = ask("SELECT count(DISTINCT job) FROM events e WHERE body LIKE '%attempt-created%' AND seq > "
                "(SELECT max(seq) FROM events f WHERE f.job = e.job AND body LIKE '%session-started%')")
    return taken == begun == '6'


def any_server_part():
    """What one server has made, another answers for: by its own interface and by boto3, endpoints too."""
    folder = PLACE / 'any-server'
    address = POSTGRES.new()
    a, b = (Server(folder, address, name) for name in 'ab')
    a.create('shared', noop(folder, 200, 2, pause=0.5))
    until('a start', lambda: len(starts(folder)) > 2)
    assert b.ask('/jobs/shared')['status'] == 'in-progress'
    b.ask('/jobs/shared/extend', {'parallel': 3})
    until('three at a time', lambda: a.ask('/jobs/shared')['counts']['running'] == 3)
    b.ask('/jobs/shared/stop', {})
    until('its stop', lambda: statuses(a)['shared'] == 'stopped')
    try:
        b.ask('/jobs/shared/stop', {})
        raise AssertionError('stopped twice')
    except AssertionError as error:
        assert '409' in str(error), error
    (folder / 'train.py').write_text(SAGEMAKER_TRAINER)
    (folder / 'inference.py').write_text(HANDLERS)
    print(a.client(MAKES_ENDPOINT % {'other': b.url}))
    # With the server that has the endpoints, they go; the other one takes them up.
    a.kill()
    print(b.client(ASKS_ENDPOINT))
    b.kill(signal.SIGTERM)


def objects_elsewhere_part():
    """The example of the README by boto3, 30 trials, 4 at a time, on two servers whose objects are in an S3 that is elsewhere (the
    one of a third server); the same table as with objects here."""
    # Its environment is made by the example itself.
    python = ROOT / 'examples/digits/.venv/bin/python'
    if not python.exists():
        digits(PLACE, 'digits-environment').end(seconds=600)
    flags = ['--python', str(python), '--slots', '4']
    store = Server(PLACE / 'object-store', POSTGRES.new(), 's3')
    key = store.environment()
    folder = PLACE / 'objects-elsewhere'
    folder.mkdir()
    (folder / 'server.toml').write_text('[objects]\nendpoint = "%s"\naccess_key_id = "%s"\nsecret_access_key = "%s"\n' % (
        store.url, key['AWS_ACCESS_KEY_ID'], key['AWS_SECRET_ACCESS_KEY']))
    address = POSTGRES.new()
    a, b = (Server(folder, address, name, *flags, '--config', 'server.toml') for name in 'ab')
    here = Server(PLACE / 'objects-here', POSTGRES.new(), 'here', *flags)
    tables = []
    for server, other in ((a, b), (here, here)):
        (server.folder / 'train.py').write_text((ROOT / 'examples/digits/train.py').read_text())
        tables.append(json.loads(server.client(TUNES_DIGITS % {'other': other.url}).splitlines()[-1]))
    assert len(tables[0]) == 30, tables[0]
    assert tables[0] == tables[1], [(x, y) for x, y in zip(*tables) if x != y]
    assert not (folder / '.tunesmith/objects/digits').exists()
    listed = store.client("import boto3; print(boto3.client('s3').list_objects_v2(Bucket='digits')['KeyCount'])")
    assert int(listed) > 30, listed
    for server in (a, b, here, store):
        server.kill(signal.SIGTERM)


TUNES_DIGITS = '''
import boto3, io, json, tarfile, time
s3, here, there = boto3.client('s3'), boto3.client('sagemaker'), boto3.client('sagemaker', endpoint_url='%(other)s')
s3.create_bucket(Bucket='digits')
out = io.BytesIO()
with tarfile.open(fileobj=out, mode='w:gz') as tar:
    tar.add('train.py')
s3.put_object(Bucket='digits', Key='code/sourcedir.tar.gz', Body=out.getvalue())
number = lambda name, low, high, scale: dict(Name=name, MinValue=low, MaxValue=high, ScalingType=scale)
here.create_hyper_parameter_tuning_job(
    HyperParameterTuningJobName='digits',
    HyperParameterTuningJobConfig={
        'Strategy': 'Random', 'RandomSeed': 7,
        'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'PR-AUC'},
        'ResourceLimits': {'MaxNumberOfTrainingJobs': 30, 'MaxParallelTrainingJobs': 4},
        'ParameterRanges': {
            'ContinuousParameterRanges': [number('learning_rate', '1e-5', '1e-1', 'Logarithmic')],
            'IntegerParameterRanges': [number('number_nodes', '32', '512', 'Linear')],
            'CategoricalParameterRanges': [{'Name': 'optimizer', 'Values': ['Adam', 'SGD']}]}},
    TrainingJobDefinition={
        'StaticHyperParameters': {'number_layers': '2', 'sagemaker_program': 'train.py',
                                  'sagemaker_submit_directory': 's3://digits/code/sourcedir.tar.gz'},
        'AlgorithmSpecification': {'TrainingImage': 'python', 'TrainingInputMode': 'File', 'MetricDefinitions': [
            {'Name': 'PR-AUC', 'Regex': r'pr_auc = ([0-9\\.]+)'}]},
        'RoleArn': 'arn:aws:iam::123456789012:role/r', 'OutputDataConfig': {'S3OutputPath': 's3://digits/out'},
        'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 1},
        'StoppingCondition': {'MaxRuntimeInSeconds': 600}})
describe = lambda: there.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='digits')
while describe()['HyperParameterTuningJobStatus'] == 'InProgress':
    time.sleep(1)
assert describe()['HyperParameterTuningJobStatus'] == 'Completed', describe()
rows = []
for page in there.get_paginator('list_training_jobs_for_hyper_parameter_tuning_job').paginate(HyperParameterTuningJobName='digits'):
    for job in page['TrainingJobSummaries']:
        assert job['TrainingJobStatus'] == 'Completed', job
        tuned = {k: v for k, v in job['TunedHyperParameters'].items()}
        rows.append([json.dumps(tuned, sort_keys=True), job['FinalHyperParameterTuningJobObjectiveMetric']['Value']])
        model = there.describe_training_job(TrainingJobName=job['TrainingJobName'])['ModelArtifacts']['S3ModelArtifacts']
        bucket, key = model[5:].split('/', 1)
        assert s3.head_object(Bucket=bucket, Key=key)['ContentLength'] > 0, model
print(json.dumps(sorted(rows)))
'''


SAGEMAKER_TRAINER = '''
import os
print('loss = 0.5;', flush=True)
open(os.path.join(os.environ['SM_MODEL_DIR'], 'model.txt'), 'w').write('seven')
'''

HANDLERS = '''
import os
def model_fn(folder):
    return open(os.path.join(folder, 'model.txt')).read()
def input_fn(body, kind):
    return body.decode() if isinstance(body, bytes) else body
def predict_fn(asked, model):
    return '%s %s' % (model, asked)
def output_fn(said, kind):
    return said
'''

MAKES_ENDPOINT = '''
import boto3, io, tarfile, time, os
here, there = boto3.Session(), dict(endpoint_url='%(other)s')
s3 = boto3.client('s3'); s3.create_bucket(Bucket='shared')
out = io.BytesIO()
with tarfile.open(fileobj=out, mode='w:gz') as tar:
    tar.add('train.py')
s3.put_object(Bucket='shared', Key='code.tar.gz', Body=out.getvalue())
a, b = boto3.client('sagemaker'), boto3.client('sagemaker', **there)
a.create_training_job(TrainingJobName='one', RoleArn='arn:aws:iam::123456789012:role/r', AlgorithmSpecification={
    'TrainingImage': 'python', 'TrainingInputMode': 'File'}, HyperParameters={
    'sagemaker_program': '"train.py"', 'sagemaker_submit_directory': '"s3://shared/code.tar.gz"'},
    OutputDataConfig={'S3OutputPath': 's3://shared/out'}, ResourceConfig={
    'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 1}, StoppingCondition={'MaxRuntimeInSeconds': 100})
while b.describe_training_job(TrainingJobName='one')['TrainingJobStatus'] == 'InProgress':
    time.sleep(0.3)
told = b.describe_training_job(TrainingJobName='one')
assert told['TrainingJobStatus'] == 'Completed', told
# A model with code of its own; the endpoint is asked for at the server that has none.
model = io.BytesIO()
with tarfile.open(fileobj=model, mode='w:gz') as tar:
    data = b'seven'; info = tarfile.TarInfo('model.txt'); info.size = len(data); tar.addfile(info, io.BytesIO(data))
    tar.add('inference.py', 'code/inference.py')
s3.put_object(Bucket='shared', Key='model.tar.gz', Body=model.getvalue())
b.create_model(ModelName='m', PrimaryContainer={'Image': 'python', 'ModelDataUrl': 's3://shared/model.tar.gz',
    'Environment': {'SAGEMAKER_PROGRAM': 'inference.py'}}, ExecutionRoleArn='arn:aws:iam::123456789012:role/r')
b.create_endpoint_config(EndpointConfigName='c', ProductionVariants=[
    {'VariantName': 'v', 'ModelName': 'm', 'InitialInstanceCount': 1, 'InstanceType': 'ml.m5.large'}])
b.create_endpoint(EndpointName='e', EndpointConfigName='c')
end = time.time() + 60
while b.describe_endpoint(EndpointName='e')['EndpointStatus'] == 'Creating' and time.time() < end:
    time.sleep(0.3)
for client in (a, b):
    told = client.describe_endpoint(EndpointName='e')
    assert told['EndpointStatus'] == 'InService', told
for where in ({}, there):
    said = boto3.client('sagemaker-runtime', **where).invoke_endpoint(EndpointName='e', Body=b'times', ContentType='text/plain')
    assert said['Body'].read() == b'seven times', said
logs = boto3.client('logs', **there).describe_log_streams(logGroupName='/aws/sagemaker/Endpoints/e')
assert logs['logStreams'], logs
print('both servers answer for the training job and the endpoint')
'''

ASKS_ENDPOINT = '''
import boto3, time
from botocore.config import Config
runtime = boto3.client('sagemaker-runtime', config=Config(retries={'max_attempts': 1}))
begun = time.time()
while True:
    try:
        said = runtime.invoke_endpoint(EndpointName='e', Body=b'again', ContentType='text/plain')
        break
    except Exception as error:
        assert time.time() - begun < 10, error
        time.sleep(0.2)
assert said['Body'].read() == b'seven again', said
print('the endpoint answered %.1f s after its server was killed' % (time.time() - begun))
'''


if __name__ == '__main__':
    POSTGRES = set_up(lambda: Database(PLACE))
    run_parts(dict(globals()), sys.argv[1:])
