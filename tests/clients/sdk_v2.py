"""The SageMaker Python SDK 2.x: the document's search, then what else users of that SDK do with it.

Usage: sdk_v2.py [PART ...]; all parts by default. The parts are the functions below that end in `_part`.
"""
import json
import os
import shutil
import sys
import time

import sagemaker
from botocore.exceptions import ClientError
from sagemaker.analytics import TrainingJobAnalytics
from sagemaker.estimator import Estimator
from sagemaker.exceptions import UnexpectedStatusException
from sagemaker.s3 import S3Downloader
from sagemaker.tensorflow import TensorFlow
from sagemaker.tuner import (CategoricalParameter, ContinuousParameter, HyperparameterTuner, IntegerParameter,
                             WarmStartConfig, WarmStartTypes)

import dataset
from checks import (METRIC_DEFINITIONS, captured, check_best_job, check_counters, check_frame, check_model, close,
                    progress, run_parts, same_values, values_in)
from deployed import check_deployed

ROLE = 'arn:aws:iam::123456789012:role/SageMakerRole'
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'training')

# The document's search space.
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
        assert made['channels']['training'] == 's3://%s/my/train/training_file.csv' % bucket, made['channels']
    return made['channels']


def estimator(entry_point='model.py', source_dir=SOURCE, **hyperparameters):
    return TensorFlow(
        entry_point=entry_point,
        source_dir=source_dir,
        role=ROLE,
        instance_count=1,
        instance_type='ml.m5.large',
        framework_version='2.14',
        py_version='py310',
        hyperparameters=hyperparameters,
        metric_definitions=METRIC_DEFINITIONS,
        max_run=600,
    )


def tuner(base_name, estimator, ranges, **arguments):
    # Names made by the SDK carry the minute only, so each search of a script needs a base name of its own.
    return HyperparameterTuner(
        estimator, 'PR-AUC', ranges, METRIC_DEFINITIONS, objective_type='Maximize', base_tuning_job_name=base_name,
        **arguments)


def wait(job):
    """tuner.wait() polls every five seconds; this is the call below it, with a shorter poll."""
    return session.wait_for_tuning_job(job.latest_tuning_job.name, poll=1)


def document_search():
    """The document's script, in the spelling of SDK 2.x. Runs once."""
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
        instance_count=1,
        instance_type='ml.p3.2xlarge',
        framework_version='2.14',
        py_version='py310',
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
        max_jobs=20,
        max_parallel_jobs=4,
        objective_type=objective_type
    )
    tuner.fit(inputs=channels(), wait=False)
    tuner.wait()
    made['document'] = tuner
    return tuner


