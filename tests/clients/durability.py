"""Servers that are killed, disks that are full: what was acknowledged is there, and nothing ran twice.

Runs its own servers: TUNESMITH names the program. Like the other scripts it is told everything else by `tunesmith exec`, and
starts one server after the other on the same data.
"""

import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from checks import run_parts

PROGRAM = os.environ['TUNESMITH']
ROLE = 'arn:aws:iam::123456789012:role/SageMakerRole'
# Leaves a mark of each start, outside of everything that the server keeps.
SCRIPT = '''
import os, sys, time
x = float(sys.argv[sys.argv.index('-x') + 1])
with open(os.path.join(os.environ['MARKS'], os.environ['TRAINING_JOB_NAME']), 'a') as marks:
    marks.write('started\\n')
for epoch in range(4):
    time.sleep(0.2)
    print('score = %r' % (x * (epoch + 1)))
with open(os.path.join(os.environ['SM_MODEL_DIR'], 'x'), 'w') as model:
    model.write(repr(x))
'''
FILLER = '''
import os
with open(os.path.join(os.environ['SM_MODEL_DIR'], 'large'), 'wb') as model:
    model.write(os.urandom(64 << 20))
'''


class Server:
    """A server that this script starts and ends."""

    def __init__(self, folder, port=0):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        place = os.path.join(folder, 'server.json')
        # What a killed server left says nothing about this one.
        if os.path.exists(place):
            os.remove(place)
        self.log = open(folder + '.log', 'ab')
        self.process = subprocess.Popen(
            [PROGRAM, 'serve', '--listen', '127.0.0.1:%d' % port, '--data-dir', folder], stdout=subprocess.DEVNULL,
            stderr=self.log)
        for _ in range(400):
            if os.path.exists(place) or self.process.poll() is not None:
                break
            time.sleep(0.02)
        assert self.process.poll() is None, 'the server did not start:\n%s' % open(folder + '.log').read()
        with open(place) as told:
            self.url = json.load(told)['url']
        self.port = int(self.url.rsplit(':', 1)[1])
        told = subprocess.check_output([PROGRAM, 'env', '--format', 'json', '--data-dir', folder])
        os.environ.update(json.loads(told.decode()))

    def client(self, name):
        # The default session would remember the key of an earlier server.
        return boto3.session.Session().client(name, config=Config(retries={'max_attempts': 2}, connect_timeout=5, read_timeout=30))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait() == 0, 'the server did not end well'


def put_source(s3, text):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w:gz') as archive:
        entry = tarfile.TarInfo('train.py')
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text.encode()))
    s3.create_bucket(Bucket='bucket')
    s3.put_object(Bucket='bucket', Key='sourcedir.tar.gz', Body=packed.getvalue())


def definition(environment=None):
    return {
        'AlgorithmSpecification': {
            'TrainingImage': '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.1-cpu-py310',
            'TrainingInputMode': 'File', 'MetricDefinitions': [{'Name': 'score', 'Regex': 'score = ([0-9.e+-]+)'}]},
        'RoleArn': ROLE, 'OutputDataConfig': {'S3OutputPath': 's3://bucket/output'},
        'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 30},
        'StoppingCondition': {'MaxRuntimeInSeconds': 600}, 'Environment': environment or {},
    }


HYPERPARAMETERS = {
    'sagemaker_program': '"train.py"', 'sagemaker_submit_directory': '"s3://bucket/sourcedir.tar.gz"'}


def search(sagemaker, name, jobs, marks):
    sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name,
        HyperParameterTuningJobConfig={
            'Strategy': 'Bayesian', 'RandomSeed': 7,
            'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'score'},
            'ResourceLimits': {'MaxNumberOfTrainingJobs': jobs, 'MaxParallelTrainingJobs': 3},
            'ParameterRanges': {'ContinuousParameterRanges': [{'Name': 'x', 'MinValue': '0', 'MaxValue': '1'}]}},
        TrainingJobDefinition=dict(definition({'MARKS': marks}), StaticHyperParameters=HYPERPARAMETERS))


def ended(sagemaker, name):
    for _ in range(600):
        job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        if job['HyperParameterTuningJobStatus'] not in ('InProgress', 'Stopping'):
            return job
        time.sleep(0.1)
    raise AssertionError('%s did not end: %r' % (name, job))


def until(happened):
    for _ in range(1500):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError('it did not happen within half a minute')


def trials(sagemaker, name):
    return sagemaker.list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name, MaxResults=100)['TrainingJobSummaries']


