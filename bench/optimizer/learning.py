#!/usr/bin/env python3
"""Problems that train: models of scikit-learn on the data it brings, with categories, integers and logarithms.

    python3 bench/optimizer/run.py default random --problems learning   # they are not in the list that is run without a word
    python3 bench/optimizer/learning.py                                 # measures learning.json anew, a minute or two each

What is observed is the loss on one random split, with a model of random state; the value is the mean over SPLITS fixed ones. No
optimum is known: learning.json has, for each problem, the least value of 400 random points and of 100 steps from the best of
them, and the median of the points. A study that finds less has a regret of 0. No choice was made with them: they
count as held out.
"""
import functools
import json
import warnings
from pathlib import Path

if __name__ == '__main__':
    from run import environment
    environment()

import numpy as np

from problems import Problem, draw, number

SPLITS, POINTS, STEPS = 8, 400, 100
REFERENCES = Path(__file__).resolve().parent / 'learning.json'


def among(name, *choices):
    return {'name': name, 'type': 'cat', 'choices': list(choices)}


def scaled(scale, model):
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, StandardScaler
    return make_pipeline({'none': 'passthrough', 'standard': StandardScaler(), 'range': MinMaxScaler()}[scale], model)


def vectors(p, state):
    """A support vector machine; steps are limited, since some kernels on raw data never end."""
    from sklearn.svm import SVC
    return scaled(p['scale'], SVC(C=p['c'], kernel=p['kernel'], gamma=p['gamma'], degree=p['degree'], coef0=p['offset'],
                                  max_iter=2000, random_state=state))


def neighbours(p, state):
    from sklearn.decomposition import PCA
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    return scaled(p['scale'], make_pipeline(
        PCA(p['components'], random_state=state),
        KNeighborsClassifier(p['neighbours'], weights=p['weights'], metric=p['metric'], algorithm='brute')))


def forest(p, state):
    from sklearn.ensemble import RandomForestClassifier
    return RandomForestClassifier(p['trees'], criterion=p['criterion'], max_depth=p['depth'], min_samples_leaf=p['leaf'],
                                  max_features=p['features'], bootstrap=p['bootstrap'] == 'yes', random_state=state)


def network(p, state):
    from sklearn.neural_network import MLPClassifier
    return scaled('standard', MLPClassifier(
        [p['width']] * p['layers'], activation=p['activation'], solver=p['solver'], alpha=p['decay'], batch_size=p['batch'],
        learning_rate_init=p['rate'], max_iter=25, tol=0.0, random_state=state))


def boosting(p, state):
    from sklearn.ensemble import GradientBoostingRegressor
    return GradientBoostingRegressor(
        n_estimators=p['trees'], learning_rate=p['rate'], max_depth=p['depth'], subsample=p['share'], min_samples_leaf=p['leaf'],
        max_features=p['features'], loss=p['loss'], random_state=state)


def elastic(p, state):
    from sklearn.linear_model import ElasticNet
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures
    model = ElasticNet(alpha=p['penalty'], l1_ratio=p['ratio'], selection=p['selection'], max_iter=200, random_state=state)
    return scaled(p['scale'], make_pipeline(PolynomialFeatures(p['degree'], include_bias=False), model))


def mistakes(model, x, y):
    return float(np.mean(model.predict(x) != y))


def surprise(model, x, y):
    """Mean logarithmic loss; a class ruled out counts as one in a million."""
    chances = model.predict_proba(x)[np.arange(len(y)), y]
    return float(-np.mean(np.log(np.maximum(chances, 1e-6))))


def unexplained(model, x, y):
    """Mean squared error over the variance, 2 at most, where a model has run away."""
    return float(min(np.mean((model.predict(x) - y) ** 2) / np.var(y), 2.0))


