"""boto3 alone: servers with settings of their own. Rules for images, quotas, roles of keys, host names, the verbs.

Usage: settings.py [PART ...]; all parts by default. The parts start their own servers: TUNESMITH names the program.
They are skipped, and say so, where it is not set.
"""
import json
import os
import socket
import sys
import urllib.parse
from unittest import mock

from botocore.auth import S3SigV4Auth

from checks import close, run_parts
from jobs import (
    BUCKET, GROUP, IMAGE, SCORE_METRIC, commanded, continuous, denied, ended, messages, objective, refused, search,
    search_ended, send, sign, trained, trials, until)
from servers import Server, needs_program


@needs_program
def configuration_part():
    """A server with rules for images, quotas, an account of its own."""
    server = Server('configured', '''
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
    there, logs = server.client('sagemaker'), server.client('logs')
    server.client('s3').create_bucket(Bucket=BUCKET)
    image = 'reg.example.com/team/fixed:2'
    answer = there.create_training_job(TrainingJobName='fixed', **commanded(image, SCORE_METRIC))
    assert answer['TrainingJobArn'] == 'arn:aws:sagemaker:us-east-1:210987654321:training-job/fixed', answer
    assert server.client('sts').get_caller_identity()['Account'] == '210987654321'
    job = trained('fixed', there)
    assert job['FinalMetricDataList'][0]['Value'] == 0.5, job
    lines = messages('fixed', logs)
    assert 'AWS_ENDPOINT_URL=' + server.url in lines, lines
    assert not [line for line in lines if 'CANARY' in line], 'the environment of the server came along'
    # Arguments alone go to the program of the image.
    there.create_training_job(TrainingJobName='arguments', **commanded(image, ContainerArguments=['--fast', 'yes']))
    ended('arguments', there)
    arguments = [line for line in messages('arguments', logs) if line.startswith('arguments ')]
    assert arguments == ['arguments --fast yes'], 'ContainerArguments did not reach the program: %s' % arguments
    error = refused('ValidationException', there.create_training_job, TrainingJobName='never-made',
                    **commanded('scripts-of-mine:1'))
    assert 'sagemaker_program' in str(error), error

    def tune(name, jobs, parallel=2, **more):
        return search(name, None, commanded(image, SCORE_METRIC), continuous(), jobs=jobs, parallel=parallel,
                      client=there, **more)

    for jobs, parallel in ((5, 2), (4, 3)):
        error = refused('ResourceLimitExceeded', tune, 'never-made', jobs, parallel)
        assert 'limit' in str(error), error
    tune('first', 3)
    refused('ResourceLimitExceeded', tune, 'never-made', 1)
    assert search_ended('first', there)['TrainingJobStatusCounters']['Completed'] == 3
    # Jobs of parents count as well.
    parents = {'WarmStartType': 'TransferLearning', 'ParentHyperParameterTuningJobs': [
        {'HyperParameterTuningJobName': 'first'}]}
    tune('second', 1, WarmStartConfig=parents)
    search_ended('second', there)
    refused('ResourceLimitExceeded', tune, 'never-made', 2, WarmStartConfig=parents)


@needs_program
def keys_part():
    roles = {'default': 'admin', 'jobs': 'submit', 'sender': 'submit', 'reader': 'read-only'}
    server = Server('keyed', '', [
        {'name': name, 'role': role, 'access_key_id': 'AKIA%s' % (name.upper() * 4)[:16],
         'secret_access_key': (name * 10)[:40]} for name, role in roles.items()])
    entry = commanded(IMAGE, ContainerEntrypoint=['/bin/echo', 'done'])
    admin, sender, reader = (
        {service: server.client(service, key) for service in ('sagemaker', 's3', 'sts', 'logs', 'cloudwatch')}
        for key in ('default', 'sender', 'reader'))

    # May work, and take away objects of its own, but not what others may need.
    sender['s3'].create_bucket(Bucket=BUCKET)
    sender['s3'].put_object(Bucket=BUCKET, Key='a', Body=b'content')
    sender['s3'].put_object(Bucket=BUCKET, Key='b', Body=b'content')
    sender['s3'].delete_object(Bucket=BUCKET, Key='b')
    tune = sender['sagemaker']
    arn = tune.create_training_job(TrainingJobName='sent', **entry)['TrainingJobArn']
    trained('sent', tune)
    tune.add_tags(ResourceArn=arn, Tags=[{'Key': 'a', 'Value': 'b'}])
    denied('AccessDeniedException', tune.delete_training_job, TrainingJobName='sent')
    denied('AccessDeniedException', tune.delete_hyper_parameter_tuning_job, HyperParameterTuningJobName='x')
    sender['s3'].create_bucket(Bucket='emptied')
    denied('AccessDenied', sender['s3'].delete_bucket, Bucket='emptied')

    # May look.
    tune, objects = reader['sagemaker'], reader['s3']
    a = {'Bucket': BUCKET, 'Key': 'a'}
    tune.describe_training_job(TrainingJobName='sent')
    assert len(tune.list_training_jobs()['TrainingJobSummaries']) == 1
    tune.list_hyper_parameter_tuning_jobs()
    tune.list_tags(ResourceArn=arn)
    tune.search(Resource='TrainingJob')
    reader['logs'].describe_log_streams(logGroupName=GROUP)
    reader['cloudwatch'].list_metrics()
    reader['sts'].get_caller_identity()
    assert objects.get_object(**a)['Body'].read() == b'content'
    objects.head_object(**a)
    objects.list_objects_v2(Bucket=BUCKET)
    objects.list_buckets()
    message = denied('AccessDeniedException', tune.create_training_job, TrainingJobName='unsent', **entry)
    assert 'reader' in message and 'CreateTrainingJob' in message, message
    for call, parameters in (
            (tune.stop_training_job, {'TrainingJobName': 'sent'}),
            (tune.delete_training_job, {'TrainingJobName': 'sent'}),
            (tune.update_training_job, {'TrainingJobName': 'sent'}),
            (tune.stop_hyper_parameter_tuning_job, {'HyperParameterTuningJobName': 'sent'}),
            (tune.add_tags, {'ResourceArn': arn, 'Tags': [{'Key': 'a', 'Value': 'c'}]}),
            (tune.delete_tags, {'ResourceArn': arn, 'TagKeys': ['a']})):
        denied('AccessDeniedException', call, **parameters)
    for call, parameters in (
            (objects.put_object, dict(a, Body=b'other')), (objects.delete_object, a),
            (objects.create_bucket, {'Bucket': 'mine'}), (objects.delete_bucket, {'Bucket': 'emptied'}),
            (objects.create_multipart_upload, a),
            (objects.copy_object, dict(a, Key='copy', CopySource='%s/a' % BUCKET)),
            (objects.delete_objects, {'Bucket': BUCKET, 'Delete': {'Objects': [{'Key': 'a'}]}})):
        denied('AccessDenied', call, **parameters)
    # A presigned URL may do what its key may.
    get, put = (objects.generate_presigned_url(way, Params=a) for way in ('get_object', 'put_object'))
    assert send('GET', get, {})[2] == b'content' and send('PUT', put, {}, b'other')[0] == 403
    assert admin['s3'].get_object(**a)['Body'].read() == b'content', 'a reader changed an object'
    tune = admin['sagemaker']
    assert tune.list_tags(ResourceArn=arn)['Tags'] == [{'Key': 'a', 'Value': 'b'}]
    assert [item['TrainingJobName'] for item in tune.list_training_jobs()['TrainingJobSummaries']] == ['sent']
    admin['s3'].delete_bucket(Bucket='emptied')
    tune.delete_training_job(TrainingJobName='sent')


@needs_program
def key_verb_part():
    """Keys come and go while the server runs, and count at once."""
    server = Server('key-verb')
    made = dict(line.split() for line in server.cli('key', 'add', 'ci', '--role', 'read-only').splitlines())
    server.keys['ci'] = dict(made, name='ci')
    there = server.client('sagemaker', 'ci')
    there.list_training_jobs()
    denied('AccessDeniedException', there.stop_training_job, TrainingJobName='none')
    listed = {key['name']: key['role'] for key in json.loads(server.cli('key', 'list', '--json'))}
    assert listed == {'default': 'admin', 'jobs': 'submit', 'ci': 'read-only'}, listed
    assert made['secret_access_key'] not in server.cli('key', 'list')
    server.cli('key', 'remove', 'ci')
    denied('UnrecognizedClientException', there.list_training_jobs)
    for words in (('remove', 'ci'), ('remove', 'jobs'), ('remove', 'default'), ('add', 'default'), ('add', 'a b')):
        server.cli('key', *words, fails=True)
    server.client('sagemaker').list_training_jobs()


@needs_program
def virtual_host_part():
    """Buckets as host names, which a server has that is told its own name."""
    server = Server('hosts', 'domains = ["tunesmith.local"]\n')
    port = urllib.parse.urlsplit(server.url).port
    plain = server.client('s3', s3={'addressing_style': 'path'})
    plain.create_bucket(Bucket='my-bucket')
    plain.put_object(Bucket='my-bucket', Key='a b/c', Body=b'content')
    key = server.keys['default']

    def ask(method, url, body=b''):
        headers = sign(S3SigV4Auth, 's3', method, url, body, key=key)
        status, _, told = send(method, url, headers, body, server.url)
        return status, told

    # Another name of the machine is no bucket.
    for host in ('127.0.0.1:%d', 'localhost:%d', 'tunesmith.local', 'tunesmith.local:%d'):
        host = host.replace('%d', str(port))
        answer = ask('GET', 'http://%s/my-bucket/a%%20b/c' % host)
        assert answer == (200, b'content'), (host, answer)
    for host in ('tunesmith.local', 'tunesmith.local:%d' % port):
        url = 'http://my-bucket.%s/from%%20here' % host
        status, told = ask('PUT', url, b'by hand')
        assert status == 200, (host, status, told)
        answer = ask('GET', url)
        assert answer == (200, b'by hand'), (host, answer)
    # A real client, for which names below the domain lead to this machine.
    resolve = socket.getaddrinfo

    def here(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        return resolve('127.0.0.1' if name.endswith('tunesmith.local') else host, *rest, **more)

    url = 'http://tunesmith.local:%d' % port
    with mock.patch('socket.getaddrinfo', here), mock.patch.dict(os.environ, {'NO_PROXY': '*', 'no_proxy': '*'}):
        virtual = server.client('s3', url=url, s3={'addressing_style': 'virtual'})
        virtual.create_bucket(Bucket='other-bucket')
        virtual.put_object(Bucket='other-bucket', Key='x/y', Body=b'virtual')
        assert virtual.get_object(Bucket='other-bucket', Key='x/y')['Body'].read() == b'virtual'
        assert virtual.list_objects_v2(Bucket='other-bucket')['KeyCount'] == 1
        assert {item['Name'] for item in virtual.list_buckets()['Buckets']} == {'my-bucket', 'other-bucket'}
        # The other services are where they were.
        server.client('sagemaker', url=url).list_training_jobs()
        server.client('sts', url=url).get_caller_identity()
    assert plain.get_object(Bucket='other-bucket', Key='x/y')['Body'].read() == b'virtual'


@needs_program
def verbs_part():
    """The command line beside the server."""
    server = Server('verbs', '''
[[images]]
image = "fixed"
runtime = "command"
command = ["/bin/sh", "-c", "echo \\"score = $(echo $SM_HP_X | cut -c1-6);\\"; sleep ${SM_HP_SLEEP:-0}"]
''')
    there = server.client('sagemaker')
    server.client('s3').create_bucket(Bucket=BUCKET)

    def tune(name, jobs=2, **statics):
        search(name, statics, commanded('fixed', SCORE_METRIC), continuous(low='0.2', high='0.9'), strategy='Random',
               jobs=jobs, client=there)

    tune('quick')
    best = search_ended('quick', there)['BestTrainingJob']
    value = objective(best)
    tune('slow', jobs=4, sleep='60')
    there.create_training_job(TrainingJobName='single', **commanded('fixed', SCORE_METRIC))
    ended('single', there)
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
    text = server.cli('best', 'quick', '--format', 'args')
    assert '-x' in text, text
    text = server.cli('export', 'quick')
    assert len(text.strip().splitlines()) == 3, text

    until('a training job that runs', lambda: trials('slow', there, StatusEquals='InProgress'))
    server.cli('stop', 'slow', '--trial', '1')
    server.cli('stop', 'slow')
    job = there.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='slow')
    assert job['HyperParameterTuningJobStatus'] == 'Stopped', job['HyperParameterTuningJobStatus']
    server.cli('extend', 'quick', '-n', '2')

    def extended():
        job = there.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='quick')
        return job['TrainingJobStatusCounters']['Completed'] == 4 and job[
            'HyperParameterTuningJobStatus'] == 'Completed'

    until('two more training jobs', extended)
    assert len({item['TrainingJobName'] for item in trials('quick', there)}) == 4
    for key, more in (('default', ()), ('jobs', ('--key', 'jobs'))):
        told = json.loads(server.cli('env', '--format', 'json', *more))
        assert told['AWS_ENDPOINT_URL'] == server.url, told
        assert told['AWS_ACCESS_KEY_ID'] == server.keys[key]['access_key_id'], told
    server.cli('show', 'no-such-job', fails=True)
    # A deleted job is gone from here too.
    there.delete_hyper_parameter_tuning_job(HyperParameterTuningJobName='quick')
    text = server.cli('list', '--json')
    assert 'quick' not in [job['name'] for job in json.loads(text)], text


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
