"""Buckets that are elsewhere, as channels and outputs. Elsewhere is another server that speaks S3: moto's, run by this script."""
import atexit
import io
import json
import os
import socket
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

from checks import run_parts
from jobs import ROLE, channel, content, definition, ended, refused, sources, until
from servers import PROGRAM as TUNESMITH
from servers import Server, needs_program

THERE = 'team-data'
KEY = {'aws_access_key_id': 'elsewhere', 'aws_secret_access_key': 'secret'}

# What is in the channels, and a model, an output and a checkpoint.
PROGRAM = '''
import json, os
data = os.path.join(os.environ["SM_INPUT_DIR"], "data")
found = {}
for name in sorted(os.listdir(data)):
    path = os.path.join(data, name)
    if name.endswith("_0"):
        found[name[:-2]] = open(path).read()
    elif os.path.isdir(path):
        paths = [os.path.join(top, leaf) for top, _, leaves in os.walk(path) for leaf in leaves]
        found[name] = {os.path.relpath(p, path): open(p).read() for p in sorted(paths)}
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.json"), "w") as target:
    json.dump(found, target)
with open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "large"), "wb") as target:
    target.write(os.urandom(20 << 20))
checkpoints = os.path.join(os.environ["SAGEMAKER_BASE_DIR"], "checkpoints")
before = sorted(os.listdir(checkpoints)) if os.path.isdir(checkpoints) else []
with open(os.path.join(checkpoints, "epoch-%d" % len(before)), "w") as target:
    target.write("kept")
print("score = 0.5;")
'''


ANSWERS = '''
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def do_POST(self):
        self.rfile.read(int(self.headers['content-length']))
        self.send_response(200); self.end_headers(); self.wfile.write(b'yes')
http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
'''


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def silent():
    """The port of a server that takes connections and never answers."""
    listener = socket.socket()
    listener.bind(('127.0.0.1', 0))
    listener.listen()
    atexit.register(listener.close)
    return listener.getsockname()[1]


