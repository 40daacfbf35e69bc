"""Tuning jobs on a real Slurm of two nodes, made here for the purpose: `cargo xtask cluster slurm [PART...]`. Needs root."""
import atexit
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

from common import (
    BINARY, Job, Server, digits, free_port, killed_at_any_moment, run_parts, same_table, set_up, tuner_killed, until)

PLACE = pathlib.Path.cwd()
SLURM = ['--executor', 'slurm', '--executor-option', 'partition=main']


class Cluster:
    """munged, slurmctld and two slurmd, in a folder and on ports of their own."""

    def __init__(self, folder):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        (folder / 'state').mkdir(parents=True)
        key = folder / 'munge.key'
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        folder.chmod(0o755)
        # The path of a socket has 107 characters at most.
        self.munge = '/run/tunesmith-munge-%d' % os.getpid()
        host = socket.gethostname().split('.')[0]
        conf = '''
ClusterName=tunesmith
SlurmctldHost=%(host)s(127.0.0.1)
SlurmctldPort=%(port)d
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=%(munge)s
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
KillWait=5
JobRequeue=1
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=2,sched_min_interval=100000
PreemptType=preempt/partition_prio
PreemptMode=CANCEL
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
StateSaveLocation=%(folder)s/state
SlurmdSpoolDir=%(folder)s/spool.%%n
SlurmctldLogFile=%(folder)s/slurmctld.log
SlurmdLogFile=%(folder)s/slurmd.%%n.log
SlurmctldPidFile=%(folder)s/slurmctld.pid
SlurmdPidFile=%(folder)s/slurmd.%%n.pid
NodeName=n1 NodeHostname=%(host)s NodeAddr=127.0.0.1 Port=%(n1)d CPUs=4 RealMemory=2000
NodeName=n2 NodeHostname=%(host)s NodeAddr=127.0.0.1 Port=%(n2)d CPUs=4 RealMemory=2000
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP PriorityTier=1
PartitionName=short Nodes=n1,n2 MaxTime=1 State=UP PriorityTier=1
PartitionName=urgent Nodes=n1,n2 MaxTime=INFINITE State=UP PriorityTier=10
''' % {'host': host, 'folder': folder, 'munge': self.munge, 'port': free_port(), 'n1': free_port(), 'n2': free_port()}
        (folder / 'slurm.conf').write_text(conf)
        os.environ['SLURM_CONF'] = str(folder / 'slurm.conf')
        atexit.register(self.stop)
        subprocess.check_call(['munged', '-S', self.munge, '--key-file=%s' % key, '--pid-file=%s/munged.pid' % folder,
                               '--log-file=%s/munged.log' % folder, '--seed-file=%s/munge.seed' % folder])
        self.start_controller('-c')
        for node in ('n1', 'n2'):
            self.start_node(node)
        self.idle()

    def start_controller(self, *flags):
        subprocess.check_call(['slurmctld', *flags])

    def stop_controller(self):
        kill(self.folder / 'slurmctld.pid', signal.SIGTERM)

    def start_node(self, node):
        subprocess.check_call(['slurmd', '-N', node])

    def fail_node(self, node):
        """As if it had lost its power: its daemon and all that runs under it are gone at once."""
        daemon = int((self.folder / ('slurmd.%s.pid' % node)).read_text())
        all_of_them = processes()
        own = {p['pid'] for p in all_of_them if p['environment'].get('SLURMD_NODENAME') == node}
        steps = {p['parent'] for p in all_of_them if p['pid'] in own and 'supervise-start' in p['command']}
        # Nobody may see another one die, and tell of it.
        for sig in (signal.SIGSTOP, signal.SIGKILL):
            for pid in [daemon, *steps, *own]:
                try:
                    os.kill(pid, sig)
                except ProcessLookupError:
                    pass

    def idle(self):
        def all_idle():
            listed = ask('sinfo', '--noheader', '--partition=main', '--format=%D %t')
            return listed.strip() == '2 idle'
        until('an idle cluster', all_idle, 90)

    def stop(self):
        for name in ('slurmctld', 'slurmd.n1', 'slurmd.n2', 'munged'):
            kill(self.folder / (name + '.pid'), signal.SIGTERM)


