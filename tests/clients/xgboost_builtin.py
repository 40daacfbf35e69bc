"""The built-in XGBoost as public tuning notebooks use it: an image name, CSV and libsvm channels, no script and no metric."""

import io
import os
import random
import subprocess
import sys
import tarfile
import time

import boto3
import xgboost

from checks import run_parts

sagemaker, s3, cloudwatch = boto3.client('sagemaker'), boto3.client('s3'), boto3.client('cloudwatch')
BUCKET = 'xgboost-data'
IMAGES = {
    'csv': '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
    'libsvm': '811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:latest',
}


def rows(seed, count):
    random.seed(seed)
    for _ in range(count):
        x = [random.uniform(-1, 1) for _ in range(4)]
        yield int(x[0] + x[1] * x[2] + random.gauss(0, 0.3) > 0), x


def upload():
    s3.create_bucket(Bucket=BUCKET)
    for channel, seed, count in (('train', 1, 400), ('validation', 2, 200)):
        data = list(rows(seed, count))
        csv = ''.join('%d,%s\n' % (y, ','.join('%.4f' % v for v in x)) for y, x in data)
        libsvm = ''.join('%d %s\n' % (y, ' '.join('%d:%.4f' % (i, v) for i, v in enumerate(x))) for y, x in data)
        s3.put_object(Bucket=BUCKET, Key='csv/%s/part-0.csv' % channel, Body=csv.encode())
        s3.put_object(Bucket=BUCKET, Key='libsvm/%s/part-0' % channel, Body=libsvm.encode())


def channels(form):
    content_type = {'csv': 'text/csv', 'libsvm': 'libsvm'}[form]
    return [{'ChannelName': name, 'ContentType': content_type, 'DataSource': {'S3DataSource': {
        'S3DataType': 'S3Prefix', 'S3Uri': 's3://%s/%s/%s' % (BUCKET, form, name),
        'S3DataDistributionType': 'FullyReplicated'}}} for name in ('train', 'validation')]


def search(form):
    name = 'xgboost-' + form
    sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name,
        HyperParameterTuningJobConfig={
            'Strategy': 'Bayesian',
            'HyperParameterTuningJobObjective': {'Type': 'Maximize', 'MetricName': 'validation:auc'},
            'ResourceLimits': {'MaxNumberOfTrainingJobs': 6, 'MaxParallelTrainingJobs': 2},
            'ParameterRanges': {
                'ContinuousParameterRanges': [
                    {'Name': 'eta', 'MinValue': '0.01', 'MaxValue': '0.5', 'ScalingType': 'Auto'},
                    {'Name': 'alpha', 'MinValue': '0', 'MaxValue': '2', 'ScalingType': 'Auto'}],
                'IntegerParameterRanges': [
                    {'Name': 'max_depth', 'MinValue': '1', 'MaxValue': '8', 'ScalingType': 'Auto'}]}},
        TrainingJobDefinition={
            # Those that this booster does not look at come along in many notebooks.
            'StaticHyperParameters': {'objective': 'binary:logistic', 'num_round': '20', 'eval_metric': 'auc',
                                      'rate_drop': '0.3', 'tweedie_variance_power': '1.4'},
            'AlgorithmSpecification': {'TrainingImage': IMAGES[form], 'TrainingInputMode': 'File'},
            'RoleArn': 'arn:aws:iam::123456789012:role/SageMakerRole',
            'InputDataConfig': channels(form),
            'OutputDataConfig': {'S3OutputPath': 's3://%s/output' % BUCKET},
            'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 10},
            'StoppingCondition': {'MaxRuntimeInSeconds': 600}})
    for _ in range(600):
        job = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        if job['HyperParameterTuningJobStatus'] != 'InProgress':
            break
        time.sleep(0.2)
    assert job['HyperParameterTuningJobStatus'] == 'Completed', job.get('FailureReason', job)
    assert job['TrainingJobStatusCounters']['Completed'] == 6, job
    return job


def booster_of(artifact):
    """The model in an archive."""
    packed = s3.get_object(Bucket=BUCKET, Key=artifact[len('s3://%s/' % BUCKET):])['Body'].read()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        member = next(m for m in archive.getmembers() if m.name.endswith('xgboost-model'))
        with open('model.ubj', 'wb') as model:
            model.write(archive.extractfile(member).read())
    booster = xgboost.Booster()
    booster.load_model('model.ubj')
    return booster


