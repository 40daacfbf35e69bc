"""The document's script, from its first step to its last, with the SageMaker SDK 2.x as it comes from PyPI.

    tunesmith serve --python VENV/bin/python &
    tunesmith exec -- VENV/bin/python tune.py

What differs from the document is what that SDK has renamed since 2018: `train_instance_count` and `train_instance_type`, and
`training_steps`, which is a hyper-parameter now. JOBS and STEPS are smaller than the document's 100 and 10000.
"""
import csv
import os

import sagemaker
from sagemaker.tensorflow import TensorFlow
from sagemaker.tuner import CategoricalParameter, ContinuousParameter, HyperparameterTuner, IntegerParameter

import data

JOBS = int(os.environ.get('JOBS', '12'))
STEPS = int(os.environ.get('STEPS', '300'))

session = sagemaker.Session()
training_file, test_file = data.write('.')

# Step 1 - Create an Estimator

# The parameters that are constant and will not be tuned
shared_hyperparameters = {
    'number_layers': 2,
    'training_steps': STEPS,
}

tf_estimator = TensorFlow(
    entry_point='my/tensorflow/model.py',
    role='arn:aws:iam::123456789012:role/SageMakerRole',
    instance_count=1,
    instance_type='ml.p3.2xlarge',
    framework_version='2.14',
    py_version='py310',
    hyperparameters=shared_hyperparameters,
)

# Step 2 - Define the performance metrics

objective_metric_name = 'PR-AUC'
objective_type = 'Maximize'
metric_definitions = [
    {'Name': 'ROC-AUC', 'Regex': 'roc_auc = ([0-9\\.]+)'},
    {'Name': 'PR-AUC', 'Regex': 'pr_auc = ([0-9\\.]+)'}
]

# Step 3 - Define the hyper-parameter search space

hyperparameter_ranges = {
    "learning_rate": ContinuousParameter(1e-5, 1e-1),
    "number_nodes": IntegerParameter(32, 512),
    "optimizer": CategoricalParameter(['Adam', 'SGD'])
}

# Step 4 - Specify the number of optimization iterations

tuner = HyperparameterTuner(
    tf_estimator,
    objective_metric_name,
    hyperparameter_ranges,
    metric_definitions,
    max_jobs=JOBS,
    max_parallel_jobs=2,
    objective_type=objective_type
)

# The data configuration
channel = {
    'training': session.upload_data(training_file, key_prefix='my/training'),
    'test': session.upload_data(test_file, key_prefix='my/test'),
}

tuner.fit(inputs=channel)

# Final Performance

best = tuner.analytics().dataframe().sort_values('FinalObjectiveValue').iloc[-1]
print('\nbest training job: %s, PR-AUC %.5f' % (best['TrainingJobName'], best['FinalObjectiveValue']))

predictor = tuner.deploy(
    initial_instance_count=1,
    instance_type='ml.p3.2xlarge'
)

with open(test_file) as file:
    rows = [[float(cell) for cell in line] for line in list(csv.reader(file))[:5]]
told = predictor.predict({'instances': [{'measurements': row[1:]} for row in rows]})
for row, probability in zip(rows, told['predictions']):
    print('benign with probability %.3f, in truth %s' % (probability, 'yes' if row[0] else 'no'))

if not os.environ.get('KEEP'):
    predictor.delete_endpoint()