# Data, rows to train with and to test with, loss, model and space.
TASKS = {
    'digits-vectors': ('digits', 500, 500, mistakes, vectors, [
        number('c', 1e-2, 1e3, log=True), number('gamma', 1e-4, 1.0, log=True), among('kernel', 'rbf', 'poly', 'sigmoid'),
        number('degree', 2, 5, 'int'), number('offset', 0.0, 1.0), among('scale', 'none', 'standard', 'range')]),
    'digits-neighbours': ('digits', 500, 500, mistakes, neighbours, [
        number('neighbours', 1, 60, 'int', log=True), number('components', 2, 60, 'int', log=True),
        among('metric', 'euclidean', 'manhattan', 'chebyshev', 'cosine'), among('weights', 'uniform', 'distance'),
        among('scale', 'none', 'standard', 'range')]),
    'cancer-forest': ('breast_cancer', 300, 269, surprise, forest, [
        number('trees', 5, 40, 'int', log=True), number('depth', 1, 16, 'int'), number('leaf', 1, 60, 'int', log=True),
        number('features', 0.05, 1.0), among('criterion', 'gini', 'entropy'), among('bootstrap', 'yes', 'no')]),
    'wine-network': ('wine', 90, 88, surprise, network, [
        number('width', 2, 64, 'int', log=True), number('layers', 1, 2, 'int'), number('decay', 1e-6, 10.0, log=True),
        number('rate', 1e-4, 1.0, log=True), number('batch', 8, 64, 'int', log=True),
        among('activation', 'relu', 'tanh', 'logistic'), among('solver', 'adam', 'sgd')]),
    'diabetes-boosting': ('diabetes', 300, 142, unexplained, boosting, [
        number('trees', 5, 60, 'int', log=True), number('rate', 1e-3, 1.0, log=True), number('depth', 1, 5, 'int'),
        number('share', 0.3, 1.0), number('leaf', 1, 60, 'int', log=True), number('features', 0.1, 1.0),
        among('loss', 'squared_error', 'absolute_error', 'huber')]),
    'diabetes-elastic': ('diabetes', 300, 142, unexplained, elastic, [
        number('penalty', 1e-4, 10.0, log=True), number('ratio', 0.0, 1.0), number('degree', 1, 2, 'int'),
        among('selection', 'cyclic', 'random'), among('scale', 'none', 'standard', 'range')]),
}


def untold(name):
    """A problem without its references."""
    from sklearn import datasets
    from sklearn.model_selection import train_test_split
    data, training, testing, loss, model, space = TASKS[name]
    x, y = getattr(datasets, 'load_' + data)(return_X_y=True)

    def once(point, chance):
        split, state = (int(v) for v in chance.integers(2 ** 31, size=2))
        x_in, x_out, y_in, y_out = train_test_split(x, y, train_size=training, test_size=testing, random_state=split,
                                                    stratify=y if data != 'diabetes' else None)
        with warnings.catch_warnings(), np.errstate(all='ignore'):
            warnings.simplefilter('ignore')
            return loss(model(point, state).fit(x_in, y_in), x_out, y_out)

    @functools.lru_cache(maxsize=None)
    def mean(text):
        return float(np.mean([once(json.loads(text), np.random.default_rng([i, 5])) for i in range(SPLITS)]))
    return Problem(space, lambda point: mean(json.dumps(point)), once, None, None)


def trained(name):
    problem, reference = untold(name), json.loads(REFERENCES.read_text())[name]
    problem.best, problem.median = reference['best'], reference['median']
    return problem


def moved(space, point, width, chance):
    """A point nearby: about half of its parameters are other ones."""
    other, fresh = dict(point), draw(space, chance)
    for p in space:
        if chance.uniform() < 0.5:
            continue
        if p['type'] == 'cat':
            other[p['name']] = fresh[p['name']]
            continue
        scale, back = (np.log, np.exp) if p.get('log') else (float, float)
        low, high = scale(p['low']), scale(p['high'])
        value = back(np.clip(scale(point[p['name']]) + (high - low) * width * chance.standard_normal(), low, high))
        other[p['name']] = int(round(value)) if p['type'] == 'int' else float(min(max(value, p['low']), p['high']))
    return other


def reference(name):
    problem, chance = untold(name), np.random.default_rng(3)
    points = [draw(problem.space, chance) for _ in range(POINTS)]
    values = [problem.value(point) for point in points]
    best, least = points[int(np.argmin(values))], min(values)
    for step in range(STEPS):
        other = moved(problem.space, best, 0.2 * 0.97 ** step, chance)
        if (value := problem.value(other)) < least:
            best, least = other, value
    return {'best': least, 'median': float(np.median(values)), 'point': best}


def main():
    told = {}
    for name in TASKS:
        told[name] = reference(name)
        print(name, told[name], flush=True)
    REFERENCES.write_text(json.dumps(told, indent=2) + '\n')


if __name__ == '__main__':
    main()