def kill(pid_file, sig):
    try:
        pid = int(pid_file.read_text())
        os.kill(pid, sig)
    except (OSError, ValueError):
        return
    until('the end of %s' % pid_file.name, lambda: not os.path.exists('/proc/%d' % pid) or state_of(pid) == 'Z', 60)
    if pid_file.exists():
        pid_file.unlink()


def state_of(pid):
    try:
        return open('/proc/%d/stat' % pid).read().rsplit(')', 1)[1].split()[0]
    except OSError:
        return 'Z'


def processes():
    found = []
    for entry in os.listdir('/proc'):
        if not entry.isdigit():
            continue
        try:
            command = open('/proc/%s/cmdline' % entry, 'rb').read().replace(b'\0', b' ').decode(errors='replace')
            environment = open('/proc/%s/environ' % entry, 'rb').read().decode(errors='replace').split('\0')
            parent = int(open('/proc/%s/stat' % entry).read().rsplit(')', 1)[1].split()[1])
        except OSError:
            continue
        pairs = dict(e.split('=', 1) for e in environment if '=' in e)
        found.append({'pid': int(entry), 'command': command, 'environment': pairs, 'parent': parent})
    return found


def ask(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True).stdout


def queue():
    """Ids of the jobs that wait or run."""
    return ask('squeue', '--noheader', '--array', '--format=%i').split()


def node_of(job, trial, attempt=1):
    """Where a trial runs."""
    begun = job.attempt(trial, attempt) / 'begun'
    return re.search(r'"node":"(\w+)"', begun.read_text()).group(1)


CLUSTER = set_up(lambda: Cluster(PLACE / 'slurm'))


def doctor_part():
    job = Job(PLACE, 'doctor')
    told = job.tell('doctor', *SLURM[1:2], *SLURM[2:])
    assert told.count('ok ') == 5 and 'its number was read' in told, told
    wrong = job.tell('doctor', 'slurm', '--executor-option', 'partition=nowhere')
    assert 'there is no partition `nowhere`; there are: main, short, urgent' in wrong, wrong
    assert 'FAIL a job with these settings' in wrong and 'a run that prints' not in wrong, wrong
    program = job.tell('doctor', 'slurm', '--executor-option', 'program=/nowhere/tunesmith')
    assert 'FAIL a run that prints a number' in program and '/nowhere/tunesmith' in program, program


def digits_part():
    here = digits(PLACE, 'digits-here').end(seconds=600)
    there = digits(PLACE, 'digits-slurm', SLURM).end(seconds=600)
    assert len(here.table()) == 30, here.table()
    same_table(here, there)
    assert not queue(), queue()


def bayesian_part():
    job = Job(PLACE, 'bayesian', SLURM, strategy='bayesian', trials=12).run().all_well()
    assert 'Slurm job' in job.place(12)['note'], job.place(12)


def waiting_part():
    """More at a time than there is room for: the rest waits, says why, and is taken away by a stop."""
    flags = ['--cpus', '4']
    job = Job(PLACE, 'waiting', SLURM, parallel=6, trials=6, pause=3, no_check=True, flags=flags).hold().start()
    job.running(2)
    reasons = lambda: [job.place(n).get('note', '') for n in range(1, 7)]
    until('a reason', lambda: sum('pending: Resources' in r or 'pending: Priority' in r for r in reasons()) >= 4, 30)
    assert sum(job.place(n)['waits'] for n in range(1, 7)) == 4, reasons()
    told = job.tell('trials', job.name)
    assert 'pending: ' in told, told
    # Once: no new ones; twice: those that run are stopped, too.
    job.process.send_signal(signal.SIGINT)
    until('the first word', lambda: 'may finish' in job.said() or 'Ctrl-C' in job.said())
    job.process.send_signal(signal.SIGINT)
    until('an empty queue', lambda: not queue(), 60)
    job.end(130)
    # What had not begun never did; what had been stopped runs again.
    assert len(job.starts()) == 2, job.starts()
    job.release()
    job.resume().end().all_well()


def array_part():
    """Trials that are launched together are one submission."""
    job = Job(PLACE, 'array', SLURM, parallel=8, trials=8, no_check=True).run().all_well()
    jobs = {job.place(n)['job'] for n in range(1, 9)}
    assert len(jobs) == 8 and len({j.split('_')[0] for j in jobs}) == 1, jobs


