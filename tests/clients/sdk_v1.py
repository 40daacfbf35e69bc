"""The SageMaker Python SDK 1.72, the last of the 1.x line, with the document's names (train_instance_count, ...).

Usage: sdk_v1.py [PART ...]; all parts by default. The parts are the functions below that end in `_part`.
"""
import json
import os
import shutil
import sys
import time

import sagemaker
from sagemaker.analytics import TrainingJobAnalytics
from sagemaker.exceptions import UnexpectedStatusException
from sagemaker.tensorflow import TensorFlow
from sagemaker.tuner import (CategoricalParameter, ContinuousParameter, HyperparameterTuner, IntegerParameter,
                             WarmStartConfig, WarmStartTypes)

import dataset
from checks import (METRIC_DEFINITIONS, captured, check_best_job, check_counters, check_frame, check_model, close,
                    progress, run_parts, same_values, values_in)
from deployed import check_deployed

ROLE = 'arn:aws:iam::123456789012:role/SageMakerRole'
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'training')
JOBS = 10

hyperparameter_ranges = {
    'learning_rate': ContinuousParameter(1e-5, 1e-1),
    'number_nodes': IntegerParameter(32, 512),
    'optimizer': CategoricalParameter(['Adam', 'SGD'])
}

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


def estimator(entry_point='model.py', source_dir=SOURCE, **hyperparameters):
    return TensorFlow(
        entry_point=entry_point,
        source_dir=source_dir,
        role=ROLE,
        train_instance_count=1,
        train_instance_type='ml.m5.large',
        framework_version='1.12',
        py_version='py3',
        script_mode=True,
        hyperparameters=hyperparameters,
        metric_definitions=METRIC_DEFINITIONS,
    )


def document_search():
    """The document's script, with script_mode in place of training_steps. Runs once."""
    if 'document' in made:
        return made['document']
    os.makedirs('my/tensorflow')
    shutil.copy(os.path.join(SOURCE, 'model.py'), 'my/tensorflow/model.py')

    shared_hyperparameters = {
        'number_layers': 5,
    }
    tf_estimator = TensorFlow(
        entry_point='my/tensorflow/model.py',
        role=ROLE,
        train_instance_count=1,
        train_instance_type='ml.p3.2xlarge',
        framework_version='2.3.0',
        py_version='py37',
        script_mode=True,
        hyperparameters=shared_hyperparameters,
    )
    objective_metric_name = 'PR-AUC'
    objective_type = 'Maximize'
    metric_definitions = [
        {'Name': 'ROC-AUC', 'Regex': 'roc_auc = ([0-9\\.]+)'},
        {'Name': 'PR-AUC', 'Regex': 'pr_auc = ([0-9\\.]+)'}
    ]
    tuner = HyperparameterTuner(
        tf_estimator,
        objective_metric_name,
        hyperparameter_ranges,
        metric_definitions,
        max_jobs=JOBS,
        max_parallel_jobs=5,
        objective_type=objective_type
    )
    tuner.fit(inputs=channels())
    tuner.wait()
    made['document'] = tuner
    return tuner


def document_part():
    job = document_search()
    name = job.latest_tuning_job.name
    description = job.describe()
    assert description['HyperParameterTuningJobStatus'] == 'Completed', description['HyperParameterTuningJobStatus']
    check_counters(description, completed=JOBS, succeeded=JOBS)
    analytics = job.analytics()
    best_row = check_frame(analytics.dataframe(), name, JOBS, ('"Adam"', '"SGD"'))
    assert set(analytics.tuning_ranges) == {'learning_rate', 'number_nodes', 'optimizer'}, analytics.tuning_ranges

    best = job.best_training_job()
    row = next(row for row in analytics.dataframe().to_dict('records') if row['TrainingJobName'] == best)
    assert close(row['FinalObjectiveValue'], best_row['FinalObjectiveValue']), 'the best job is not the best: ' + best
    job_description = session.describe_training_job(best)
    artifact = check_best_job(job_description, best, description['HyperParameterTuningJobArn'], row)
    bucket, key = artifact[len('s3://'):].split('/', 1)
    session.download_data('downloaded', bucket, key)
    check_model('downloaded/model.tar.gz', row)

    with captured() as log:
        session.logs_for_job(best, wait=False)
    curve = values_in(log.getvalue(), 'pr_auc')
    assert len(curve) == 8, 'expected 8 evaluations in the log, found %d' % len(curve)
    assert len(values_in(log.getvalue(), 'roc_auc')) == 8, 'the log lacks roc_auc'
    assert close(curve[-1], row['FinalObjectiveValue']), 'the final value is not the last one in the log'
    frame = TrainingJobAnalytics(best, metric_names=['PR-AUC']).dataframe()
    same_values(list(frame['value']), curve, 'curve of PR-AUC')


