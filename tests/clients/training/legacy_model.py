"""The document's entry point: functions that the platform calls, not a program. TensorFlow 1.x, or 2.x up to 2.15."""
import csv
import os

import numpy as np

try:
    import tensorflow.compat.v1 as tf
except ImportError:
    import tensorflow as tf

DEFAULT_LEARNING_RATE = 1e-3
FEATURES = 6


def model_fn(features, labels, mode, hyperparameters=None):
    if hyperparameters is None:
        hyperparameters = dict()
    # Extract parameters
    learning_rate = hyperparameters.get('learning_rate', DEFAULT_LEARNING_RATE)
    number_nodes = hyperparameters.get('number_nodes', 64)
    number_layers = hyperparameters.get('number_layers', 2)
    optimizer = hyperparameters.get('optimizer', 'Adam')

    net = features['inputs']
    for _ in range(int(number_layers)):
        net = tf.layers.dense(net, int(number_nodes), activation=tf.nn.relu)
    logits = tf.squeeze(tf.layers.dense(net, 1), axis=1)
    predictions = tf.sigmoid(logits)
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(
            mode=mode,
            predictions={'scores': predictions},
            export_outputs={'serving_default': tf.estimator.export.PredictOutput({'scores': predictions})},
        )

    loss = tf.losses.sigmoid_cross_entropy(labels, logits)
    train_op = None
    if mode == tf.estimator.ModeKeys.TRAIN:
        kind = {'Adam': tf.train.AdamOptimizer, 'SGD': tf.train.GradientDescentOptimizer}[optimizer]
        train_op = kind(float(learning_rate)).minimize(loss, global_step=tf.train.get_global_step())

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


def _dataset(folder):
    labels, rows = [], []
    for name in sorted(os.listdir(folder)):
        if name.endswith('.csv'):
            with open(os.path.join(folder, name)) as source:
                for line in csv.reader(source):
                    labels.append(float(line[0]))
                    rows.append([float(value) for value in line[1:]])
    inputs = np.array(rows, dtype=np.float32)
    return tf.data.Dataset.from_tensor_slices(({'inputs': inputs}, np.array(labels, dtype=np.float32)))


def train_input_fn(training_dir, hyperparameters=None):
    # Extract parameters
    if not hyperparameters:
        hyperparameters = dict()
    epochs = hyperparameters.get('epochs', None)
    return _dataset(training_dir).shuffle(1000, seed=1).repeat(epochs).batch(32)


def eval_input_fn(training_dir, hyperparameters=None):
    # The platform of 2018 names the folder of the channel `training` here too; the others lie beside it.
    return _dataset(os.path.join(os.path.dirname(training_dir.rstrip('/')), 'test')).batch(64)


def serving_input_fn(hyperparameters=None):
    inputs = tf.placeholder(tf.float32, [None, FEATURES])
    return tf.estimator.export.ServingInputReceiver({'inputs': inputs}, {'inputs': inputs})
