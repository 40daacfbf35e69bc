"""The public `sagemaker-training` toolkit inside a job: what runs scripts in SageMaker's containers runs them here as well."""
import json
import os
import sys

from checks import close, run_parts
from jobs import BUCKET, commanded, messages, s3, sources, trained
from servers import Server, needs_program

# A script as people write them for the toolkit: its own environment, arguments, a model.
SCRIPT = '''
import argparse, json, os
from sagemaker_training import environment
parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--optimizer")
given = parser.parse_args()
env = environment.Environment()
print("loss = %.6f;" % given.learning_rate, flush=True)
print("TOOLKIT " + json.dumps({
    "optimizer": given.optimizer, "job": env.job_name, "model": env.model_dir, "channels": sorted(env.channel_input_dirs),
    "file": open(os.path.join(env.channel_input_dirs["train"], "a.csv")).read(), "hyperparameters": env.hyperparameters,
    "hosts": env.hosts, "here": os.getcwd()}), flush=True)
with open(os.path.join(env.model_dir, "model.json"), "w") as target:
    json.dump({"learning_rate": given.learning_rate}, target)
'''


@needs_program
def toolkit_part():
    # The toolkit is a program of the image; the image's rule names it.
    program = os.path.join(os.path.dirname(sys.executable), 'train')
    server = Server('toolkit', '[[images]]\nimage = "with-toolkit"\nruntime = "command"\ncommand = ["%s"]\n' % program)
    there, store = server.client('sagemaker'), server.client('s3')
    store.create_bucket(Bucket=BUCKET)
    parameters = sources('toolkit', {'train.py': SCRIPT})
    packed = parameters['sagemaker_submit_directory'].split('/', 3)[3]
    store.put_object(Bucket=BUCKET, Key=packed, Body=s3.get_object(Bucket=BUCKET, Key=packed)['Body'].read())
    store.put_object(Bucket=BUCKET, Key='toolkit/a.csv', Body=b'1,2,3')
    job = commanded('reg.example.com/with-toolkit:1', [{'Name': 'loss', 'Regex': 'loss = ([0-9.]+);'}])
    job['InputDataConfig'] = [{'ChannelName': 'train', 'DataSource': {'S3DataSource': {
        'S3DataType': 'S3Prefix', 'S3Uri': 's3://%s/toolkit/' % BUCKET}}}]
    # Values are JSON, as the SDK sends them.
    sent = {name: json.dumps(value) for name, value in dict(parameters, learning_rate=0.125, optimizer='Adam').items()}
    there.create_training_job(TrainingJobName='by-toolkit', HyperParameters=sent, **job)
    told = trained('by-toolkit', there)
    assert close(told['FinalMetricDataList'][0]['Value'], 0.125), told['FinalMetricDataList']
    line = next(m for m in messages('by-toolkit', server.client('logs')) if m.startswith('TOOLKIT '))
    found = json.loads(line[len('TOOLKIT '):])
    assert found['optimizer'] == 'Adam' and found['job'] == 'by-toolkit' and found['file'] == '1,2,3', found
    assert found['channels'] == ['train'] and found['model'] == '/opt/ml/model' and found['hosts'] == ['algo-1'], found
    assert found['hyperparameters']['learning_rate'] == 0.125, found
    assert told['ModelArtifacts']['S3ModelArtifacts'].endswith('/by-toolkit/output/model.tar.gz'), told


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