def document_part():
    role = sagemaker.get_execution_role(session)
    assert role.startswith('arn:aws:iam::123456789012:role/'), role
    job = document_search()
    name = job.latest_tuning_job.name
    description = job.describe()
    assert description['HyperParameterTuningJobStatus'] == 'Completed', description['HyperParameterTuningJobStatus']
    check_counters(description, completed=20, succeeded=20)

    analytics = job.analytics()
    best_row = check_frame(analytics.dataframe(), name, 20, ('"Adam"', '"SGD"'))
    ranges = analytics.tuning_ranges
    assert set(ranges) == {'learning_rate', 'number_nodes', 'optimizer'}, ranges
    assert ranges['learning_rate']['MinValue'] == '1e-05', 'bounds must be echoed as they were sent: %r' % ranges

    best = job.best_training_job()
    final = description['BestTrainingJob']['FinalHyperParameterTuningJobObjectiveMetric']
    assert close(final['Value'], best_row['FinalObjectiveValue']), 'best job has %r, the data frame %r' % (
        final, best_row['FinalObjectiveValue'])
    assert final['MetricName'] == 'PR-AUC', final
    row = next(row for row in analytics.dataframe().to_dict('records') if row['TrainingJobName'] == best)
    assert close(row['FinalObjectiveValue'], best_row['FinalObjectiveValue']), 'the best job is not the best: ' + best

    job_description = session.describe_training_job(best)
    artifact = check_best_job(job_description, best, description['HyperParameterTuningJobArn'], row)
    S3Downloader.download(artifact, 'downloaded')
    model = check_model('downloaded/model.tar.gz', row)
    progress('best: %s with %r' % (best, model['hyperparameters']))

    with captured() as log:
        session.logs_for_job(best, wait=False)
    text = log.getvalue()
    assert 'roc_auc' in text, 'the log does not have the program\'s lines'
    curve = values_in(text, 'pr_auc')
    assert len(curve) == 8, 'expected 8 evaluations in the log, found %d' % len(curve)
    assert close(curve[-1], row['FinalObjectiveValue']), 'the final value is not the last one in the log'

    frame = TrainingJobAnalytics(best, metric_names=['PR-AUC']).dataframe()
    same_values(list(frame['value']), curve, 'curve of PR-AUC')
    assert list(frame['timestamp']) == sorted(frame['timestamp']), 'the curve is not in order of time'
    both = TrainingJobAnalytics(best).dataframe()
    for metric, key in (('PR-AUC', 'pr_auc'), ('ROC-AUC', 'roc_auc')):
        found = list(both[both['metric_name'] == metric]['value'])
        same_values(found, values_in(text, key), 'curve of ' + metric)


def attach_part():
    name = document_search().latest_tuning_job.name
    attached = HyperparameterTuner.attach(name)
    assert attached.max_jobs == 20 and attached.strategy == 'Bayesian', 'attached with other settings'
    best = attached.best_training_job()
    assert best == document_search().best_training_job(), 'attach() finds another best job'
    best_estimator = attached.best_estimator()
    assert isinstance(best_estimator, TensorFlow), 'attached estimator is a %s' % type(best_estimator)
    assert best_estimator.latest_training_job.name == best, best_estimator.latest_training_job.name
    assert best_estimator.model_data.endswith('/%s/output/model.tar.gz' % best), best_estimator.model_data
    parameters = best_estimator.hyperparameters()
    assert json.loads(parameters['optimizer']) in ('Adam', 'SGD'), parameters
    assert json.loads(parameters['number_layers']) in (5, '5'), parameters
    # A search that has ended: the SDK swallows ValidationException, and that alone.
    attached.stop_tuning_job()
    try:
        session.sagemaker_client.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        raise AssertionError('a finished search could be stopped')
    except ClientError as error:
        assert error.response['Error']['Code'] == 'ValidationException', error


def training_part():
    job = estimator(learning_rate=0.01, number_nodes=48, optimizer='Adam', number_layers=3)
    with captured() as log:
        job.fit(channels(), wait=True, logs='All')
    text = log.getvalue()
    assert len(values_in(text, 'pr_auc')) == 8, 'the log shown by fit() is not complete'
    assert 'Training seconds:' in text, 'fit() did not show the training time'
    curve = job.training_job_analytics.dataframe()
    assert len(curve) == 16, 'expected 8 points of 2 metrics, found %d' % len(curve)
    S3Downloader.download(job.model_data, 'trained')
    row = {'learning_rate': 0.01, 'number_nodes': 48, 'optimizer': 'Adam',
           'FinalObjectiveValue': values_in(text, 'pr_auc')[-1]}
    check_model('trained/model.tar.gz', row)

    # The generic estimator with a script.
    generic = Estimator(
        image_uri='123456789012.dkr.ecr.us-east-1.amazonaws.com/my-training:latest',
        entry_point='model.py', source_dir=SOURCE, role=ROLE, instance_count=1, instance_type='ml.m5.large',
        base_job_name='generic', hyperparameters={'learning_rate': 0.01, 'number_nodes': 48, 'optimizer': 'Adam'},
        metric_definitions=METRIC_DEFINITIONS)
    generic.fit(channels(), wait=False)
    description = session.wait_for_job(generic.latest_training_job.name, poll=1)
    assert description['TrainingJobStatus'] == 'Completed', description


