"""The SageMaker Python SDK 1.11.3 of October 2018, the version of the document's day.

Usage: sdk_2018.py [--legacy] [PART ...]; all parts by default. The parts are the functions that end in `_part`.

This SDK has no script mode for TensorFlow: its TensorFlow estimator runs an entry point of functions (model_fn and so
on), which is the document's script to the letter. That is the variant --legacy; it needs tensorflow on both sides,
since this SDK imports it. Without the flag the same search runs a plain script through the PyTorch estimator.
"""
import json
import os
import shutil
import sys
import tarfile
import time

import sagemaker
from sagemaker.analytics import TrainingJobAnalytics
from sagemaker.pytorch import PyTorch
from sagemaker.tuner import CategoricalParameter, ContinuousParameter, HyperparameterTuner, IntegerParameter

import dataset
from checks import (METRIC_DEFINITIONS, captured, check_best_job, check_counters, check_frame, check_model, close,
                    progress, run_parts, same_values, values_in)

ROLE = 'arn:aws:iam::123456789012:role/SageMakerRole'
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'training')
EXAMPLE = os.path.join(SOURCE, '..', '..', '..', 'examples', 'seed-document', 'my', 'tensorflow', 'model.py')
LEGACY = '--legacy' in sys.argv[1:]
JOBS = 4 if LEGACY else 10

session = sagemaker.Session()
made = {}


def channels():
    """The data, uploaded once."""
    if 'channels' not in made:
        training, test = dataset.write(os.getcwd())
        made['channels'] = {
            'training': session.upload_data(training, key_prefix='my/train'),
            'test': session.upload_data(test, key_prefix='my/test'),
        }
        bucket = session.default_bucket()
        assert bucket == 'sagemaker-us-east-1-123456789012', 'default bucket is ' + bucket
    return made['channels']


def script_estimator(entry_point='model.py', source_dir=SOURCE, **hyperparameters):
    return PyTorch(
        entry_point=entry_point,
        source_dir=source_dir,
        role=ROLE,
        train_instance_count=1,
        train_instance_type='ml.m5.large',
        framework_version='0.4.0',
        hyperparameters=hyperparameters,
    )


def document_estimator():
    """The document's estimator."""
    # The parameters that are constant and will not be tuned
    shared_hyperparameters = {
        'number_layers': 5,
    }
    if not LEGACY:
        return PyTorch(
            entry_point='my/tensorflow/model.py',
            role=ROLE,
            train_instance_count=1,
            train_instance_type='ml.p3.2xlarge',
            hyperparameters=shared_hyperparameters,
        )
    from sagemaker.tensorflow import TensorFlow
    return TensorFlow(
        entry_point='my/tensorflow/model.py',
        role=ROLE,
        train_instance_count=1,
        train_instance_type='ml.p3.2xlarge',
        training_steps=200,
        evaluation_steps=None,
        hyperparameters=shared_hyperparameters,
    )


def document_search():
    """The document's script. Runs once."""
    if 'document' in made:
        return made['document']
    os.makedirs('my/tensorflow')
    if LEGACY:
        with open(EXAMPLE) as source, open('my/tensorflow/model.py', 'w') as target:
            # This data has a column more.
            target.write(source.read().replace('FEATURES = 5', 'FEATURES = 6'))
    else:
        shutil.copy(os.path.join(SOURCE, 'model.py'), 'my/tensorflow/model.py')

    tf_estimator = document_estimator()
    objective_metric_name = 'PR-AUC'
    objective_type = 'Maximize'
    metric_definitions = [
        {'Name': 'ROC-AUC', 'Regex': 'roc_auc = ([0-9\\.]+)'},
        {'Name': 'PR-AUC', 'Regex': 'pr_auc = ([0-9\\.]+)'}
    ]
    hyperparameter_ranges = {
        "learning_rate": ContinuousParameter(1e-5, 1e-1),
        "number_nodes": IntegerParameter(32, 512),
        "optimizer": CategoricalParameter(['Adam', 'SGD'])
    }
    tuner = HyperparameterTuner(
        tf_estimator,
        objective_metric_name,
        hyperparameter_ranges,
        metric_definitions,
        max_jobs=JOBS,
        max_parallel_jobs=5 if JOBS >= 5 else 2,
        objective_type=objective_type
    )
    tuner.fit(inputs=channels())
    tuner.wait()
    made['document'] = tuner
    return tuner


