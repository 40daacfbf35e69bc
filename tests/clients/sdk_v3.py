"""The SageMaker Python SDK 3.x: ModelTrainer.train() and HyperparameterTuner.tune().

Usage: sdk_v3.py [PART ...]; all parts by default. The parts are the functions below that end in `_part`.
"""
import os
import sys
import time

import boto3
from sagemaker.core import image_uris
from sagemaker.core.analytics import TrainingJobAnalytics
from sagemaker.core.helper.session_helper import Session
from sagemaker.core.parameter import CategoricalParameter, ContinuousParameter, IntegerParameter
from sagemaker.core.resources import HyperParameterTuningJob, TrainingJob
from sagemaker.core.shapes import MetricDefinition, StoppingCondition
from sagemaker.core.training.configs import Compute, InputData, SourceCode
from sagemaker.core.utils.exceptions import FailedStatusError
from sagemaker.train.model_trainer import ModelTrainer
from sagemaker.train.tuner import HyperparameterTuner

import dataset
from checks import (METRIC_DEFINITIONS, check_best_job, check_counters, check_frame, check_model, close, progress,
                    run_parts, same_values, values_in)

ROLE = 'arn:aws:iam::123456789012:role/SageMakerRole'
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'training')
GROUP = '/aws/sagemaker/TrainingJobs'
JOBS = 10

hyperparameter_ranges = {
    'learning_rate': ContinuousParameter(1e-5, 1e-1),
    'number_nodes': IntegerParameter(32, 512),
    'optimizer': CategoricalParameter(['Adam', 'SGD'])
}

session = Session()
sagemaker = boto3.client('sagemaker')
made = {}


def channels():
    """The data, uploaded once."""
    if 'channels' not in made:
        training, test = dataset.write(os.getcwd())
        made['channels'] = [
            InputData(channel_name='training', data_source=session.upload_data(training, key_prefix='my/train')),
            InputData(channel_name='test', data_source=session.upload_data(test, key_prefix='my/test')),
        ]
        bucket = session.default_bucket()
        assert bucket == 'sagemaker-us-east-1-123456789012', 'default bucket is ' + bucket
    return made['channels']


def trainer(base_job_name, entry_script='model.py', source_dir=SOURCE, instance_type='ml.m5.large', **hyperparameters):
    image = image_uris.retrieve('tensorflow', 'us-east-1', version='2.14', py_version='py310', image_scope='training',
                                instance_type=instance_type)
    return ModelTrainer(
        training_image=image,
        source_code=SourceCode(source_dir=source_dir, entry_script=entry_script),
        compute=Compute(instance_type=instance_type, instance_count=1),
        stopping_condition=StoppingCondition(max_runtime_in_seconds=600),
        hyperparameters=hyperparameters,
        base_job_name=base_job_name,
        role=ROLE,
    ).with_metric_definitions([MetricDefinition(name=metric['Name'], regex=metric['Regex'])
                               for metric in METRIC_DEFINITIONS])


def log_of(name):
    """The log of a training job, by the client: this SDK shows logs only while it waits."""
    logs = boto3.client('logs')
    stream = logs.describe_log_streams(logGroupName=GROUP, logStreamNamePrefix=name + '/')['logStreams'][0]
    events = logs.get_log_events(logGroupName=GROUP, logStreamName=stream['logStreamName'], startFromHead=True)
    return '\n'.join(event['message'] for event in events['events'])


def document_search():
    """The document's search, in the spelling of SDK 3.x. Runs once."""
    if 'document' in made:
        return made['document']
    model_trainer = trainer('tensorflow-training-job', instance_type='ml.p3.2xlarge', number_layers=5)
    tuner = HyperparameterTuner(
        model_trainer,
        'PR-AUC',
        hyperparameter_ranges,
        METRIC_DEFINITIONS,
        max_jobs=JOBS,
        max_parallel_jobs=4,
        objective_type='Maximize',
    )
    tuner.tune(inputs=channels(), wait=False)
    tuner.wait()
    made['document'] = tuner
    return tuner