def failing_part():
    os.makedirs('broken', exist_ok=True)
    with open('broken/broken.py', 'w') as target:
        target.write('import sys\n'
                     'print("reading the data", flush=True)\n'
                     'print("ValueError: the columns do not match", file=sys.stderr)\n'
                     'sys.exit(1)\n')
    job = estimator('broken.py', 'broken')
    try:
        job.fit(channels(), wait=True, logs='All')
        raise AssertionError('a program that exits with 1 made a job that completed')
    except UnexpectedStatusException as error:
        assert 'ValueError: the columns do not match' in str(error), 'the reason lacks the last line: %s' % error
        assert error.actual_status == 'Failed', error.actual_status
    description = session.describe_training_job(job.latest_training_job.name)
    assert 'the columns do not match' in description['FailureReason'], description['FailureReason']
    assert description['SecondaryStatus'] == 'Failed', description['SecondaryStatus']


def stopping_part():
    job = tuner('stopping', estimator(number_layers=1, epochs=500, pause=0.2),
                {'learning_rate': ContinuousParameter(1e-5, 1e-1)}, max_jobs=10, max_parallel_jobs=2)
    job.fit(channels(), wait=False)
    for _ in range(60):
        statuses = job.analytics().dataframe()
        if len(statuses) and (statuses['TrainingJobStatus'] == 'InProgress').any():
            break
        time.sleep(0.5)
    else:
        raise AssertionError('no training job started within half a minute')
    job.stop_tuning_job()
    description = wait(job)
    assert description['HyperParameterTuningJobStatus'] == 'Stopped', description['HyperParameterTuningJobStatus']
    frame = job.analytics().dataframe()
    assert set(frame['TrainingJobStatus']) == {'Stopped'}, 'after the stop: %s' % list(frame['TrainingJobStatus'])
    check_counters(description, stopped=len(frame))
    job.wait()