def refused_part():
    executor = ['--executor', 'slurm', '--executor-option', 'partition=nowhere']
    job = Job(PLACE, 'refused', executor, trials=8).run(code=1)
    assert 'Slurm refused the job: invalid partition specified: nowhere' in job.said(), job.said()
    executor = SLURM + ['--executor-option', 'before=exit 3']
    job = Job(PLACE, 'broken', executor, trials=1, retries=0).run(code=1)
    assert 'left no word' in job.said(), job.said()


def time_limit_part():
    """The trial's own limit ends it; so does Slurm's, which is told apart from a fault."""
    job = Job(PLACE, 'own-limit', SLURM, trials=1, pause=600, flags=['--timeout', '3s']).run(code=1)
    assert 'time limit reached' in job.said(), job.said()
    limited = ['--executor', 'slurm', '--executor-option', 'partition=short', '--executor-option', 'time=1']
    job = Job(PLACE, 'slurm-limit', limited, trials=1, pause=600).run(code=1)
    assert 'time limit reached' in job.said(), job.said()
    assert job.starts() == {(1, 1): 1}, job.starts()


def node_fails_part():
    """A node that dies takes one attempt with it and no result, whether Slurm starts the job again or not."""
    for name, extra in (('node-fails', []), ('node-fails-requeue', ['--executor-option', 'extra=--requeue'])):
        job = Job(PLACE, name, SLURM + extra, trials=4, parallel=4, no_check=True, flags=['--cpus', '2']).hold().start()
        job.running(4)
        lost = [n for n in range(1, 5) if node_of(job, n) == 'n2']
        assert lost, [node_of(job, n) for n in range(1, 5)]
        CLUSTER.fail_node('n2')
        until('the loss', lambda: all('#%d runs again' % n in job.said() for n in lost), 150)
        CLUSTER.start_node('n2')
        job.running(4 + len(lost), 120)
        job.release()
        job.end().all_well()
        assert set(job.starts()) == {(n, 1) for n in range(1, 5)} | {(n, 2) for n in lost}, job.starts()
        assert not queue(), queue()
        CLUSTER.idle()


def started_again_part():
    """A job that somebody starts again by hand reports nothing as the old attempt."""
    extra = ['--executor-option', 'extra=--requeue']
    job = Job(PLACE, 'started-again', SLURM + extra, trials=1).hold().start()
    job.running(1)
    ask('scontrol', 'requeue', job.place(1)['job'])
    until('another attempt', lambda: (1, 2) in job.starts(), 120)
    job.release()
    job.end().all_well()
    until('an empty queue', lambda: not queue(), 60)
    assert set(job.starts()) == {(1, 1), (1, 2)}, job.starts()


def preempted_part():
    """Who made room for others runs again, and that counts as no retry."""
    job = Job(PLACE, 'preempted', SLURM, trials=2, parallel=2, retries=0, no_check=True, flags=['--cpus', '4'])
    job.hold().start()
    job.running(2)
    urgent = ask('sbatch', '--parsable', '--partition=urgent', '--nodes=2', '--exclusive', '--output=/dev/null',
                 '--wrap', 'sleep 3').strip()
    until('the end of the urgent job', lambda: urgent not in queue(), 90)
    job.running(4, 90)
    job.release()
    job.end().all_well()
    assert 'runs again' in job.said(), job.said()


def cancelled_by_hand_part():
    job = Job(PLACE, 'cancelled', SLURM, trials=1, retries=0).hold().start()
    job.running(1)
    ask('scancel', job.place(1)['job'])
    job.end(1)
    assert 'was cancelled, and not by Tunesmith' in job.said(), job.said()
    job.release()


def lost_answer_part():
    """Slurm takes a job, and its answer gets lost: the job is handed over once more, and runs once."""
    bin = PLACE / 'bin'
    bin.mkdir()
    real = shutil.which('sbatch')
    (bin / 'sbatch').write_text('#!/bin/sh\nif [ -e %s ]; then exec %s "$@"; fi\n: > %s\n%s "$@" > /dev/null\nsleep 3\n'
                                'echo "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" >&2\n'
                                'exit 1\n' % (bin / 'lost', real, bin / 'lost', real))
    (bin / 'sbatch').chmod(0o755)
    job = Job(PLACE, 'lost-answer', SLURM, trials=2, parallel=2, pause=12, no_check=True)
    job.start(env={'PATH': '%s:%s' % (bin, os.environ['PATH'])}).end().all_well()
    assert set(job.starts()) == {(1, 1), (2, 1)}, job.starts()
    assert not queue(), queue()