def attach_part():
    name = document_search().latest_tuning_job.name
    attached = HyperparameterTuner.attach(name)
    best = attached.best_training_job()
    assert best == document_search().best_training_job(), 'attach() finds another best job'
    best_estimator = attached.best_estimator()
    assert best_estimator.latest_training_job.name == best, best_estimator.latest_training_job.name
    assert best_estimator.model_data.endswith('/%s/output/model.tar.gz' % best), best_estimator.model_data
    assert json.loads(best_estimator.hyperparameters()['optimizer']) in ('Adam', 'SGD')
    attached.stop_tuning_job()


def warm_start_part():
    parent = document_search()
    name = parent.latest_tuning_job.name
    job = HyperparameterTuner(
        parent.estimator, 'PR-AUC', hyperparameter_ranges, METRIC_DEFINITIONS, max_jobs=3, max_parallel_jobs=2,
        base_tuning_job_name='warm',
        warm_start_config=WarmStartConfig(WarmStartTypes.IDENTICAL_DATA_AND_ALGORITHM, parents={name}))
    job.fit(channels())
    description = session.wait_for_tuning_job(job.latest_tuning_job.name, poll=1)
    check_counters(description, completed=3, succeeded=3)
    best = [search['BestTrainingJob']['FinalHyperParameterTuningJobObjectiveMetric']['Value']
            for search in (parent.describe(), description)]
    overall = description['OverallBestTrainingJob']['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    assert close(overall, max(best)), 'best of parent and child are %r, the overall best is %r' % (best, overall)


def training_part():
    job = estimator(learning_rate=0.01, number_nodes=48, optimizer='Adam', number_layers=3)
    # With logs, this SDK waits for at least half a minute.
    job.fit(channels(), wait=True, logs=False)
    with captured() as log:
        session.logs_for_job(job.latest_training_job.name, wait=True)
    assert len(values_in(log.getvalue(), 'pr_auc')) == 8, 'the log is not complete'
    assert len(job.training_job_analytics.dataframe()) == 16, 'expected 8 points of 2 metrics'


def failing_part():
    os.makedirs('broken', exist_ok=True)
    with open('broken/broken.py', 'w') as target:
        target.write('import sys\n'
                     'print("ValueError: the columns do not match", file=sys.stderr)\n'
                     'sys.exit(1)\n')
    job = estimator('broken.py', 'broken')
    try:
        job.fit(channels(), wait=True, logs=False)
        raise AssertionError('a program that exits with 1 made a job that completed')
    except UnexpectedStatusException as error:
        assert 'ValueError: the columns do not match' in str(error), 'the reason lacks the last line: %s' % error


def stopping_part():
    job = HyperparameterTuner(
        estimator(number_layers=1, epochs=500, pause=0.2), 'PR-AUC', {'learning_rate': ContinuousParameter(1e-5, 1e-1)},
        METRIC_DEFINITIONS, max_jobs=10, max_parallel_jobs=2, base_tuning_job_name='stopping')
    job.fit(channels())
    for _ in range(60):
        frame = job.analytics().dataframe()
        if len(frame) and (frame['TrainingJobStatus'] == 'InProgress').any():
            break
        time.sleep(0.5)
    else:
        raise AssertionError('no training job started within half a minute')
    job.stop_tuning_job()
    description = session.wait_for_tuning_job(job.latest_tuning_job.name, poll=1)
    assert description['HyperParameterTuningJobStatus'] == 'Stopped', description['HyperParameterTuningJobStatus']
    frame = job.analytics().dataframe()
    assert set(frame['TrainingJobStatus']) == {'Stopped'}, 'after the stop: %s' % list(frame['TrainingJobStatus'])


def deploy_part():
    """The search with a real model of scikit-learn, to its last line: the best model answers, as it would by itself."""
    from sagemaker.sklearn import SKLearn
    job = HyperparameterTuner(SKLearn(
        entry_point='sklearn_model.py', source_dir=SOURCE, role=ROLE, train_instance_count=1, train_instance_type='ml.m5.large',
        framework_version='0.23-1', py_version='py3'), 'PR-AUC', hyperparameter_ranges, METRIC_DEFINITIONS,
        objective_type='Maximize', base_tuning_job_name='network', max_jobs=4, max_parallel_jobs=2)
    job.fit(channels())
    job.wait()
    predictor = job.deploy(initial_instance_count=1, instance_type='ml.m5.large')
    check_deployed(session, job.best_training_job(), predictor, predictor.endpoint)


if __name__ == '__main__':
    progress('sagemaker ' + sagemaker.__version__)
    run_parts(dict(globals()), sys.argv[1:])
