"""Trains a small network on a CSV file and reports ROC-AUC and PR-AUC.

Standard library only, Python 3.6 or later. The columns are the label (0 or 1), then the features; no header.
The hidden layers are random and stay as they are, the output layer is trained by gradient descent: that gives real
learning curves at a cost that hardly depends on the depth.
"""
import argparse
import csv
import json
import math
import os
import random
import time

FAN_IN = 3
EVALUATIONS_AN_EPOCH = 2


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('--learning_rate', type=float, default=1e-3)
    parser.add_argument('--number_nodes', type=int, default=64)
    parser.add_argument('--number_layers', type=int, default=2)
    parser.add_argument('--optimizer', choices=['Adam', 'SGD'], default='Adam')
    parser.add_argument('--epochs', type=int, default=4)
    parser.add_argument('--pause', type=float, default=0.0, help='seconds to sleep after each epoch')
    # The TensorFlow estimators of the SDK always pass this one.
    parser.add_argument('--model_dir', default=None)
    # Strict on purpose: the platform must not hand its own hyper-parameters on to the program.
    return parser.parse_args()


def read_channel(name, suffix='.csv'):
    folder = os.environ.get('SM_CHANNEL_' + name.upper(), '/opt/ml/input/data/' + name)
    labels, rows = [], []
    for file_name in sorted(os.listdir(folder)):
        if file_name.endswith(suffix):
            with open(os.path.join(folder, file_name)) as source:
                for line in csv.reader(source):
                    labels.append(int(line[0]))
                    rows.append([float(value) for value in line[1:]])
    if not rows:
        raise SystemExit('no rows in channel %s (%s)' % (name, folder))
    return labels, rows


class HiddenLayers(object):
    """Layers of tanh nodes, each reading a few values of the layer before. The output sees the nodes of all layers."""

    def __init__(self, inputs, nodes, layers, rng):
        self.layers = []
        width = inputs
        for index in range(layers):
            size = max(1, nodes // layers)
            self.layers.append([
                ([(rng.randrange(width), rng.gauss(0, 1)) for _ in range(FAN_IN)], rng.gauss(0, 0.5))
                for _ in range(size)
            ])
            width = size

    def apply(self, row):
        values, seen = row, [1.0]
        for layer in self.layers:
            values = [math.tanh(bias + sum(values[i] * w for i, w in wires)) for wires, bias in layer]
            seen.extend(values)
        return seen


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


class SGD(object):
    def __init__(self, learning_rate, size):
        self.learning_rate = learning_rate

    def step(self, weights, error, values):
        rate = self.learning_rate * error
        return [w - rate * v for w, v in zip(weights, values)]


class Adam(object):
    """Kingma and Ba, 2015, algorithm 1."""

    def __init__(self, learning_rate, size):
        self.learning_rate = learning_rate
        self.mean, self.square, self.time = [0.0] * size, [0.0] * size, 0

    def step(self, weights, error, values):
        self.time += 1
        self.mean = [0.9 * m + 0.1 * error * v for m, v in zip(self.mean, values)]
        self.square = [0.999 * s + 0.001 * (error * v) ** 2 for s, v in zip(self.square, values)]
        rate = self.learning_rate * math.sqrt(1 - 0.999 ** self.time) / (1 - 0.9 ** self.time)
        return [w - rate * m / (math.sqrt(s) + 1e-8) for w, m, s in zip(weights, self.mean, self.square)]


def groups_by_score(labels, scores):
    """(positives, negatives) of each distinct score, best score first, so that ties count as ties."""
    counts = {}
    for label, score in zip(labels, scores):
        positives, negatives = counts.get(score, (0, 0))
        counts[score] = (positives + label, negatives + 1 - label)
    return [counts[score] for score in sorted(counts, reverse=True)]


def roc_auc(labels, scores):
    positives, area = 0, 0.0
    for p, n in groups_by_score(labels, scores):
        area += n * (positives + p / 2.0)
        positives += p
    return area / (positives * (len(labels) - positives))


def pr_auc(labels, scores):
    """Average precision: the precision at each threshold, weighted by the recall gained there."""
    total, positives, seen, area = sum(labels), 0, 0, 0.0
    for p, n in groups_by_score(labels, scores):
        positives, seen = positives + p, seen + p + n
        area += (p / float(total)) * (positives / float(seen))
    return area


def log(text):
    now = time.time()
    stamp = time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(now))
    # Flushed, since the metrics are read from the log while the program runs.
    print('%s,%03d INFO - tensorflow - %s' % (stamp, now % 1 * 1000, text), flush=True)


def evaluate(weights, labels, values, step):
    scores = [sigmoid(dot(weights, v)) for v in values]
    losses = [-math.log(max(1e-12, s if label else 1 - s)) for label, s in zip(labels, scores)]
    metrics = {'loss': sum(losses) / len(losses), 'pr_auc': pr_auc(labels, scores), 'roc_auc': roc_auc(labels, scores)}
    log('Saving dict for global step %d: global_step = %d, loss = %.8f, pr_auc = %.8f, roc_auc = %.8f'
        % (step, step, metrics['loss'], metrics['pr_auc'], metrics['roc_auc']))
    return metrics


def main():
    arguments = parse_arguments()
    labels, rows = read_channel('training')
    test_labels, test_rows = read_channel('test')
    # The same hyper-parameters give the same model every time.
    rng = random.Random(arguments.number_nodes)
    hidden = HiddenLayers(len(rows[0]), arguments.number_nodes, arguments.number_layers, rng)
    values = [hidden.apply(row) for row in rows]
    test_values = [hidden.apply(row) for row in test_rows]
    weights = [rng.gauss(0, 1) / math.sqrt(len(values[0])) for _ in values[0]]
    optimizer = {'Adam': Adam, 'SGD': SGD}[arguments.optimizer](arguments.learning_rate, len(weights))
    log('%d rows for training, %d for the test, %d nodes' % (len(rows), len(test_rows), len(weights) - 1))

    step, metrics = 0, {}
    evaluate_every = max(1, len(rows) // EVALUATIONS_AN_EPOCH)
    for epoch in range(arguments.epochs):
        order = list(range(len(rows)))
        rng.shuffle(order)
        for i in order:
            error = sigmoid(dot(weights, values[i])) - labels[i]
            weights = optimizer.step(weights, error, values[i])
            step += 1
            if step % evaluate_every == 0:
                metrics = evaluate(weights, test_labels, test_values, step)
        log('epoch %d of %d done' % (epoch + 1, arguments.epochs))
        time.sleep(arguments.pause)

    model = {'hyperparameters': vars(arguments), 'metrics': metrics, 'steps': step, 'weights': weights,
             'hidden': hidden.layers}
    folder = os.environ.get('SM_MODEL_DIR', '/opt/ml/model')
    with open(os.path.join(folder, 'model.json'), 'w') as target:
        json.dump(model, target)
    log('model saved')


if __name__ == '__main__':
    main()