def document_part():
    job = document_search()
    name = job.latest_tuning_job.name
    description = job.analytics().description()
    assert description['HyperParameterTuningJobStatus'] == 'Completed', description['HyperParameterTuningJobStatus']
    check_counters(description, completed=JOBS, succeeded=JOBS)
    analytics = job.analytics()
    best_row = check_frame(analytics.dataframe(), name, JOBS, ('"Adam"', '"SGD"'))
    assert set(analytics.tuning_ranges) == {'learning_rate', 'number_nodes', 'optimizer'}, analytics.tuning_ranges

    best = job.best_training_job()
    row = next(row for row in analytics.dataframe().to_dict('records') if row['TrainingJobName'] == best)
    assert close(row['FinalObjectiveValue'], best_row['FinalObjectiveValue']), 'the best job is not the best: ' + best
    job_description = session.sagemaker_client.describe_training_job(TrainingJobName=best)
    artifact = check_best_job(job_description, best, description['HyperParameterTuningJobArn'], row,
                              of_2018=True)
    if not LEGACY:
        bucket, key = artifact[len('s3://'):].split('/', 1)
        session.boto_session.resource('s3').Bucket(bucket).download_file(key, 'model.tar.gz')
        check_model('model.tar.gz', row)

    with captured() as log:
        session.logs_for_job(best, wait=False)
    curve = values_in(log.getvalue(), 'pr_auc')
    assert curve and (LEGACY or len(curve) == 8), 'found %d evaluations in the log' % len(curve)
    assert close(curve[-1], row['FinalObjectiveValue']), 'the final value is not the last one in the log'
    # This SDK asks in the namespace of 2018.
    frame = TrainingJobAnalytics(best, metric_names=['PR-AUC'], sagemaker_session=session).dataframe()
    same_values(list(frame['value']), curve, 'curve of PR-AUC')


def attach_part():
    name = document_search().latest_tuning_job.name
    attached = HyperparameterTuner.attach(name)
    best = attached.best_training_job()
    assert best == document_search().best_training_job(), 'attach() finds another best job'
    estimator = type(attached.estimator).attach(best)
    assert estimator.model_data.endswith('/%s/output/model.tar.gz' % best), estimator.model_data
    assert json.loads(estimator.hyperparameters()['optimizer']) in ('Adam', 'SGD')
    attached.stop_tuning_job()


def training_part():
    job = script_estimator(learning_rate=0.01, number_nodes=48, optimizer='Adam', number_layers=3)
    # With logs, this SDK waits for at least half a minute.
    job.fit(channels(), wait=True, logs=False)
    with captured() as log:
        session.logs_for_job(job.latest_training_job.name, wait=True)
    assert len(values_in(log.getvalue(), 'pr_auc')) == 8, 'the log is not complete'
    assert 'Billable seconds:' in log.getvalue(), 'no billable time was shown'


def failing_part():
    os.makedirs('broken')
    with open('broken/broken.py', 'w') as target:
        target.write('import sys\n'
                     'print("ValueError: the columns do not match", file=sys.stderr)\n'
                     'sys.exit(1)\n')
    job = script_estimator('broken.py', 'broken')
    try:
        job.fit(channels(), wait=True, logs=False)
    except ValueError as error:
        assert 'ValueError: the columns do not match' in str(error), 'the reason lacks the last line: %s' % error
    else:
        raise AssertionError('a program that exits with 1 made a job that completed')


def stopping_part():
    job = HyperparameterTuner(
        script_estimator(number_layers=1, epochs=500, pause=0.2), 'PR-AUC',
        {'learning_rate': ContinuousParameter(1e-5, 1e-1)}, METRIC_DEFINITIONS, max_jobs=10, max_parallel_jobs=2,
        base_tuning_job_name='stopping')
    job.fit(channels())
    for _ in range(60):
        frame = job.analytics().dataframe()
        if len(frame) and (frame['TrainingJobStatus'] == 'InProgress').any():
            break
        time.sleep(0.5)
    else:
        raise AssertionError('no training job started within half a minute')
    job.stop_tuning_job()
    description = None
    for _ in range(60):
        description = job.analytics().description()
        if description['HyperParameterTuningJobStatus'] == 'Stopped':
            break
        time.sleep(0.5)
    assert description['HyperParameterTuningJobStatus'] == 'Stopped', description['HyperParameterTuningJobStatus']
    frame = job.analytics().dataframe()
    assert set(frame['TrainingJobStatus']) == {'Stopped'}, 'after the stop: %s' % list(frame['TrainingJobStatus'])


def deploy_part():
    """The document's last line, and what the endpoint says of a row."""
    if not LEGACY:
        return
    import tensorflow as tf
    predictor = document_search().deploy(
        initial_instance_count=1,
        instance_type='ml.p3.2xlarge'
    )
    row = [0.5, -1.0, 0.25, 2.0, -0.75, 0.125]
    told = predictor.predict(row)
    (said,) = told['outputs']['probability']['float_val']

    best = session.sagemaker_client.describe_training_job(TrainingJobName=document_search().best_training_job())
    bucket, key = best['ModelArtifacts']['S3ModelArtifacts'][len('s3://'):].split('/', 1)
    session.boto_session.resource('s3').Bucket(bucket).download_file(key, 'legacy.tar.gz')
    with tarfile.open('legacy.tar.gz') as archive:
        archive.extractall('legacy')
    folder = next(path for path, _, files in os.walk('legacy') if 'saved_model.pb' in files)
    own = float(tf.contrib.predictor.from_saved_model(folder)({'measurements': [row]})['probability'][0])
    assert close(said, own), 'the endpoint says %r, the model %r' % (said, own)
    progress('  %r' % own)
    session.delete_endpoint(predictor.endpoint)


if __name__ == '__main__':
    progress('sagemaker of 2018' + (', legacy TensorFlow' if LEGACY else ''))
    chosen = [argument for argument in sys.argv[1:] if argument != '--legacy']
    run_parts(dict(globals()), chosen or (['document', 'attach', 'deploy'] if LEGACY else []))