def elsewhere():
    """A server that speaks S3, and a client for it."""
    port = free_port()
    program = os.path.join(os.path.dirname(sys.executable), 'moto_server')
    process = subprocess.Popen([program, '-H', '127.0.0.1', '-p', str(port)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    atexit.register(process.terminate)

    def answers():
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', port)) == 0
    until('an answer of moto', answers)
    url = 'http://127.0.0.1:%d' % port
    client = boto3.client('s3', endpoint_url=url, region_name='us-east-1', config=Config(
        s3={'addressing_style': 'path'}), **KEY)
    return url, client


@needs_program
def outside_part():
    url, there = elsewhere()
    server = Server('outside', '''
[[buckets]]
name = "%s"
endpoint = "%s"
access_key_id = "%s"
secret_access_key = "%s"
[[buckets]]
name = "gone"
endpoint = "%s"
anonymous = true
[[buckets]]
name = "silent-gone"
endpoint = "http://127.0.0.1:1"
anonymous = true
[[buckets]]
name = "silent"
endpoint = "http://127.0.0.1:%d"
anonymous = true
''' % (THERE, url, KEY['aws_access_key_id'], KEY['aws_secret_access_key'], url, silent()))
    there.create_bucket(Bucket=THERE)
    for key, text in {'in/a.csv': 'A', 'in/sub/b c.csv': 'B', 'inner.csv': 'C'}.items():
        there.put_object(Bucket=THERE, Key=key, Body=text.encode())
    manifest = [{'prefix': 's3://%s/in/' % THERE}, 'a.csv', 'sub/b c.csv']
    there.put_object(Bucket=THERE, Key='lists/some.manifest', Body=json.dumps(manifest).encode())
    sagemaker = server.client('sagemaker')
    # The source is there as well.
    program = sources('program', {'train.py': PROGRAM})
    packed = program['sagemaker_submit_directory'].split('/', 3)[3]
    there.put_object(Bucket=THERE, Key='source.tar.gz', Body=content(packed))

    def at(name, key, kind='S3Prefix', bucket=THERE, **more):
        made = channel(name, 's3://%s/%s' % (bucket, key))
        made['DataSource']['S3DataSource']['S3DataType'] = kind
        return dict(made, **more)

    def train(name, channels, source='s3://%s/source.tar.gz' % THERE, output=THERE, **more):
        parameters, result = definition(dict(program, sagemaker_submit_directory=source), channels=channels, **more)
        result['OutputDataConfig'] = {'S3OutputPath': 's3://%s/out' % output}
        sagemaker.create_training_job(TrainingJobName=name, HyperParameters=parameters, **result)
        return ended(name, sagemaker)

    channels = [at('folder', 'in/'), at('part', 'in'), at('one', 'in/a.csv'), at('fast', 'in/', InputMode='FastFile'),
                at('listed', 'lists/some.manifest', 'ManifestFile'), at('piped', 'in/', InputMode='Pipe')]
    kept = {'CheckpointConfig': {'S3Uri': 's3://%s/checkpoints' % THERE}}
    job = train('reads', channels, **kept)
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    assert job['ModelArtifacts']['S3ModelArtifacts'] == 's3://%s/out/reads/output/model.tar.gz' % THERE, job
    keys = sorted(item['Key'] for item in there.list_objects_v2(Bucket=THERE, Prefix='out/')['Contents'])
    assert keys == ['out/reads/output/model.tar.gz', 'out/reads/output/output.tar.gz'], keys
    body = there.get_object(Bucket=THERE, Key='out/reads/output/model.tar.gz')['Body'].read()
    with tarfile.open(fileobj=io.BytesIO(body)) as archive:
        member = next(m for m in archive.getmembers() if m.name.endswith('model.json'))
        found = json.load(archive.extractfile(member))
    whole = {'a.csv': 'A', 'sub/b c.csv': 'B'}
    assert found['folder'] == found['fast'] == found['listed'] == whole, found
    assert found['one'] == {'a.csv': 'A'} and found['piped'] == 'AB', found
    assert sorted(found['part'].values()) == ['A', 'B', 'C'], 'a prefix is no folder: %r' % found['part']
    # What is kept there is found there.
    assert train('goes-on', [], **kept)['TrainingJobStatus'] == 'Completed'
    keys = sorted(item['Key'] for item in there.list_objects_v2(Bucket=THERE, Prefix='checkpoints/')['Contents'])
    assert keys == ['checkpoints/epoch-0', 'checkpoints/epoch-1'], keys

    for name, kind, wanted, arguments in (
            ('absent', 'ClientError', 'my-channel', {'channels': [at('my-channel', 'there/is/nothing')]}),
            ('no-bucket', 'ClientError', 'my-channel', {'channels': [at('my-channel', 'in/', bucket='gone')]}),
            ('no-source', 'ClientError', 'no-source.tar.gz', {
                'channels': [], 'source': 's3://%s/no-source.tar.gz' % THERE})):
        job = train(name, **arguments)
        assert job['TrainingJobStatus'] == 'Failed', job
        reason = job['FailureReason']
        assert reason.startswith(kind) and wanted in reason, '%s: %s' % (name, reason)
    # Results that cannot be taken there are told as such.
    job = train('no-output', [], output='gone')
    reason = job['FailureReason']
    assert reason.startswith('ClientError') and 'gone' in reason, reason
    # Who waits for a server that does not answer can be stopped.
    _, result = definition({}, channels=[at('my-channel', 'in/', bucket='silent')])
    result['OutputDataConfig'] = {'S3OutputPath': 's3://%s/out' % THERE}
    sagemaker.create_training_job(TrainingJobName='waits', HyperParameters=program, **result)
    until('the download', lambda: sagemaker.describe_training_job(
        TrainingJobName='waits')['SecondaryStatus'] == 'Downloading')
    sagemaker.stop_training_job(TrainingJobName='waits')
    until('the stop', lambda: sagemaker.describe_training_job(TrainingJobName='waits')['TrainingJobStatus'] == 'Stopped', 20)
    # A client of this server reaches it, too, and with its key here; what cannot be reached is told as such.
    through = server.client('s3', s3={'addressing_style': 'path'})
    listed = through.list_objects_v2(Bucket=THERE, Prefix='in/')
    assert sorted(item['Key'] for item in listed['Contents']) == ['in/a.csv', 'in/sub/b c.csv'], listed
    assert THERE not in [bucket['Name'] for bucket in through.list_buckets()['Buckets']]
    refused('ServiceUnavailable', through.list_objects_v2, Bucket='silent-gone')
    # With this server's key there a client gets no further than to what it may ask for here: neither by a copy of what is in a
    # bucket that is not named, nor by a form, of which only the signature was looked at.
    there.create_bucket(Bucket='payroll')
    there.put_object(Bucket='payroll', Key='secret.csv', Body=b'secret')
    for source in ('payroll/secret.csv', '/payroll/secret.csv', 'pay%72oll/secret.csv'):
        refused('AccessDenied', through.copy_object, Bucket=THERE, Key='taken', CopySource=source)
    refused('NoSuchBucket', through.get_object, Bucket='payroll', Key='secret.csv')
    through.copy_object(Bucket=THERE, Key='copied', CopySource={'Bucket': THERE, 'Key': 'in/a.csv'})
    assert there.get_object(Bucket=THERE, Key='copied')['Body'].read() == b'A'
    form = through.generate_presigned_post(THERE, 'in/form')
    parts = b''.join(b'--x\r\ncontent-disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (k.encode(), v.encode())
                     for k, v in form['fields'].items())
    body = parts + b'--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nA\r\n--x--\r\n'
    request = urllib.request.Request(form['url'], body, {'content-type': 'multipart/form-data; boundary=x'})
    try:
        urllib.request.urlopen(request)
        raise AssertionError('a form was taken')
    except urllib.error.HTTPError as error:
        assert error.code == 501, (error.code, error.read())


@needs_program
def all_elsewhere_part():
    """With `[objects]` every bucket is elsewhere: what clients ask for here is asked there, as it is."""
    url, there = elsewhere()
    server = Server('all-elsewhere', '''
[objects]
endpoint = "%s"
access_key_id = "%s"
secret_access_key = "%s"
''' % (url, KEY['aws_access_key_id'], KEY['aws_secret_access_key']), keys=[
        {'name': name, 'role': role, 'access_key_id': 'AKIA' + name.upper(), 'secret_access_key': 'secret of ' + name}
        for name, role in (('default', 'admin'), ('submits', 'submit'), ('looks', 'read-only'))])
    s3 = server.client('s3')
    s3.create_bucket(Bucket='made-here')
    assert 'made-here' in [bucket['Name'] for bucket in there.list_buckets()['Buckets']]
    assert 'made-here' in [bucket['Name'] for bucket in s3.list_buckets()['Buckets']]
    # In one piece, in frames with a checksum behind, in parts; keys of all kinds; both ways the same bytes.
    large = os.urandom(20 << 20)
    for key, body in (('plain', b'text'), ('a b/\u00e4+%41?&=.txt', b'odd'), ('empty', b''), ('large', large)):
        s3.upload_fileobj(io.BytesIO(body), 'made-here', key, ExtraArgs={'Metadata': {'who': 'me'}})
        told = s3.head_object(Bucket='made-here', Key=key)
        assert (told['ContentLength'], told['Metadata']) == (len(body), {'who': 'me'}), told
        assert there.get_object(Bucket='made-here', Key=key)['Body'].read() == body, key
        assert s3.get_object(Bucket='made-here', Key=key)['Body'].read() == body, key
    part = s3.get_object(Bucket='made-here', Key='large', Range='bytes=5-14')
    assert part['Body'].read() == large[5:15] and part['ResponseMetadata']['HTTPStatusCode'] == 206, part
    s3.copy_object(Bucket='made-here', Key='copy', CopySource={'Bucket': 'made-here', 'Key': 'plain'})
    s3.put_object(Bucket='made-here', Key='checked', Body=b'x' * 1000, ChecksumAlgorithm='SHA256')
    signed = s3.generate_presigned_url('get_object', Params={'Bucket': 'made-here', 'Key': 'copy'})
    assert urllib.request.urlopen(signed).read() == b'text'
    keys = sorted(item['Key'] for item in s3.list_objects_v2(Bucket='made-here')['Contents'])
    assert keys == sorted(['plain', 'a b/\u00e4+%41?&=.txt', 'empty', 'large', 'copy', 'checked']), keys
    refused('NoSuchKey', s3.get_object, Bucket='made-here', Key='absent')
    refused('NoSuchBucket', s3.list_objects_v2, Bucket='no-such-bucket')
    refused('AccessDenied', s3.list_objects_v2, Bucket='made-here', ExpectedBucketOwner='999999999999')
    s3.delete_objects(Bucket='made-here', Delete={'Objects': [{'Key': key} for key in ('copy', 'checked', 'empty')]})
    # Whoever may not do something here cannot do it there by way of us.
    looks, submits = server.client('s3', 'looks'), server.client('s3', 'submits')
    refused('AccessDenied', looks.put_object, Bucket='made-here', Key='x', Body=b'')
    refused('AccessDenied', submits.delete_bucket, Bucket='made-here')
    submits.put_object(Bucket='made-here', Key='x', Body=b'mine')
    assert looks.get_object(Bucket='made-here', Key='x')['Body'].read() == b'mine'
    # A training job finds its code and data there, and leaves its model there.
    program = sources('program', {'train.py': PROGRAM})
    packed = program['sagemaker_submit_directory'].split('/', 3)[3]
    s3.put_object(Bucket='made-here', Key='source.tar.gz', Body=content(packed))
    program['sagemaker_submit_directory'] = 's3://made-here/source.tar.gz'
    parameters, result = definition(program, channels=[channel('folder', 's3://made-here/plain')],
                                    CheckpointConfig={'S3Uri': 's3://made-here/checkpoints'})
    result['OutputDataConfig'] = {'S3OutputPath': 's3://made-here/out'}
    sagemaker = server.client('sagemaker')
    sagemaker.create_training_job(TrainingJobName='one', HyperParameters=parameters, **result)
    job = ended('one', sagemaker)
    assert job['TrainingJobStatus'] == 'Completed', job.get('FailureReason')
    assert there.head_object(Bucket='made-here', Key='out/one/output/model.tar.gz')['ContentLength'] > 0
    refused('ValidationException', sagemaker.create_model, ModelName='m', ExecutionRoleArn=ROLE, PrimaryContainer={
        'Image': 'python', 'ModelDataUrl': 's3://made-here/no/model.tar.gz'})
    # What is deployed from a folder goes there as well.
    os.makedirs('a-model', exist_ok=True)
    with open('a-model/answer.py', 'w') as target:
        target.write(ANSWERS)
    done = subprocess.run([TUNESMITH, 'deploy', 'a-model', '--name', 'answers', '--data-dir', server.folder, '--', sys.executable,
                           '{dir}/answer.py', '{port}'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    assert done.returncode == 0, done.stdout
    assert server.cli('invoke', 'answers', 'x').strip() == 'yes'
    copies = lambda: there.list_objects_v2(Bucket='tunesmith-models').get('KeyCount', 0)
    assert copies() == 1
    server.cli('undeploy', 'answers')
    assert copies() == 0
    assert not os.path.exists(os.path.join(server.folder, 'objects'))
    wrong = Server('wrong-key', '[objects]\nendpoint = "http://127.0.0.1:1"\naccess_key_id = "a"\nsecret_access_key = "b"\n')
    refused('ServiceUnavailable', wrong.client('s3').list_buckets)


@needs_program
def configuration_part():
    """What cannot work is refused before anything starts."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith('AWS_')}
    for text, wanted in (('name = "a-bucket"\n', 'it has no key'), ('name = "a-bucket"\nendpoint = "x:1"\n', 'the endpoint'), ('name = "a-bucket"\nkey = "x"\n', 'unknown field')):
        with open('bad.toml', 'w') as target:
            target.write('[[buckets]]\n' + text)
        done = subprocess.run([TUNESMITH, 'serve', '--listen', '127.0.0.1:0', '--data-dir', 'refused', '--config', 'bad.toml'],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=60,
                              env=environment)
        assert done.returncode == 2 and wanted in done.stderr, done.stderr


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
