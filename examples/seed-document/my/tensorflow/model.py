"""The entry point in the document's form: functions that are called, not a program that is run."""
import csv
import glob
import os

import numpy as np
import tensorflow as tf

FEATURES = 5
DEFAULT_LEARNING_RATE = 1e-3


def model_fn(features, labels, mode, hyperparameters=None):
    if hyperparameters is None:
        hyperparameters = dict()
    # Extract parameters
    learning_rate = hyperparameters.get('learning_rate', DEFAULT_LEARNING_RATE)
    number_nodes = hyperparameters.get('number_nodes', 64)
    number_layers = hyperparameters.get('number_layers', 2)
    optimizer = hyperparameters.get('optimizer', 'Adam')

    net = features['measurements']
    for _ in range(number_layers):
        net = tf.layers.dense(net, number_nodes, activation=tf.nn.relu)
    logits = tf.squeeze(tf.layers.dense(net, 1), axis=1)
    predictions = tf.sigmoid(logits)

    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(
            mode=mode,
            predictions={'probability': predictions},
            export_outputs={'serving_default': tf.estimator.export.PredictOutput({'probability': predictions})},
        )

    loss = tf.losses.sigmoid_cross_entropy(labels, logits)
    train_op = None
    if mode == tf.estimator.ModeKeys.TRAIN:
        optimizers = {'Adam': tf.train.AdamOptimizer, 'SGD': tf.train.GradientDescentOptimizer}
        train_op = optimizers[optimizer](learning_rate).minimize(loss, global_step=tf.train.get_global_step())

    if mode == tf.estimator.ModeKeys.EVAL:
        eval_metric_ops = {
            "roc_auc": tf.metrics.auc(labels, predictions, summation_method='careful_interpolation'),
            "pr_auc": tf.metrics.auc(labels, predictions, summation_method='careful_interpolation', curve='PR'),
        }
    else:
        # e.g. in "training" mode
        eval_metric_ops = {}

    return tf.estimator.EstimatorSpec(
        mode=mode,
        loss=loss,
        train_op=train_op,
        eval_metric_ops=eval_metric_ops,
    )


def read(folder):
    """Rows of the CSV files in a channel: the label, then the measurements."""
    rows = []
    for name in sorted(glob.glob(os.path.join(folder, '*.csv'))):
        with open(name) as file:
            rows.extend([float(cell) for cell in line] for line in csv.reader(file))
    table = np.array(rows, dtype=np.float32)
    return {'measurements': table[:, 1:]}, table[:, 0]


def train_input_fn(training_dir, hyperparameters=None):
    # Extract parameters
    if not hyperparameters:
        hyperparameters = dict()

    epochs = hyperparameters.get('epochs', None)
    dataset = tf.data.Dataset.from_tensor_slices(read(training_dir))
    return dataset.shuffle(1000, seed=1).repeat(epochs).batch(32)


def eval_input_fn(input_channels, hyperparameters=None):
    return tf.data.Dataset.from_tensor_slices(read(input_channels['test'])).batch(64)


def serving_input_fn(hyperparameters=None):
    measurements = tf.placeholder(tf.float32, [None, FEATURES])
    return tf.estimator.export.ServingInputReceiver({'measurements': measurements}, {'measurements': measurements})
