"""What the scripts for the SDK's versions check of a deployed scikit-learn model. Python 3.8 or later, with the model's packages."""
import json
import tarfile

import joblib
import numpy as np


def check_deployed(session, training_job, predictor, endpoint):
    """The predictor says what the model by itself says, in every form; then it is deleted."""
    rows = np.random.RandomState(0).normal(size=(50, 6))
    told = predictor.predict(rows)
    artifact = session.sagemaker_client.describe_training_job(TrainingJobName=training_job)['ModelArtifacts']['S3ModelArtifacts']
    bucket, _, key = artifact[len('s3://'):].partition('/')
    session.boto_session.client('s3').download_file(bucket, key, 'network.tar.gz')
    with tarfile.open('network.tar.gz') as archive:
        archive.extractall('network')
    own = joblib.load('network/model.joblib').predict_proba(rows)[:, 1]
    assert np.allclose(told, own), 'the endpoint says %r, the model %r' % (told[:3], own[:3])
    for accept, read in (('application/json', json.loads), ('text/csv', lambda text: [float(line) for line in text.split()])):
        answer = session.sagemaker_runtime_client.invoke_endpoint(
            EndpointName=endpoint, Body=json.dumps(rows.tolist()), ContentType='application/json', Accept=accept)
        assert answer['ContentType'] == accept, answer
        assert np.allclose(read(answer['Body'].read().decode()), own), accept
    predictor.delete_endpoint()
    left = [e['EndpointName'] for e in session.sagemaker_client.list_endpoints(StatusEquals='InService')['Endpoints']]
    assert endpoint not in left, left