def check(job):
    best = job['BestTrainingJob']
    auc = best['FinalHyperParameterTuningJobObjectiveMetric']['Value']
    assert 0.85 < auc <= 1, 'the best AUC is %r' % auc
    described = sagemaker.describe_training_job(TrainingJobName=best['TrainingJobName'])
    names = {metric['Name'] for metric in described['AlgorithmSpecification']['MetricDefinitions']}
    assert names >= {'validation:auc', 'train:auc', 'validation:rmse'}, names
    points = cloudwatch.get_metric_statistics(
        Namespace='/aws/sagemaker/TrainingJobs', MetricName='validation:auc', Period=60, Statistics=['Average'],
        Dimensions=[{'Name': 'TrainingJobName', 'Value': best['TrainingJobName']}],
        StartTime=described['TrainingStartTime'], EndTime=described['TrainingEndTime'])['Datapoints']
    assert len(points) == 20, 'one point a round: %d' % len(points)
    booster = booster_of(described['ModelArtifacts']['S3ModelArtifacts'])
    data = list(rows(3, 50))
    predictions = booster.predict(xgboost.DMatrix([x for _, x in data]))
    right = sum((p > 0.5) == bool(y) for p, (y, _) in zip(predictions, data))
    assert right >= 38, 'the model is right in %d of 50' % right


def program_part():
    """The program itself, on every kind of input that it takes."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    subprocess.check_call([sys.executable, os.path.join(root, 'python', 'tests', 'test_xgboost_train.py')])


def csv_part():
    upload()
    check(search('csv'))


def libsvm_part():
    check(search('libsvm'))


def deploy_part():
    """The best booster behind an endpoint: CSV and libsvm in, the booster's own predictions out."""
    best = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName='xgboost-csv')['BestTrainingJob']
    artifact = sagemaker.describe_training_job(TrainingJobName=best['TrainingJobName'])['ModelArtifacts']['S3ModelArtifacts']
    sagemaker.create_model(ModelName='booster', ExecutionRoleArn='arn:aws:iam::123456789012:role/SageMakerRole',
                           PrimaryContainer={'Image': IMAGES['csv'], 'ModelDataUrl': artifact})
    sagemaker.create_endpoint_config(EndpointConfigName='booster', ProductionVariants=[{
        'VariantName': 'All', 'ModelName': 'booster', 'InitialInstanceCount': 1, 'InstanceType': 'ml.m5.large'}])
    sagemaker.create_endpoint(EndpointName='booster', EndpointConfigName='booster')
    sagemaker.get_waiter('endpoint_in_service').wait(EndpointName='booster', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
    booster = booster_of(artifact)
    data = [[round(v, 4) for v in x] for _, x in rows(4, 20)]
    own = booster.predict(xgboost.DMatrix(data)).tolist()
    runtime = boto3.client('sagemaker-runtime')
    as_csv = '\n'.join(','.join(map(str, x)) for x in data)
    as_libsvm = '\n'.join('0 ' + ' '.join('%d:%s' % pair for pair in enumerate(x)) for x in data)
    for content_type, body in (('text/csv', as_csv), ('text/libsvm', as_libsvm)):
        answer = runtime.invoke_endpoint(EndpointName='booster', ContentType=content_type, Body=body)
        told = [float(score) for score in answer['Body'].read().decode().split(',')]
        assert len(told) == 20 and all(abs(a - b) < 1e-5 for a, b in zip(told, own)), (content_type, told[:3], own[:3])
    sagemaker.delete_endpoint(EndpointName='booster')


def bad_values_part():
    """What the algorithm refuses is told in the reason of the failure."""
    sagemaker.create_training_job(
        TrainingJobName='bad-eta', HyperParameters={'num_round': '5', 'eta': 'seven'},
        AlgorithmSpecification={'TrainingImage': IMAGES['csv'], 'TrainingInputMode': 'File'},
        RoleArn='arn:aws:iam::123456789012:role/SageMakerRole', InputDataConfig=channels('csv'),
        OutputDataConfig={'S3OutputPath': 's3://%s/output' % BUCKET},
        ResourceConfig={'InstanceType': 'ml.m5.large', 'InstanceCount': 1, 'VolumeSizeInGB': 10},
        StoppingCondition={'MaxRuntimeInSeconds': 600})
    for _ in range(100):
        job = sagemaker.describe_training_job(TrainingJobName='bad-eta')
        if job['TrainingJobStatus'] != 'InProgress':
            break
        time.sleep(0.2)
    assert job['TrainingJobStatus'] == 'Failed' and 'eta' in job['FailureReason'], job


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
