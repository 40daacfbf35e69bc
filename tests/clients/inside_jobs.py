"""boto3 alone: what a training job is given, what runs it, and what it leaves behind.

Usage: inside_jobs.py [PART ...]; all parts by default. The part `index` needs a package index.
"""
import gzip
import io
import json
import os
import sys
import tarfile
import zipfile

from botocore.auth import S3SigV4Auth

from checks import progress, run_parts
from jobs import (
    BUCKET, IMAGE, SCORE_METRIC, categories, channel, commanded, contains, content, continuous, curve, definition,
    ended, messages, objective, running, s3, sagemaker, said, search, search_ended, send, sign, source, sources, train,
    trained, trials, trials_of, unmade, until)

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
data = {}
for name in ("whole", "listed", "fast"):
    folder = "/opt/ml/input/data/" + name
    paths = [os.path.join(top, leaf) for top, _, leaves in os.walk(folder) for leaf in leaves]
    data[name] = {os.path.relpath(path, folder): open(path).read() for path in paths}
data["pipe"] = [open("/opt/ml/input/data/pipe_%d" % epoch).read() for epoch in range(2)]
before = sorted(os.listdir("/opt/ml/model"))
with open("/opt/ml/model/who", "w") as target:
    target.write(number)
os.makedirs("/opt/ml/output/data", exist_ok=True)
with open("/opt/ml/output/data/note", "w") as target:
    target.write("note " + number)
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
    "number": number, "data": data, "before": before, "who": who, "health": health, "host": host, "files": files,
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
paths = [os.path.join(top, leaf) for top, _, leaves in os.walk(folder) for leaf in leaves]
found = sorted(os.path.relpath(path, folder) for path in paths)
print("found %s;" % ",".join(found), flush=True)
os.makedirs(os.path.join(folder, "deep"), exist_ok=True)
with open(os.path.join(folder, "deep", "epoch-%d" % (len(found) + 1)), "w") as target:
    target.write(os.environ["TRAINING_JOB_NAME"])
