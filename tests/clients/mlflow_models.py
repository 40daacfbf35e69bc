"""boto3: a model of MLflow, saved by MLflow itself, behind an endpoint; and a folder of it without an SDK.

Usage: mlflow_models.py [PART ...]; all parts by default. The parts are the functions below that end in `_part`.
"""
import io
import json
import os
import subprocess
import sys
import tarfile

import boto3
import mlflow.sklearn
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge

from checks import run_parts
from jobs import BUCKET, ROLE, s3, sagemaker
from servers import PROGRAM, needs_program

runtime = boto3.client('sagemaker-runtime')
made = {}


def saved():
    """A model that MLflow saved, and some rows with its own predictions. Saved once."""
    if not made:
        table, target = load_diabetes(return_X_y=True, as_frame=True)
        model = Ridge().fit(table, target)
        # The rest of the server's requirements is nothing that this test needs.
        mlflow.sklearn.save_model(model, 'ridge', serialization_format='cloudpickle', pip_requirements=['scikit-learn'])
        made.update(rows=table.head(7), own=model.predict(table.head(7)))
    return made


def asked(name):
    """What an endpoint says to each of the forms in which MLflow's own server takes rows."""
    rows, own = saved()['rows'], saved()['own']
    for content_type, body in (
            ('application/json', json.dumps({'dataframe_split': json.loads(rows.to_json(orient='split', index=False))})),
            ('application/json', json.dumps({'dataframe_records': rows.to_dict('records')})),
            ('text/csv', rows.to_csv(index=False))):
        answer = runtime.invoke_endpoint(EndpointName=name, ContentType=content_type, Body=body)
        told = json.loads(answer['Body'].read())['predictions']
        assert np.allclose(told, own), (body[:60], told, own)
    try:
        runtime.invoke_endpoint(EndpointName=name, ContentType='application/json', Body='{"rows": []}')
    except runtime.exceptions.ModelError as error:
        assert error.response['OriginalStatusCode'] == 400 and 'dataframe_split' in error.response['OriginalMessage'], error
    else:
        raise AssertionError('a body without rows was accepted')


def archive_part():
    saved()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w:gz') as target:
        target.add('ridge', arcname='.')
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key='ridge/model.tar.gz', Body=packed.getvalue())
    # Any image: the model says itself what it is.
    sagemaker.create_model(ModelName='ridge', ExecutionRoleArn=ROLE, PrimaryContainer={
        'Image': 'tunesmith/handlers', 'ModelDataUrl': 's3://%s/ridge/model.tar.gz' % BUCKET})
    sagemaker.create_endpoint_config(EndpointConfigName='ridge', ProductionVariants=[{
        'VariantName': 'All', 'ModelName': 'ridge', 'InitialInstanceCount': 1, 'InstanceType': 'ml.m5.large'}])
    sagemaker.create_endpoint(EndpointName='ridge', EndpointConfigName='ridge')
    sagemaker.get_waiter('endpoint_in_service').wait(EndpointName='ridge', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
    asked('ridge')
    sagemaker.delete_endpoint(EndpointName='ridge')


@needs_program
def folder_part():
    saved()
    data = os.path.join(os.getcwd(), os.pardir, 'data')
    told = subprocess.run([PROGRAM, 'deploy', 'ridge', '--name', 'folder', '--python', sys.executable, '--data-dir', data],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, timeout=120)
    assert told.returncode == 0, told.stdout
    asked('folder')
    sagemaker.delete_endpoint(EndpointName='folder')


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])