def warm_start_part():
    parent = document_search()
    name = parent.latest_tuning_job.name
    job = tuner('warm', parent.estimator, hyperparameter_ranges, max_jobs=3, max_parallel_jobs=1,
                warm_start_config=WarmStartConfig(WarmStartTypes.IDENTICAL_DATA_AND_ALGORITHM, parents={name}))
    job.fit(channels(), wait=False)
    description = wait(job)
    check_counters(description, completed=3, succeeded=3)
    config = description['WarmStartConfig']
    assert config['WarmStartType'] == 'IdenticalDataAndAlgorithm', config
    assert config['ParentHyperParameterTuningJobs'] == [{'HyperParameterTuningJobName': name}], config
    best = [search['BestTrainingJob']['FinalHyperParameterTuningJobObjectiveMetric']['Value']
            for search in (parent.describe(), description)]
    overall = description['OverallBestTrainingJob']['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    assert close(overall, max(best)), 'best of parent and child are %r, the overall best is %r' % (best, overall)
    assert 'OverallBestTrainingJob' not in parent.describe(), 'a search without parents has an overall best job'
    # The child proposes points of its own, not those of the parent again.
    # Two points may lie on one edge of the space.
    tuned = ['learning_rate', 'number_nodes', 'optimizer']
    points = [set(search.analytics().dataframe()[tuned].itertuples(index=False, name=None)) for search in (parent, job)]
    assert len(points[1]) == 3 and not points[0] & points[1], 'the child repeats its parent'
    child = HyperparameterTuner.attach(job.latest_tuning_job.name)
    assert child.warm_start_config.parents == {name}, child.warm_start_config.parents


def early_stopping_part():
    job = tuner('early', estimator(number_layers=2, epochs=10, pause=0.1), hyperparameter_ranges,
                max_jobs=8, max_parallel_jobs=2, early_stopping_type='Auto')
    job.fit(channels(), wait=False)
    description = wait(job)
    assert description['HyperParameterTuningJobConfig']['TrainingJobEarlyStoppingType'] == 'Auto', description
    assert description['HyperParameterTuningJobStatus'] == 'Completed', description['HyperParameterTuningJobStatus']
    frame = job.analytics().dataframe()
    statuses = list(frame['TrainingJobStatus'])
    assert len(statuses) == 8 and set(statuses) <= {'Completed', 'Stopped'}, statuses
    # Early stopping may happen, it need not; what was stopped keeps its last value.
    assert frame['FinalObjectiveValue'].between(0, 1).all(), 'a job has no objective: %r' % frame
    stopped = statuses.count('Stopped')
    check_counters(description, completed=8 - stopped, stopped=stopped)
    progress('%d of 8 stopped early' % stopped)


def random_part():
    found = []
    for base_name in ('random-a', 'random-b'):
        job = tuner(base_name, estimator(number_layers=2), hyperparameter_ranges, strategy='Random', max_jobs=4,
                    max_parallel_jobs=2, random_seed=7, tags=[{'Key': 'team', 'Value': 'search'}])
        job.fit(channels(), wait=False)
        description = wait(job)
        check_counters(description, completed=4, succeeded=4)
        assert description['HyperParameterTuningJobConfig']['RandomSeed'] == 7, description
        rows = job.analytics().dataframe().to_dict('records')
        found.append({(row['learning_rate'], row['number_nodes'], row['optimizer']) for row in rows})
        # Tags of the search are on each of its training jobs.
        arn = session.describe_training_job(rows[0]['TrainingJobName'])['TrainingJobArn']
        tags = session.list_tags(arn)
        assert {'Key': 'team', 'Value': 'search'} in tags, 'tags of the training job: %r' % tags
    assert len(found[0]) == 4, 'random search proposed a point twice: %r' % found
    assert found[0] == found[1], 'the same seed gave other points: %r' % found


def grid_part():
    # Without max_jobs this SDK sends null, which botocore refuses.
    job = tuner('grid', estimator(number_layers=2, learning_rate=0.01),
                {'optimizer': CategoricalParameter(['Adam', 'SGD']),
                 'number_nodes': CategoricalParameter([32, 64, 96])},
                strategy='Grid', max_jobs=6, max_parallel_jobs=2)
    job.fit(channels(), wait=False)
    description = wait(job)
    check_counters(description, completed=6, succeeded=6)
    rows = job.analytics().dataframe().to_dict('records')
    # Framework estimators send categories as JSON strings, and get them back as they were sent.
    expected = {(optimizer, nodes) for optimizer in ('"Adam"', '"SGD"') for nodes in ('"32"', '"64"', '"96"')}
    found = {(row['optimizer'], row['number_nodes']) for row in rows}
    assert len(rows) == 6 and found == expected, 'grid: %r' % found
    # Needs all three lists of ranges, the empty ones too, and MaxNumberOfTrainingJobs.
    attached = HyperparameterTuner.attach(job.latest_tuning_job.name)
    assert attached.strategy == 'Grid' and attached.best_training_job() == job.best_training_job()


def deploy_part():
    """The search with a real model of scikit-learn, to its last line: the best model answers, as it would by itself."""
    from sagemaker.sklearn import SKLearn
    job = tuner('network', SKLearn(
        entry_point='sklearn_model.py', source_dir=SOURCE, role=ROLE, instance_count=1, instance_type='ml.m5.large',
        framework_version='1.2-1', py_version='py3'), hyperparameter_ranges, max_jobs=4, max_parallel_jobs=2)
    job.fit(channels(), wait=False)
    wait(job)
    predictor = job.deploy(initial_instance_count=1, instance_type='ml.m5.large')
    check_deployed(session, job.best_training_job(), predictor, predictor.endpoint_name)


if __name__ == '__main__':
    progress('sagemaker ' + sagemaker.__version__)
    run_parts(dict(globals()), sys.argv[1:])