print("score = %d.5;" % len(found), flush=True)
time.sleep(given.sleep)
'''

# Writes into the checkpoint that it finds.
STEPS = 'with open("/opt/ml/checkpoints/steps", "a") as steps:\n    steps.write("x")\n'


def keys(prefix):
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=BUCKET, Prefix=prefix)
    return [item['Key'] for page in pages for item in page.get('Contents', [])]


def packed(key):
    """The files in an archive: the name and the content of each."""
    with tarfile.open(fileobj=io.BytesIO(content(key))) as archive:
        return {os.path.normpath(member.name): archive.extractfile(member).read()
                for member in archive.getmembers() if member.isfile()}


def at(name, key, kind='S3Prefix', **more):
    return channel(name, 's3://%s/%s' % (BUCKET, key), kind, **more)


def piped(name, key, kind='S3Prefix', **more):
    return at(name, key, kind, InputMode='Pipe', **more)


def stored(objects):
    s3.create_bucket(Bucket=BUCKET)
    for key, body in objects.items():
        s3.put_object(Bucket=BUCKET, Key=key, Body=body)


def listed(prefix, *names):
    """A manifest."""
    return json.dumps([{'prefix': 's3://%s' % prefix}] + list(names)).encode()


def inputs_part():
    lines = '{"source-ref": "s3://%s/in/a.csv", "label": 1}\n' % BUCKET
    stored({
        'in/a.csv': b'A', 'in/sub/b.csv': b'B', 'in/sub/deep/c.csv': b'C', 'inner/d.csv': b'D', 'in/übung 1.csv': b'E',
        'in/empty/': b'', 'large': b'x' * 300_000, 'lists/lines.jsonl': lines.encode(),
        'lists/some.manifest': listed(BUCKET + '/in', '/a.csv', '/sub/b.csv', 'ner/d.csv'),
        'lists/whole.manifest': listed(BUCKET + '/', 'in/a.csv', 'inner/d.csv')})
    for number in range(8):
        text = b'%d' % number
        # Two members in one file, as `cat a.gz b.gz` makes them.
        stored({'pipe/%d' % number: text, 'zipped/%d.gz' % number: gzip.compress(text) + gzip.compress(b';')})
    seed = {'ShuffleConfig': {'Seed': 7}}
    channels = [
        at('folder', 'in/'), at('bare', 'in'), at('part', 'in/su'), at('one', 'in/sub/b.csv'), at('inner', 'in/sub'),
        at('listed', 'lists/some.manifest', 'ManifestFile'), at('paths', 'lists/whole.manifest', 'ManifestFile'),
        at('lines', 'lists/lines.jsonl', 'AugmentedManifestFile'),
        at('fast', 'in/', InputMode='FastFile'), at('fast-inner', 'in/sub', InputMode='FastFile'),
        at('shuffled', 'pipe/', **seed),
        at('typed', 'in/a.csv', ContentType='text/csv', RecordWrapperType='None', CompressionType='None'),
        piped('piped', 'pipe/'), piped('zipped', 'zipped/', CompressionType='Gzip'), piped('mixed', 'pipe/', **seed),
        piped('piped-list', 'lists/some.manifest', 'ManifestFile'), piped('partly', 'large'), piped('unread', 'large')]
    train('inputs', *definition(source('inputs', INPUTS), channels=channels))
    everything = definition(source('inputs', INPUTS), channels=[at('piped', 'pipe/')])
    everything[1]['AlgorithmSpecification']['TrainingInputMode'] = 'Pipe'
    train('inputs-pipe', *everything)

    contains(trained('inputs')['InputDataConfig'], channels)
    found = said('inputs', 'INPUTS ')
    whole = {'a.csv': 'A', 'sub/b.csv': 'B', 'sub/deep/c.csv': 'C', 'übung 1.csv': 'E'}
    assert found['folder'] == whole, found['folder']
    assert found['part'] == {'sub/b.csv': 'B', 'sub/deep/c.csv': 'C'}, found['part']
    assert found['inner'] == found['fast-inner'] == {'b.csv': 'B', 'deep/c.csv': 'C'}, found
    assert sorted(found['bare'].values()) == ['A', 'B', 'C', 'D', 'E'], 'a prefix is no folder: %r' % found['bare']
    assert found['one'] == {'b.csv': 'B'}, found['one']
    assert sorted(found['listed'].values()) == ['A', 'B', 'D'], found['listed']
    assert found['paths'] == {'in/a.csv': 'A', 'inner/d.csv': 'D'}, found['paths']
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
    assert content('in/a.csv') == b'A', 'the program wrote into the bucket'
    trained('inputs-pipe')
    assert said('inputs-pipe', 'INPUTS ')['piped'] == ['01234567'] * 4


def inputs_missing_part():
    """Whatever is wrong with the data, the job says which channel it is about."""
    s3.create_bucket(Bucket=BUCKET)
    contents = {
        'wrong/dots/../../up.csv': b'x', 'wrong/both/a': b'x', 'wrong/both/a/b': b'x', 'wrong/long/' + 'n' * 300: b'x',
        'wrong/broken.manifest': b'no list', 'wrong/gone.manifest': listed(BUCKET + '/', 'gone'),
        'wrong/foreign.manifest': listed('no-such-bucket-here/', 'gone'),
    }
    for key, body in contents.items():
        url = '%s/%s/%s' % (os.environ['AWS_ENDPOINT_URL'], BUCKET, key)
        # Not by boto3, which takes dots out of paths.
        status, _, told = send('PUT', url, sign(S3SigV4Auth, 's3', 'PUT', url, body), body)
        assert status == 200, (key, status, told)
    assert 'wrong/dots/../../up.csv' in keys('wrong/'), keys('wrong/')
    wrong = {
        'nothing': at('my-nothing', 'there/is/nothing'), 'folder': at('my-folder', 'nowhere/'),
        'bucket': channel('my-bucket', 's3://no-such-bucket-here/a'), 'dots': at('my-dots', 'wrong/dots/'),
        'both': at('my-both', 'wrong/both/'), 'long': at('my-long', 'wrong/long/'),
        'list': at('my-list', 'wrong/missing.manifest', 'ManifestFile'),
        'broken': at('my-broken', 'wrong/broken.manifest', 'ManifestFile'),
        'gone': at('my-gone', 'wrong/gone.manifest', 'ManifestFile'),
        'foreign': at('my-foreign', 'wrong/foreign.manifest', 'ManifestFile'),
        'lines': at('my-lines', 'wrong/no', 'AugmentedManifestFile'), 'pipe': piped('my-pipe', 'there/is/nothing')}
    program = source('inputs', INPUTS)
    for name, made in wrong.items():
        train('without-' + name, *definition(program, channels=[made]))
    for name, made in wrong.items():
        job = ended('without-' + name)
        assert job['TrainingJobStatus'] == 'Failed', '%s: %s' % (name, job['TrainingJobStatus'])
        assert job['FailureReason'].startswith('ClientError: '), '%s: %s' % (name, job['FailureReason'])
        assert made['ChannelName'] in job['FailureReason'], '%s: %s' % (name, job['FailureReason'])
    unmade(train, 'never-made', *definition(program, channels=[at('same', 'in/')] * 2))


def opt():
    return sorted(os.listdir('/opt')) if os.path.isdir('/opt') else []


def by_heart_part():
    before = opt()
    stored({'heart/a.csv': b'A', 'heart/sub/b.csv': b'B', 'heart.manifest': listed(BUCKET + '/', 'heart/a.csv'),
            'heart-zipped/1': gzip.compress(b'one\n'), 'heart-zipped/2': gzip.compress(b'two\n')})
    channels = [at('whole', 'heart/'), at('listed', 'heart.manifest', 'ManifestFile'),
                at('fast', 'heart/', InputMode='FastFile'), piped('pipe', 'heart-zipped/', CompressionType='Gzip')]
    metric = [{'Name': 'health', 'Regex': '"health": ([0-9]+)'}]
    search('by-heart', *definition(source('by_heart', BY_HEART), metric, channels), metric='health', strategy='Grid',
           ranges={'CategoricalParameterRanges': [{'Name': 'number', 'Values': ['1', '2', '3']}]}, jobs=None,
           parallel=3)
    search_ended('by-heart')
    every = trials('by-heart')
    if any('cannot be made private' in text for item in every for text in messages(item['TrainingJobName'])):
        progress('  skipped: this machine gives processes no /opt/ml of their own')
        return
    for item in every:
        check_place(item, before)
    assert opt() == before, 'the machine has another /opt now'
    with open('/proc/mounts') as mounts:
        assert '/opt/ml' not in mounts.read(), 'the /opt/ml of a job is seen elsewhere'


def check_place(item, before):
    """What the program by heart found."""
    name = item['TrainingJobName']
    assert item['TrainingJobStatus'] == 'Completed', item.get('FailureReason')
    found = said(name, 'BY HEART ')
    assert found['number'] == found['who'] == item['TunedHyperParameters']['number'], found
    whole = {'a.csv': 'A', 'sub/b.csv': 'B'}
    assert found['data'] == {'whole': whole, 'fast': whole, 'listed': {'heart/a.csv': 'A'},
                             'pipe': ['one\ntwo\n'] * 2}, found['data']
    assert found['before'] == [] and found['health'] == 200, found
    assert packed('output/%s/output/model.tar.gz' % name)['who'] == found['number'].encode()
    assert packed('output/%s/output/output.tar.gz' % name)['note'] == b'note ' + found['number'].encode()
    assert found['host'] == 'algo-1' and found['address'].startswith('127.'), found
    assert found['folder'] == '/opt/ml/code' and found['opt'] == sorted(before + ['ml']), found
    assert found['user'] == found['owner'] == os.getuid(), found
    folder = [path for path in found['files'] if path.startswith('/') and not path.startswith(('/proc/', '/dev/'))]
    assert not folder, 'open files that are not its own: %s' % folder
    assert not [path for path in found['files'] if path.startswith('socket:')], found['files']
    environment = found['environment']
    assert not [variable for variable in environment if variable.startswith('TUNESMITH')], sorted(environment)
    for variable in (
            'AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION', 'AWS_REGION',
            'SM_MODEL_DIR', 'SM_OUTPUT_DATA_DIR', 'SM_OUTPUT_DIR', 'SM_INPUT_DIR', 'SM_INPUT_CONFIG_DIR',
            'SM_CHANNELS', 'SM_HPS', 'SM_HP_NUMBER', 'SM_HOSTS', 'SM_CURRENT_HOST', 'SM_NUM_CPUS', 'SM_NUM_GPUS',
            'SM_USER_ARGS', 'SM_TRAINING_ENV', 'SM_MODULE_NAME', 'SM_LOG_LEVEL', 'SM_RESOURCE_CONFIG', 'PATH'):
        assert variable in environment, '%s is not set' % variable
    assert environment['AWS_ENDPOINT_URL'].startswith('http://'), environment['AWS_ENDPOINT_URL']
    assert environment['AWS_ACCESS_KEY_ID'] != os.environ['AWS_ACCESS_KEY_ID'], 'jobs have the key of the user'
    assert environment['SM_MODEL_DIR'] == '/opt/ml/model' and environment['SM_CURRENT_HOST'] == 'algo-1', environment
    assert environment['TRAINING_JOB_NAME'] == name, environment


def images_part():
    """What runs the jobs of an image: the request, a rule of the configuration, or nobody."""
    s3.create_bucket(Bucket=BUCKET)
    image = 'reg.example.com/team/unknown:1'
    program = 'cat $SM_INPUT_CONFIG_DIR/hyperparameters.json; echo; echo "it is $0 $1"; echo kept > $SM_MODEL_DIR/kept'
    job = commanded(image, ContainerEntrypoint=['/bin/sh', '-c'], ContainerArguments=[program, 'a', 'b'])
    train('entry', {'depth': '3', 'text': '"quoted"'}, job)
    contains(trained('entry')['AlgorithmSpecification'], job['AlgorithmSpecification'])
    lines = messages('entry')
    assert 'it is a b' in lines, lines
    assert {'depth': '3', 'text': '"quoted"'} in [json.loads(line) for line in lines if line.startswith('{')], lines
    assert packed('output/entry/output/model.tar.gz') == {'kept': b'kept\n'}
    by_heart = commanded('registry/anything:1', ContainerEntrypoint=['/bin/sh'],
                         ContainerArguments=['-c', 'echo $X > /opt/ml/model/said'])
    train('entry-by-heart', {}, dict(by_heart, Environment={'X': 'hello'}))
    trained('entry-by-heart')
    assert packed('output/entry-by-heart/output/model.tar.gz') == {'said': b'hello\n'}
    train('entry-missing', {}, commanded(image, ContainerEntrypoint=['/no/such/program'], ContainerArguments=['a']))
    reason = ended('entry-missing')['FailureReason']
    assert '/no/such/program' in reason, reason
    for name, line in ((image, 'image = "unknown"'), (IMAGE, 'image = "tensorflow-training"')):
        message = unmade(train, 'never-made', {}, commanded(name))
        assert '[[images]]' in message and line in message and 'runtime = ' in message, message
    message = unmade(search, 'never-made', {}, commanded(image, SCORE_METRIC), ranges=continuous(), jobs=2)
    assert '[[images]]' in message, message


def wheel(text):
    """A package of one module, as pip installs it without asking anybody."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, 'w') as archive:
        archive.writestr('tiny.py', text)
        archive.writestr('tiny-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n')
        archive.writestr('tiny-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n')
        archive.writestr('tiny-1.0.dist-info/RECORD', '')
    return made.getvalue()


def unsound(name, program, requirements):
    """The reason why a job does not start whose packages are not there."""
    train(name, *definition(sources(name, dict(program, **{'requirements.txt': requirements}))))
    job = ended(name)
    assert job['TrainingJobStatus'] == 'Failed', job
    reason = job['FailureReason']
    assert reason.startswith('ClientError: ') and 'requirements.txt' in reason, reason
    return reason


def requirements_part():
    program = 'import tiny\nprint("tiny %s from %s" % (tiny.WHICH, tiny.__file__))\nprint("score = 0.5;")\n'
    file = 'tiny-1.0-py3-none-any.whl'

    def with_wheel(which):
        return {'uses.py': program, 'requirements.txt': '# ours\n./%s\n' % file, file: wheel('WHICH = %d\n' % which)}

    search('packaged', *definition(sources('packaged', with_wheel(1))), ranges=categories('a', 'b', 'c'),
           strategy='Grid', jobs=None, parallel=3)
    commented = {'uses.py': 'print("ran")', 'requirements.txt': '# none\n\n'}
    train('commented', *definition(sources('commented', commented)))
    reason = unsound('unsound', with_wheel(1), './there-is-no-such-package.whl\n')
    assert 'there-is-no-such-package.whl' in reason, 'what pip said is not told: ' + reason
    lines = {text for item in trials_of('packaged') for text in messages(item['TrainingJobName'])
             if text.startswith('tiny')}
    assert len(lines) == 1 and lines.pop().startswith('tiny 1 from '), 'the jobs do not share a package: %s' % lines
    trained('commented')
    # The same list, and another content of what it names.
    train('packaged-anew', *definition(sources('packaged-anew', with_wheel(2))))
    trained('packaged-anew')
    lines = [text for text in messages('packaged-anew') if text.startswith('tiny')]
    assert lines[0].startswith('tiny 2 from '), 'an older package was used: %s' % lines


def index_part():
    """Packages of an index."""
    program = {'train.py': 'import six\nprint("score = %d;" % len(six.__version__))'}
    train('packages', *definition(sources('packages', dict(program, **{'requirements.txt': 'six==1.16.0\n'}))))
    assert trained('packages')['FinalMetricDataList'][0]['Value'] == 6, trained('packages')
    unsound('no-packages', program, 'no-such-package-at-all==9\n')


def checkpoints_part():
    program = source('checkpoints', CHECKPOINTS)

    def kept_at(key, **more):
        return {'CheckpointConfig': dict({'S3Uri': 's3://%s/checkpoints/%s' % (BUCKET, key)}, **more)}

    search('kept', *definition(program, **kept_at('tuning/')), ranges=categories('a', 'b', 'c'), strategy='Grid',
           jobs=None)
    every = trials_of('kept')
    expected = sorted('checkpoints/tuning/%s/deep/epoch-1' % item['TrainingJobName'] for item in every)
    assert keys('checkpoints/tuning/') == expected, keys('checkpoints/tuning/')
    for item in every:
        assert objective(item) == 0.5, 'it found checkpoints of others'
        trial = sagemaker.describe_training_job(TrainingJobName=item['TrainingJobName'])
        assert trial['CheckpointConfig']['S3Uri'].startswith('s3://%s/checkpoints/tuning/' % BUCKET), trial

    # A job that starts where another one kept its own goes on from there.
    alone = kept_at('alone', LocalPath='/opt/ml/mine/here')
    for name, found in (('alone-1', ''), ('alone-2', 'deep/epoch-1')):
        train(name, *definition(dict(program, folder='/opt/ml/mine/here'), **alone))
        contains(trained(name), alone)
        assert 'found %s;' % found in messages(name), messages(name)
    assert keys('checkpoints/alone/') == ['checkpoints/alone/deep/epoch-1', 'checkpoints/alone/deep/epoch-2']
    body = content('checkpoints/alone/deep/epoch-1')
    assert body == b'alone-1', 'a checkpoint was written again: %r' % body
    for name in ('steps-1', 'steps-2'):
        train(name, *definition(source('steps', STEPS), **kept_at('steps')))
        trained(name)
    assert content('checkpoints/steps/steps') == b'xx', 'a checkpoint that was changed is not kept'

    # What is stopped has kept its checkpoints.
    train('cut-off', *definition(dict(program, sleep='60'), **kept_at('cut')))
    until('the first checkpoint', lambda: running('cut-off') and curve('cut-off'))
    sagemaker.stop_training_job(TrainingJobName='cut-off')
    assert ended('cut-off')['TrainingJobStatus'] == 'Stopped'
    assert keys('checkpoints/cut/') == ['checkpoints/cut/deep/epoch-1'], keys('checkpoints/cut/')


def unpacked_part():
    text = ('import os\nfor path in (os.environ["SM_MODEL_DIR"] + "/deep/er", os.environ["SM_OUTPUT_DATA_DIR"]):\n'
            '    os.makedirs(path, exist_ok=True)\n    open(path + "/file", "w").write("content")\n')
    for name, place in (('unpacked', 'flat/'), ('unpacked-2', 'flat')):
        flat = {'OutputDataConfig': {'S3OutputPath': 's3://%s/%s' % (BUCKET, place), 'CompressionType': 'NONE'}}
        train(name, *definition(source('unpacked', text), **flat))
        job = trained(name)
        contains(job, flat)
        model = 'flat/%s/output/model/' % name
        assert job['ModelArtifacts']['S3ModelArtifacts'] == 's3://%s/%s' % (BUCKET, model), job
        found = keys('flat/%s/' % name)
        assert len(found) == 2 and model + 'deep/er/file' in found, found
        assert not [key for key in found if key.endswith('.tar.gz')], found
        assert content(model + 'deep/er/file') == b'content'


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