def document_part():
    tuner = document_search()
    tuning_job = tuner.describe()
    name = tuning_job.hyper_parameter_tuning_job_name
    assert tuning_job.hyper_parameter_tuning_job_status == 'Completed', tuning_job.hyper_parameter_tuning_job_status
    description = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
    check_counters(description, completed=JOBS, succeeded=JOBS)

    frame = tuner.analytics().dataframe()
    # This SDK sends categories as they are, without the JSON quotes of the older ones.
    best_row = check_frame(frame, name, JOBS, ('Adam', 'SGD'))
    best = tuner.best_training_job()
    row = next(row for row in frame.to_dict('records') if row['TrainingJobName'] == best)
    assert close(row['FinalObjectiveValue'], best_row['FinalObjectiveValue']), 'the best job is not the best: ' + best
    artifact = check_best_job(sagemaker.describe_training_job(TrainingJobName=best), best,
                              description['HyperParameterTuningJobArn'], row)
    bucket, key = artifact[len('s3://'):].split('/', 1)
    session.download_data('downloaded', bucket, key)
    check_model('downloaded/model.tar.gz', row)

    jobs = list(tuning_job.get_all_training_jobs(sort_by='FinalObjectiveMetricValue', sort_order='Descending'))
    assert len(jobs) == JOBS and jobs[0].training_job_name == best, [job.training_job_name for job in jobs]
    listed = list(HyperParameterTuningJob.get_all(name_contains=name))
    assert [job.hyper_parameter_tuning_job_name for job in listed] == [name], listed

    resource = TrainingJob.get(best)
    assert resource.model_artifacts.s3_model_artifacts == artifact, resource.model_artifacts
    curve = values_in(log_of(best), 'pr_auc')
    assert len(curve) == 8, 'expected 8 evaluations in the log, found %d' % len(curve)
    assert close(curve[-1], row['FinalObjectiveValue']), 'the final value is not the last one in the log'
    found = TrainingJobAnalytics(best, metric_names=['PR-AUC'], sagemaker_session=session).dataframe()
    same_values(list(found['value']), curve, 'curve of PR-AUC')


def training_part():
    model_trainer = trainer('train-once', learning_rate=0.01, number_nodes=48, optimizer='Adam', number_layers=3)
    model_trainer.train(input_data_config=channels(), wait=True, logs=True)
    job = model_trainer._latest_training_job
    assert job.training_job_status == 'Completed', job.training_job_status
    log = log_of(job.training_job_name)
    curve = values_in(log, 'pr_auc')
    assert len(curve) == 8, 'expected 8 evaluations in the log, found %d' % len(curve)
    assert 'Training Container Execution Completed' in log, 'the driver of the SDK did not run to its end'
    bucket, key = job.model_artifacts.s3_model_artifacts[len('s3://'):].split('/', 1)
    session.download_data('trained', bucket, key)
    check_model('trained/model.tar.gz', {'learning_rate': 0.01, 'number_nodes': 48, 'optimizer': 'Adam',
                                         'FinalObjectiveValue': curve[-1]})


def failing_part():
    os.makedirs('broken')
    with open('broken/broken.py', 'w') as target:
        target.write('import sys\n'
                     'print("ValueError: the columns do not match", file=sys.stderr)\n'
                     'sys.exit(1)\n')
    model_trainer = trainer('train-broken', 'broken.py', 'broken')
    try:
        model_trainer.train(input_data_config=channels(), wait=True, logs=False)
    except FailedStatusError as error:
        # The driver of the SDK writes this into /opt/ml/output/failure.
        assert 'returned non-zero exit status 1' in str(error), error
    else:
        raise AssertionError('a program that exits with 1 made a job that completed')
    assert 'the columns do not match' in log_of(model_trainer._latest_training_job.training_job_name)


def stopping_part():
    tuner = HyperparameterTuner(
        trainer('to-be-stopped', number_layers=1, epochs=500, pause=0.2), 'PR-AUC',
        {'learning_rate': ContinuousParameter(1e-5, 1e-1)}, METRIC_DEFINITIONS, max_jobs=10, max_parallel_jobs=2,
        base_tuning_job_name='to-be-stopped')
    tuner.tune(inputs=channels(), wait=False)
    for _ in range(60):
        frame = tuner.analytics().dataframe()
        if len(frame) and (frame['TrainingJobStatus'] == 'InProgress').any():
            break
        time.sleep(0.5)
    else:
        raise AssertionError('no training job started within half a minute')
    tuner.stop_tuning_job()
    tuner.latest_tuning_job.wait(poll=1)
    status = tuner.describe().hyper_parameter_tuning_job_status
    assert status == 'Stopped', status
    frame = tuner.analytics().dataframe()
    assert set(frame['TrainingJobStatus']) == {'Stopped'}, 'after the stop: %s' % list(frame['TrainingJobStatus'])


if __name__ == '__main__':
    progress('sagemaker 3')
    run_parts(dict(globals()), sys.argv[1:])
