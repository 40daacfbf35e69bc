"""The example `seed-document`, run as its README says: the document from its first step to its last, with an entry point in its
form, a real training by `tf.estimator`, and an endpoint whose answers are the model's own.

Usage: seed_document.py [PART ...]; all parts by default. The parts are the functions below that end in `_part`.
"""
import csv
import json
import os
import shutil
import subprocess
import sys
import tarfile

import boto3

from checks import close, progress, run_parts, values_in

EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'examples', 'seed-document')

sagemaker = boto3.client('sagemaker')
runtime = boto3.client('sagemaker-runtime')
s3 = boto3.client('s3')
made = {}


def searched():
    """What the example leaves: its tuning job and its endpoint. Runs once."""
    if not made:
        shutil.copytree(EXAMPLE, 'example', ignore=shutil.ignore_patterns('__pycache__'))
        done = subprocess.run([sys.executable, 'tune.py'], cwd='example', stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              universal_newlines=True, env=dict(os.environ, JOBS='3', STEPS='60', KEEP='1'), timeout=500)
        assert done.returncode == 0, done.stdout[-3000:]
        assert 'benign with probability' in done.stdout, done.stdout[-3000:]
        (made['endpoint'],) = sagemaker.list_endpoints()['Endpoints']
        (made['job'],) = sagemaker.list_hyper_parameter_tuning_jobs()['HyperParameterTuningJobSummaries']
    return made


def search_part():
    name = searched()['job']['HyperParameterTuningJobName']
    described = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
    assert described['TrainingJobStatusCounters']['Completed'] == 3, described['TrainingJobStatusCounters']
    best = described['BestTrainingJob']
    log = text_of_log(best['TrainingJobName'])
    # The document's own line.
    line = next(line for line in log if 'Saving dict for global step 60' in line)
    assert ' INFO - tensorflow - Saving dict for global step 60: global_step = 60, loss = ' in line, line
    final = best['FinalHyperParameterTuningJobObjectiveMetric']
    assert close(final['Value'], values_in(line, 'pr_auc')[-1]) and final['MetricName'] == 'PR-AUC', (final, line)


def text_of_log(job):
    group = '/aws/sagemaker/TrainingJobs'
    logs = boto3.client('logs')
    (stream,) = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=job + '/')['logStreams']
    events = logs.get_log_events(logGroupName=group, logStreamName=stream['logStreamName'], startFromHead=True)['events']
    return [event['message'] for event in events]


def predict_part():
    """What the endpoint says is what the model says."""
    import tensorflow as tf
    endpoint = searched()['endpoint']['EndpointName']
    job = sagemaker.describe_training_job(TrainingJobName=endpoint_job(endpoint))
    bucket, _, key = job['ModelArtifacts']['S3ModelArtifacts'][len('s3://'):].partition('/')
    s3.download_file(bucket, key, 'model.tar.gz')
    with tarfile.open('model.tar.gz') as archive:
        archive.extractall('model')
    folder = next(path for path, _, files in os.walk('model') if 'saved_model.pb' in files)
    assert '/export/Servo/' in folder + '/', folder
    own = tf.saved_model.load(folder).signatures['serving_default']
    with open('example/test_file.csv') as file:
        rows = [[float(cell) for cell in line[1:]] for line in csv.reader(file)]
    expected = own(measurements=tf.constant(rows))['probability'].numpy().tolist()

    def ask(message, **more):
        answer = runtime.invoke_endpoint(EndpointName=endpoint, Body=json.dumps(message), ContentType='application/json', **more)
        return json.loads(answer['Body'].read())

    told = ask({'instances': [{'measurements': row} for row in rows]})['predictions']
    assert len(told) == len(expected) and all(close(a, b) for a, b in zip(told, expected)), (told[:3], expected[:3])

    def same(found):
        # TensorFlow adds up in another order for another number of rows: the last digits may differ.
        assert len(found) == 2 and all(close(a, b) for a, b in zip(found, told)), (found, told[:2])

    same(ask({'inputs': {'measurements': rows[:2]}})['outputs'])
    same(ask({'instances': rows[:2]})['predictions'])
    same(ask(rows[:2])['predictions'])
    as_csv = runtime.invoke_endpoint(EndpointName=endpoint, ContentType='text/csv', Body='\n'.join(
        ','.join(map(str, row)) for row in rows[:2]))
    same(json.loads(as_csv['Body'].read())['predictions'])
    for wrong, words in (({'instances': [{'other': 1}]}, 'measurements'), ({'instances': []}, 'instances'), ('text', 'model'),
                         ({'inputs': {'measurements': [[1, 2]]}}, 'cannot take this'),
                         ({'instances': rows[:1], 'signature_name': 'none'}, 'serving_default')):
        try:
            raise AssertionError('accepted: %r: %r' % (wrong, ask(wrong)))
        except runtime.exceptions.ModelError as error:
            assert error.response['OriginalStatusCode'] == 400 and words in error.response['OriginalMessage'], error.response
    progress('  %d predictions of the endpoint are those of the model' % len(told))


def endpoint_job(endpoint):
    """The training job that an endpoint's model comes from."""
    (variant,) = sagemaker.describe_endpoint_config(
        EndpointConfigName=sagemaker.describe_endpoint(EndpointName=endpoint)['EndpointConfigName'])['ProductionVariants']
    data = sagemaker.describe_model(ModelName=variant['ModelName'])['PrimaryContainer']['ModelDataUrl']
    return data.split('/')[-3]


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