def cancelled_meanwhile_part():
    """Who ended a job while the tuner was away is asked of Slurm."""
    job = Job(PLACE, 'meanwhile', SLURM, trials=1, retries=0).hold().start()
    job.running(1)
    until('the job', lambda: job.place(1).get('job'))
    job.kill()
    ask('scancel', job.place(1)['job'])
    until('an empty queue', lambda: not queue(), 60)
    job.resume().end(1)
    assert 'was cancelled, and not by Tunesmith' in job.said(), job.said()


def controller_down_part():
    """Thirty seconds without slurmctld: what ends meanwhile is read, what is to be launched waits."""
    job = Job(PLACE, 'controller-down', SLURM, trials=8, parallel=2, pause=1, no_check=True).hold().start()
    job.running(2)
    CLUSTER.stop_controller()
    job.release()
    until('two results', lambda: sum(t['status'] == 'completed' for t in job.trials().values()) == 2, 30)
    until('that it waits', lambda: 'waits for Slurm' in job.place(3).get('note', ''), 60)
    # What cannot be handed over can be stopped all the same.
    other = Job(PLACE, 'stopped-meanwhile', SLURM, trials=1).start()
    until('that it waits', lambda: 'waits for Slurm' in other.place(1).get('note', ''), 60)
    other.process.send_signal(signal.SIGINT)
    until('the first word', lambda: 'may finish' in other.said())
    other.process.send_signal(signal.SIGINT)
    other.end(130, seconds=60)
    time.sleep(15)
    CLUSTER.start_controller()
    job.end().all_well()


def tuner_killed_part():
    tuner_killed(Job(PLACE, 'tuner-killed', SLURM, trials=8, parallel=4, pause=1, no_check=True))


def killed_at_any_moment_part():
    killed_at_any_moment(Job(PLACE, 'killed', SLURM, trials=10, parallel=3, pause=0.3, no_check=True))
    assert not queue(), queue()


def folder_unreadable_part():
    """The shared folder goes away for the controller, and comes back: results that were written meanwhile are read."""
    job = Job(PLACE, 'unreadable', SLURM, trials=4, parallel=4, no_check=True).hold()
    job.start(prefix=['unshare', '--mount', '--propagation', 'private'])
    job.running(4)
    jobs = job.folder / '.tunesmith/jobs'
    inside = ['nsenter', '--target', str(job.process.pid), '--mount']
    until('the notes', lambda: all('running' in job.place(n).get('note', '') for n in range(1, 5)))
    subprocess.check_call(inside + ['mount', '-t', 'tmpfs', 'none', str(jobs)])
    job.release()
    until('an empty queue', lambda: not queue(), 60)
    time.sleep(20)
    assert job.process.poll() is None, job.said()
    assert all(t['status'] == 'running' for t in job.trials().values()), job.trials()
    subprocess.check_call(inside + ['umount', str(jobs)])
    job.end().all_well()
    assert len(job.starts()) == 4, job.starts()


