#!/usr/bin/env python3
"""Learning curves of real training runs, to replay when rules that stop a run early are compared.

    python3 bench/early_stop/curves.py [TASK ...] [--out FILE]

For each task 80 random configurations of a model are trained, and the validation loss after each epoch is written to
curves.jsonl.gz beside this script, one line of JSON a task; the lines of tasks that are not named stay as they are.
A loss that is not finite or beyond 1e9 is null, and so are those after it. Makes a virtual environment with what
requirements.txt asks for, downloads no data, takes about four minutes and prints what the curves are like.
"""
import argparse
import gzip
import itertools
import json
import math
import os
import subprocess
import sys
import time
import venv
import warnings
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parent.parent / 'target' / 'early-stop-bench'
CONFIGURATIONS = 80
LARGEST = 1e9
SEED = 20
for threads in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ.setdefault(threads, '1')


def interpreter(folder, requirements):
    """The interpreter of a virtual environment, which is made if it is not there."""
    python, done, wanted = folder / 'bin' / 'python', folder / 'installed.txt', requirements.read_text()
    if not done.is_file() or done.read_text() != wanted:
        print('installing', requirements.name, 'into', folder, file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', '-r', requirements], check=True)
        done.write_text(wanted)
    return python


def environment():
    """Goes on in an interpreter that has the packages."""
    if Path(sys.prefix) != PACKAGES:
        python = interpreter(PACKAGES, HERE / 'requirements.txt')
        os.execv(python, [str(python), *sys.argv])


if __name__ == '__main__':
    environment()

import numpy as np  # noqa: E402
from scipy.stats import spearmanr  # noqa: E402
from sklearn import datasets  # noqa: E402
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingClassifier  # noqa: E402
from sklearn.linear_model import SGDClassifier, SGDRegressor  # noqa: E402
from sklearn.neural_network import MLPClassifier, MLPRegressor  # noqa: E402
from sklearn.preprocessing import PolynomialFeatures  # noqa: E402

TASKS = {}


def task(group, epochs):
    """Registers a function that draws one configuration and returns it with the losses of its training."""
    def register(make):
        TASKS[make.__name__.replace('_', '-')] = group, epochs, make
        return make
    return register


class Luck:
    """Random choices of one configuration, as plain numbers that JSON can hold."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        # An object, not a number: with a number, partial_fit shuffles each epoch alike.
        self.state = np.random.RandomState(self.rng.integers(2**31))

    def uniform(self, low, high):
        return float('%.4g' % self.rng.uniform(low, high))

    def log(self, low, high):
        return float('%.4g' % math.exp(self.rng.uniform(math.log(low), math.log(high))))

    def integer(self, low, high):
        return int(self.rng.integers(low, high + 1))

    def choice(self, *options):
        return options[self.rng.integers(len(options))]


def halves(x, y, share=0.5):
    """Training and validation parts, the same for all configurations, with inputs scaled by the training part."""
    order = np.random.default_rng(SEED).permutation(len(x))
    train, valid = np.split(order, [int(len(x) * share)])
    middle, spread = x[train].mean(axis=0), x[train].std(axis=0)
    x = (x - middle) / np.where(spread > 0, spread, 1)
    return x[train], y[train], x[valid], y[valid]


def loaded(load, share=0.5):
    x, y = load(return_X_y=True)
    return halves(x, y, share)


def log_loss(probabilities, y):
    # np.clip keeps NaN, as it should: a model that has diverged gets no finite loss.
    return -np.log(np.clip(probabilities[np.arange(len(y)), y], 1e-12, 1)).mean()


def error_rate(scores, y):
    return (scores.argmax(axis=1) != y).mean() if np.isfinite(scores).all() else math.nan


def squared_error(predictions, y):
    return ((predictions - y) ** 2).mean()


def fitted(model, x, y, loss, **first):
    """The losses of a model that takes one epoch at a time."""
    while True:
        model.partial_fit(x, y, **first)
        yield loss(model)


@task('development', 40)
def digits_mlp(luck):
    x, y, x_valid, y_valid = loaded(datasets.load_digits)
    params = {
        'learning_rate': luck.log(1e-5, 0.1), 'batch': luck.choice(16, 32, 64, 128), 'alpha': luck.log(1e-6, 10),
        'hidden': luck.integer(8, 96), 'layers': luck.integer(1, 3), 'activation': luck.choice('relu', 'tanh'),
    }
    model = MLPClassifier(
        [params['hidden']] * params['layers'], activation=params['activation'], alpha=params['alpha'],
        batch_size=params['batch'], learning_rate_init=params['learning_rate'], random_state=luck.state)
    return params, fitted(model, x, y, lambda m: log_loss(m.predict_proba(x_valid), y_valid), classes=range(10))


@task('development', 30)
def cancer_logistic(luck):
    x, y, x_valid, y_valid = loaded(datasets.load_breast_cancer)
    params = {
        'eta0': luck.log(1e-5, 3), 'alpha': luck.log(1e-6, 0.3), 'schedule': luck.choice('constant', 'invscaling'),
        'power': luck.uniform(0.1, 1), 'penalty': luck.choice('l2', 'l1', 'elasticnet'),
    }
    model = SGDClassifier(
        'log_loss', penalty=params['penalty'], alpha=params['alpha'], learning_rate=params['schedule'],
        eta0=params['eta0'], power_t=params['power'], random_state=luck.state)
    return params, fitted(model, x, y, lambda m: log_loss(m.predict_proba(x_valid), y_valid), classes=range(2))


@task('development', 100)
def diabetes_boosting(luck):
    x, y, x_valid, y_valid = loaded(datasets.load_diabetes)
    params = {
        'learning_rate': luck.log(0.003, 1), 'depth': luck.integer(1, 7), 'subsample': luck.uniform(0.2, 1),
        'min_leaf': luck.integer(1, 40), 'max_features': luck.uniform(0.1, 1),
    }
    model = GradientBoostingRegressor(
        n_estimators=100, learning_rate=params['learning_rate'], max_depth=params['depth'],
        subsample=params['subsample'], min_samples_leaf=params['min_leaf'], max_features=params['max_features'],
        random_state=luck.state)
    return params, (squared_error(p, y_valid) for p in model.fit(x, y).staged_predict(x_valid))


@task('development', 50)
def friedman_mlp(luck):
    x, y, x_valid, y_valid = halves(*datasets.make_friedman1(1200, noise=1.0, random_state=SEED))
    params = {
        'learning_rate': luck.log(1e-5, 0.3), 'momentum': luck.uniform(0, 0.99), 'batch': luck.choice(8, 16, 32, 64),
        'alpha': luck.log(1e-6, 10), 'hidden': luck.integer(4, 128), 'layers': luck.integer(1, 3),
        'schedule': luck.choice('constant', 'invscaling'), 'power': luck.uniform(0.1, 0.6),
    }
    model = MLPRegressor(
        hidden_layer_sizes=[params['hidden']] * params['layers'], solver='sgd', alpha=params['alpha'],
        batch_size=params['batch'], learning_rate=params['schedule'], power_t=params['power'],
        learning_rate_init=params['learning_rate'], momentum=params['momentum'], random_state=luck.state)
    return params, fitted(model, x, y, lambda m: squared_error(m.predict(x_valid), y_valid))


@task('development', 20)
def wine_noisy(luck):
    """Each epoch is judged by other 25 examples."""
    x, y, x_valid, y_valid = loaded(datasets.load_wine)
    params = {
        'learning_rate': luck.log(3e-4, 1), 'momentum': luck.uniform(0, 0.95), 'batch': luck.choice(4, 8, 16, 32),
        'hidden': luck.integer(2, 32), 'activation': luck.choice('relu', 'tanh', 'logistic'),
    }
    model = MLPClassifier(
        [params['hidden']], solver='sgd', activation=params['activation'], batch_size=params['batch'],
        learning_rate_init=params['learning_rate'], momentum=params['momentum'], random_state=luck.state)

    def loss(fit):
        some = luck.rng.choice(len(y_valid), 25, replace=False)
        return log_loss(fit.predict_proba(x_valid[some]), y_valid[some])
    return params, fitted(model, x, y, loss, classes=range(3))


def rate(schedule, done):
    """What the learning rate is multiplied by when this share of the training is done."""
    if schedule == 'constant':
        return 1
    if schedule == 'step':
        return 1 if done < 0.5 else 0.1 if done < 0.8 else 0.01
    if schedule == 'restarts':
        done = done * 3 % 1
    return (1 + math.cos(math.pi * done)) / 2


ACTIVATIONS = {
    'relu': (lambda z: np.maximum(z, 0), lambda a: a > 0),
    'tanh': (np.tanh, lambda a: 1 - a * a),
    'sigmoid': (lambda z: 0.5 + 0.5 * np.tanh(z / 2), lambda a: a * (1 - a)),
}


def softmax(z):
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def network(x, y, params, epochs, rng, judge, classes=0):
    """Trains a network by gradient descent with momentum and a decaying rate; yields what judge says of each epoch."""
    targets = np.eye(classes)[y] if classes else y
    sizes = [x.shape[1], *[params['hidden']] * params['layers'], targets.shape[1]]
    weights = [rng.normal(0, params['spread'] / math.sqrt(a), (a, b)) for a, b in itertools.pairwise(sizes)]
    weights += [np.zeros(b) for b in sizes[1:]]
    layers, speeds = len(sizes) - 1, [np.zeros_like(w) for w in weights]
    active, slope = ACTIVATIONS[params['activation']]
    output = softmax if classes else lambda z: z

    def forward(values):
        seen = [values]
        for i in range(layers):
            z = seen[-1] @ weights[i] + weights[layers + i]
            seen.append(active(z) if i < layers - 1 else output(z))
        return seen

    for epoch in range(epochs):
        step = params['learning_rate'] * rate(params['schedule'], epoch / epochs)
        order = rng.permutation(len(x))
        for start in range(0, len(x), params['batch']):
            part = order[start:start + params['batch']]
            seen = forward(x[part])
            error = (seen[-1] - targets[part]) / len(part)
            for i in reversed(range(layers)):
                slopes = seen[i].T @ error + params['decay'] * weights[i], error.sum(axis=0)
                if i:
                    error = (error @ weights[i].T) * slope(seen[i])
                for at, gradient in zip((i, layers + i), slopes):
                    speeds[at] = params['momentum'] * speeds[at] - step * gradient
                    weights[at] += speeds[at]
        yield judge(lambda values: forward(values)[-1])


@task('development', 60)
def digits_decay(luck):
    """Rates that decay make late bloomers, as many labels are wrong; small first weights, a plateau before the drop."""
    x, y, x_valid, y_valid = loaded(datasets.load_digits)
    fixed = np.random.default_rng(SEED)
    y = np.where(fixed.uniform(size=len(y)) < 0.15, fixed.integers(10, size=len(y)), y)
    params = {
        'learning_rate': luck.log(0.01, 2), 'momentum': luck.uniform(0, 0.95), 'batch': luck.choice(8, 16, 32),
        'hidden': luck.integer(6, 32), 'layers': luck.integer(1, 3), 'activation': luck.choice(*ACTIVATIONS),
        'spread': luck.log(0.03, 3), 'decay': luck.log(1e-5, 0.03),
        'schedule': luck.choice('constant', 'step', 'cosine'),
    }
    return params, network(x, y, params, 60, luck.rng, lambda f: error_rate(f(x_valid), y_valid), classes=10)


@task('held-out', 100)
def classes_hist_boosting(luck):
    """A sixth of the labels is wrong, which large trees learn by heart."""
    x, y, x_valid, y_valid = halves(*datasets.make_classification(
        2400, 20, n_informative=8, n_clusters_per_class=4, flip_y=0.16, random_state=SEED))
    params = {
        'learning_rate': luck.log(0.003, 1), 'leaves': luck.integer(2, 48), 'min_leaf': luck.integer(2, 80),
        'l2': luck.log(1e-6, 100), 'max_features': luck.uniform(0.05, 1),
    }
    model = HistGradientBoostingClassifier(
        learning_rate=params['learning_rate'], max_iter=100, max_leaf_nodes=params['leaves'],
        min_samples_leaf=params['min_leaf'], l2_regularization=params['l2'], max_features=params['max_features'],
        early_stopping=False, random_state=luck.state)
    return params, (log_loss(p, y_valid) for p in model.fit(x, y).staged_predict_proba(x_valid))


@task('held-out', 80)
def diabetes_quadratic(luck):
    """Regression on all products of two features: easy to make diverge."""
    x, y = datasets.load_diabetes(return_X_y=True)
    x = PolynomialFeatures(2, include_bias=False).fit_transform(x / x.std(axis=0))
    x, y, x_valid, y_valid = halves(x, (y - y.mean()) / y.std())
    params = {
        'eta0': luck.log(1e-5, 0.1), 'alpha': luck.log(1e-6, 1), 'loss': luck.choice('squared_error', 'huber'),
        'schedule': luck.choice('constant', 'invscaling'), 'power': luck.uniform(0.1, 0.7),
        'average': luck.choice(True, False),
    }
    model = SGDRegressor(
        params['loss'], alpha=params['alpha'], learning_rate=params['schedule'], eta0=params['eta0'],
        power_t=params['power'], average=params['average'], random_state=luck.state)
    return params, fitted(model, x, y, lambda m: squared_error(m.predict(x_valid), y_valid))


@task('held-out', 25)
def digits_hinge(luck):
    x, y, x_valid, y_valid = loaded(datasets.load_digits)
    params = {
        'eta0': luck.log(1e-6, 1), 'alpha': luck.log(1e-6, 1), 'power': luck.uniform(0.1, 1),
        'schedule': luck.choice('constant', 'invscaling', 'optimal'), 'penalty': luck.choice('l2', 'l1'),
        'loss': luck.choice('hinge', 'squared_hinge', 'modified_huber'),
    }
    model = SGDClassifier(
        params['loss'], penalty=params['penalty'], alpha=params['alpha'], learning_rate=params['schedule'],
        eta0=params['eta0'], power_t=params['power'], random_state=luck.state)
    return params, fitted(model, x, y, lambda m: error_rate(m.decision_function(x_valid), y_valid), classes=range(10))


@task('held-out', 60)
def digits_factors(luck):
    """Fills in the unseen pixels of digits by a product of two thin matrices, which starts at a saddle."""
    pixels = datasets.load_digits().data[:500] / 16
    split = np.random.default_rng(SEED).uniform(size=pixels.shape)
    rows, columns = np.nonzero(split < 0.25)
    middle, valid = pixels[rows, columns].mean(), split > 0.7
    params = {
        'learning_rate': luck.log(0.003, 2), 'rank': luck.integer(1, 24), 'spread': luck.log(1e-4, 0.7),
        'decay': luck.log(1e-5, 0.1), 'batch': luck.choice(50, 100, 200, 400),
        'schedule': luck.choice('constant', 'step', 'cosine', 'restarts'),
    }

    def losses():
        left, right = (luck.rng.normal(0, params['spread'], (n, params['rank'])) for n in pixels.shape)
        for epoch in range(60):
            step = params['learning_rate'] * rate(params['schedule'], epoch / 60)
            order = luck.rng.permutation(len(rows))
            for start in range(0, len(rows), params['batch']):
                part = order[start:start + params['batch']]
                i, j = rows[part], columns[part]
                a, b = left[i], right[j]
                error = (middle + (a * b).sum(axis=1) - pixels[i, j])[:, None]
                np.add.at(left, i, -step * (error * b + params['decay'] * a))
                np.add.at(right, j, -step * (error * a + params['decay'] * b))
            yield math.sqrt(squared_error((middle + left @ right.T)[valid], pixels[valid]))
    return params, losses()


@task('held-out', 50)
def picture_network(luck):
    """Learns a photograph's colours from a quarter of its pixels, which waves that are too short learn by heart."""
    colours = datasets.load_sample_image('flower.jpg')[4::8, 4::8] / 255
    places = np.indices(colours.shape[:2]).reshape(2, -1).T / max(colours.shape)
    params = {
        'learning_rate': luck.log(3e-3, 2), 'momentum': luck.uniform(0, 0.97), 'batch': luck.choice(8, 16, 32, 64),
        'hidden': luck.integer(8, 96), 'layers': luck.integer(1, 3), 'activation': luck.choice('relu', 'tanh'),
        'spread': luck.log(0.1, 3), 'decay': luck.log(1e-7, 1e-3), 'waves': luck.log(1, 60),
        'schedule': luck.choice('constant', 'step', 'cosine', 'restarts'),
    }
    angles = places @ luck.rng.normal(0, params['waves'], (2, 32))
    x, y, x_valid, y_valid = halves(np.hstack([np.sin(angles), np.cos(angles)]), colours.reshape(-1, 3), 0.25)
    return params, network(x, y, params, 50, luck.rng, lambda f: squared_error(f(x_valid), y_valid))


@task('held-out', 40)
def text_model(luck):
    """Predicts the next letter from those before it, in the English that describes the data sets."""
    loads = (datasets.load_iris, datasets.load_wine, datasets.load_breast_cancer, datasets.load_diabetes,
             datasets.load_digits, datasets.load_linnerud)
    words = ' '.join(load().DESCR.lower() for load in loads)
    words = ' '.join(''.join(c if 'a' <= c <= 'z' else ' ' for c in words).split())
    letters = np.array([' abcdefghijklmnopqrstuvwxyz'.index(c) for c in words])
    params = {
        'learning_rate': luck.log(0.01, 2), 'momentum': luck.uniform(0, 0.95), 'batch': luck.choice(16, 32, 64, 128),
        'context': luck.integer(1, 8), 'hidden': luck.integer(8, 128), 'layers': luck.integer(1, 2),
        'activation': luck.choice('relu', 'tanh'), 'spread': luck.log(0.1, 3), 'decay': luck.log(1e-7, 0.01),
        'schedule': luck.choice('constant', 'step', 'cosine', 'restarts'),
    }
    length = params['context']
    before = np.lib.stride_tricks.sliding_window_view(letters, length)[:-1]
    x, y = np.eye(27)[before].reshape(len(before), -1), letters[length:]
    # Whole stretches of the text are kept for validation, as neighbouring windows share letters.
    stretch = np.arange(length, len(letters)) // 250 % 4
    train, valid = stretch < 2, stretch == 3
    return params, network(x[train], y[train], params, 40, luck.rng,
                           lambda f: log_loss(f(x[valid]), y[valid]), classes=27)


def course(losses, epochs):
    """One curve: as many losses as there are epochs, null from where the training has diverged."""
    curve = []
    try:
        for loss in itertools.islice(losses, epochs):
            if not abs(loss) <= LARGEST:
                break
            curve.append(float('%.5g' % loss))
    except ValueError as error:
        # How scikit-learn says that weights are no longer finite.
        if 'overflow' not in str(error) and 'non-finite' not in str(error):
            raise
    return curve + [None] * (epochs - len(curve))


def made(name):
    group, epochs, make = TASKS[name]
    curves, drawn = [], []
    for i in range(CONFIGURATIONS):
        params, losses = make(Luck([SEED, i, zlib.crc32(name.encode())]))
        curves.append(course(losses, epochs))
        drawn.append(params)
    return {'task': name, 'group': group, 'goal': 'minimize', 'epochs': epochs, 'curves': curves, 'params': drawn}


def report(lines):
    """A row for each task; all but the share of diverged curves is of those that have not diverged."""
    rows = ['| task | group | epochs | rank correlation of a quarter with the end | of the better half '
            '| place at a quarter of the final best | diverged | best in the last tenth '
            '| ends over 10% above its best | least | median | largest |', '|---' * 12 + '|']
    for line in lines:
        curves = np.array(line['curves'], dtype=float)
        whole = curves[np.isfinite(curves).all(axis=1)]
        quarter, end, best = whole[:, line['epochs'] // 4 - 1], whole[:, -1], whole.min(axis=1)
        better = end <= np.median(end)
        rows.append('| %s | %s | %d | %.2f | %.2f | %d | %.2f | %.2f | %.2f | %.3g | %.3g | %.3g |' % (
            line['task'], line['group'], line['epochs'], spearmanr(quarter, end).statistic,
            spearmanr(quarter[better], end[better]).statistic, 1 + (quarter < quarter[end.argmin()]).sum(),
            1 - len(whole) / len(curves), (whole.argmin(axis=1) >= 0.9 * line['epochs']).mean(),
            (end > 1.1 * best).mean(), end.min(), np.median(end), end.max()))
    return '\n'.join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('tasks', nargs='*')
    parser.add_argument('--out', type=Path, default=HERE / 'curves.jsonl.gz')
    given = parser.parse_args()
    if unknown := [name for name in given.tasks if name not in TASKS]:
        parser.error('no such task: %s; there are %s' % (', '.join(unknown), ', '.join(TASKS)))
    # Models that diverge overflow on their way, and one epoch at a time never converges.
    warnings.simplefilter('ignore')
    np.seterr(all='ignore')
    lines = {}
    if given.out.is_file():
        lines = {line['task']: line for line in map(json.loads, gzip.decompress(given.out.read_bytes()).splitlines())}
    for name in given.tasks or TASKS:
        begun = time.process_time()
        lines[name] = made(name)
        print('%s: %.0f s' % (name, time.process_time() - begun), file=sys.stderr, flush=True)
    lines = [lines[name] for name in TASKS if name in lines]
    text = ''.join(json.dumps(line, separators=(',', ':')) + '\n' for line in lines)
    # Without the time in its header, the same curves make the same file.
    given.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(report(lines))


if __name__ == '__main__':
    main()