def killed_part():
    """kill -9 three times while training jobs run: each of them runs once, to its end."""
    marks = os.path.abspath('marks')
    os.makedirs(marks)
    server = Server(os.path.abspath('killed'))
    put_source(server.client('s3'), SCRIPT)
    search(server.client('sagemaker'), 'survivor', 12, marks)
    for completed in (1, 4, 8):
        sagemaker = server.client('sagemaker')
        while True:
            job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='survivor')
            if job['TrainingJobStatusCounters']['Completed'] >= completed:
                break
            assert job['HyperParameterTuningJobStatus'] == 'InProgress', job
            time.sleep(0.02)
        server.kill()
        server = Server(server.folder, server.port)
    sagemaker, s3 = server.client('sagemaker'), server.client('s3')
    job = ended(sagemaker, 'survivor')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job
    done = trials(sagemaker, 'survivor')
    assert len(done) == 12 and {item['TrainingJobStatus'] for item in done} == {'Completed'}, done
    for item in done:
        name = item['TrainingJobName']
        with open(os.path.join(marks, name)) as text:
            assert text.read() == 'started\n', '%s ran more than once' % name
        value = item['FinalHyperParameterTuningJobObjectiveMetric']['Value']
        x = float(item['TunedHyperParameters']['x'])
        assert abs(value - 4 * x) < 1e-9, item
        artifacts = sagemaker.describe_training_job(TrainingJobName=name)['ModelArtifacts']['S3ModelArtifacts']
        packed = s3.get_object(Bucket='bucket', Key=artifacts[len('s3://bucket/'):])['Body'].read()
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            member = next(m for m in archive.getmembers() if m.name.endswith('x'))
            assert float(archive.extractfile(member).read()) == x, name
    assert len(os.listdir(marks)) == 12, os.listdir(marks)
    server.end()


def machine_killed_part():
    """Everything is killed at once, as when a machine goes down: what ran runs again, and the job ends."""
    marks = os.path.abspath('marks-machine')
    os.makedirs(marks)
    server = Server(os.path.abspath('machine'))
    put_source(server.client('s3'), SCRIPT)
    search(server.client('sagemaker'), 'machine', 6, marks)
    until(lambda: len(os.listdir(marks)) >= 2)
    supervisors = subprocess.run(['pgrep', '-P', str(server.process.pid)], stdout=subprocess.PIPE).stdout.split()
    server.kill()
    # From above to below, or somebody would be left to tell of the death of another.
    for supervisor in supervisors:
        subprocess.call(['kill', '-9', supervisor.decode()])
    subprocess.call(['pkill', '-9', '-f', server.folder])
    server = Server(server.folder)
    sagemaker = server.client('sagemaker')
    job = ended(sagemaker, 'machine')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job
    done = trials(sagemaker, 'machine')
    assert len(done) == 6 and {item['TrainingJobStatus'] for item in done} == {'Completed'}, done
    server.end()


def graceful_part():
    """A server that is told to end leaves what trains alone, and the next one takes it up."""
    marks = os.path.abspath('marks-graceful')
    os.makedirs(marks)
    server = Server(os.path.abspath('graceful'))
    put_source(server.client('s3'), SCRIPT)
    search(server.client('sagemaker'), 'graceful', 4, marks)
    until(lambda: len(os.listdir(marks)) >= 3)
    server.end()
    server = Server(server.folder)
    job = ended(server.client('sagemaker'), 'graceful')
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job
    for name in os.listdir(marks):
        with open(os.path.join(marks, name)) as text:
            assert text.read() == 'started\n', '%s ran more than once' % name
    server.end()


def full_disk_part():
    """On a full disk requests fail with a clear error, and all goes on once there is room."""
    folder = os.path.abspath('full')
    os.makedirs(folder)
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], stderr=subprocess.PIPE)
    if mounted.returncode != 0:
        print('full disk: skipped, a small file system cannot be mounted here')
        return
    try:
        server = Server(folder)
        s3, sagemaker = server.client('s3'), server.client('sagemaker')
        put_source(s3, FILLER)
        s3.put_object(Bucket='bucket', Key='kept', Body=b'kept')
        try:
            s3.put_object(Bucket='bucket', Key='kept', Body=os.urandom(30 << 20))
            raise AssertionError('30 MB fit on a disk of 24 MB')
        except ClientError as error:
            assert error.response['ResponseMetadata']['HTTPStatusCode'] == 503, error
            assert 'full' in str(error), error
        assert s3.get_object(Bucket='bucket', Key='kept')['Body'].read() == b'kept', 'the earlier object is gone'
        s3.put_object(Bucket='bucket', Key='later', Body=b'later')
        # A job that fills the disk fails, and takes nobody along.
        sagemaker.create_training_job(
            TrainingJobName='filler', HyperParameters=HYPERPARAMETERS, **definition())
        sagemaker.get_waiter('training_job_completed_or_stopped').config.delay = 1
        for _ in range(300):
            job = sagemaker.describe_training_job(TrainingJobName='filler')
            if job['TrainingJobStatus'] != 'InProgress':
                break
            time.sleep(0.1)
        assert job['TrainingJobStatus'] == 'Failed', job
        assert 'No space left' in job['FailureReason'], job['FailureReason']
        assert s3.get_object(Bucket='bucket', Key='later')['Body'].read() == b'later'
        server.end()
    finally:
        subprocess.call(['umount', '-l', folder])


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