# Runs as a client of AWS: nothing in it knows of Slurm or Tunesmith.
CLIENT = '''
import io, json, sys, tarfile, time
import boto3
s3, sagemaker, logs = boto3.client('s3'), boto3.client('sagemaker'), boto3.client('logs')
s3.create_bucket(Bucket='work')
program = '''+repr('''
import json, os, socket, sys
hosts, me = json.loads(os.environ['SM_HOSTS']), os.environ['SM_CURRENT_HOST']
config = json.load(open(os.environ['SM_INPUT_CONFIG_DIR'] + '/resourceconfig.json'))
assert config['hosts'] == hosts and config['current_host'] == me and os.environ['SM_MASTER'] == hosts[0], config
data = open(os.environ['SM_CHANNEL_DATA'] + '/file').read()
x = float(sys.argv[sys.argv.index('--width') + 1])
print('HOST', me, 'of', ','.join(hosts), 'data', data, flush=True)
if me == hosts[0]:
    print('loss = %s;' % (x * x), flush=True)
    open(os.environ['SM_MODEL_DIR'] + '/model', 'w').write(str(x))
''')+'''
with tarfile.open('source.tar.gz', 'w:gz') as archive:
    about = tarfile.TarInfo('train.py')
    about.size = len(program)
    archive.addfile(about, io.BytesIO(program.encode()))
s3.upload_file('source.tar.gz', 'work', 'source.tar.gz')
s3.put_object(Bucket='work', Key='data/file', Body=b'payload')
definition = {
    'AlgorithmSpecification': {'TrainingImage': '1.dkr.ecr.us-east-1.amazonaws.com/pytorch:2', 'TrainingInputMode': 'File',
                               'MetricDefinitions': [{'Name': 'loss', 'Regex': 'loss = ([0-9.e-]+);'}]},
    'RoleArn': 'arn:aws:iam::123456789012:role/work',
    'StaticHyperParameters': {'sagemaker_program': json.dumps('train.py'),
                              'sagemaker_submit_directory': json.dumps('s3://work/source.tar.gz')},
    'InputDataConfig': [{'ChannelName': 'data', 'DataSource': {'S3DataSource': {
        'S3DataType': 'S3Prefix', 'S3Uri': 's3://work/data', 'S3DataDistributionType': 'FullyReplicated'}}}],
    'OutputDataConfig': {'S3OutputPath': 's3://work/out'},
    'ResourceConfig': {'InstanceType': 'ml.c5.xlarge', 'InstanceCount': 2, 'VolumeSizeInGB': 1},
    'StoppingCondition': {'MaxRuntimeInSeconds': 600},
}
sagemaker.create_hyper_parameter_tuning_job(
    HyperParameterTuningJobName='nodes', TrainingJobDefinition=definition,
    HyperParameterTuningJobConfig={
        'Strategy': 'Random', 'ResourceLimits': {'MaxNumberOfTrainingJobs': 4, 'MaxParallelTrainingJobs': 2},
        'HyperParameterTuningJobObjective': {'Type': 'Minimize', 'MetricName': 'loss'},
        'ParameterRanges': {'ContinuousParameterRanges': [{'Name': 'width', 'MinValue': '-1', 'MaxValue': '1'}]}})
while True:
    told = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='nodes')
    if told['HyperParameterTuningJobStatus'] != 'InProgress':
        break
    time.sleep(1)
assert told['TrainingJobStatusCounters']['Completed'] == 4, told
best = told['BestTrainingJob']
job = sagemaker.describe_training_job(TrainingJobName=best['TrainingJobName'])
key = job['ModelArtifacts']['S3ModelArtifacts'].split('/', 3)[3]
archive = tarfile.open(fileobj=io.BytesIO(s3.get_object(Bucket='work', Key=key)['Body'].read()))
x = float(archive.extractfile('model').read())
assert abs(x * x - best['FinalHyperParameterTuningJobObjectiveMetric']['Value']) < 1e-6, (x, best)
group = '/aws/sagemaker/TrainingJobs'
streams = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=best['TrainingJobName'])['logStreams']
events = logs.get_log_events(logGroupName=group, logStreamName=streams[0]['logStreamName'])['events']
hosts = sorted(e['message'].strip() for e in events if 'HOST' in e['message'])
print(hosts)
assert len(hosts) == 2 and all('of n1,n2' in line and line.endswith('data payload') for line in hosts), events
assert 'HOST n1' in hosts[0] and 'HOST n2' in hosts[1], hosts
'''


def instances_part():
    """A client of AWS asks for two machines of a type that stands for a partition: one job on two nodes, with a price."""
    folder = PLACE / 'instances'
    folder.mkdir()
    settings = '[[instances]]\ntype = "ml.c5.*"\nexecutor = "slurm"\nprice = 3600.0\n[instances.options]\npartition = "main"\n'
    with Server(folder, settings) as server:
        server.run(CLIENT)
        # One a second and machine, of which each job has two.
        job = json.loads(server.tell('show', 'nodes', '--json'))
        trials = map(json.loads, server.tell('export', 'nodes', '--format', 'jsonl').splitlines())
        seconds = sum(t['duration_ms'] / 1000 for t in trials)
        assert abs(job['cost'] - 2 * seconds) < 1e-6, (job['cost'], seconds)
    (folder / 'wrong.toml').write_text('[[instances]]\ntype = "ml.*"\nexecutor = "ray"\n')
    wrong = subprocess.run([BINARY, 'serve', '--config', 'wrong.toml'], cwd=folder, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, universal_newlines=True, input='')
    assert wrong.returncode == 2 and 'not on `ray`' in wrong.stdout, wrong.stdout


if __name__ == '__main__':
    run_parts(dict(globals()), sys.argv[1:])
