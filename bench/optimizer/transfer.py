#!/usr/bin/env python3
"""What an earlier job is worth, and what a poor one costs.

    python3 bench/optimizer/transfer.py [--seeds 20] [--trials 30] [--binary PATH] [--jobs 2]

Each study is run without a parent and with one of 30 random trials, which is: alike (the same function a little moved, or the same
model on another data set), unrelated (another function on the same space) or contrary (the same function upside down). Shown
is the regret of the best observed trial.
"""
import argparse
import math
import multiprocessing
import os
from pathlib import Path

from asked import Asked
from run import HERE, built, environment

AT = (3, 5, 10, 15, 20, 30)
PARENT_TRIALS = 30
# Tables of the same model on other data.
SETS = {'vehicle': 'segment', 'segment': 'vehicle', 'kc1': 'australian', 'australian': 'kc1', 'protein': 'naval', 'slice': 'protein'}


def function(name, params, shift=0.0):
    x = [params['x%d' % i] - shift for i in range(4)]
    # The least value of each is 0.
    if name == 'valley':
        return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(3))
    if name == 'bowl':
        return sum((i + 1) * (v - 0.3) ** 2 for i, v in enumerate(x))
    if name == 'waves':
        return sum(v * v - 3 * math.cos(2 * math.pi * v) + 3 for v in x)
    return -20 * math.exp(-0.2 * math.sqrt(sum(v * v for v in x) / 4)) - math.exp(sum(math.cos(2 * v) for v in x) / 4) + 20 + math.e


FUNCTIONS = ('valley', 'bowl', 'waves', 'crater')
OTHER = {'valley': 'waves', 'bowl': 'valley', 'waves': 'bowl', 'crater': 'valley'}
SPACE = [dict(name='x%d' % i, type='float', low=-2.9, high=1.7) for i in range(4)]


def pair(name, kind, seed):
    """A problem as (space, value, regret of a value) and what its parent of this kind gives for a point."""
    import numpy as np

    from problems import draw, problem
    chance = np.random.default_rng([seed, 5])
    if name in FUNCTIONS:
        points = [draw(SPACE, np.random.default_rng([i, 77])) for i in range(2000)]
        values = [function(name, p) for p in points]
        median = float(np.median(values))
        shift = 0.15 * float(chance.uniform(-1, 1))
        parent = {'alike': lambda p: 3 * function(name, p, shift) + 1, 'contrary': lambda p: -function(name, p),
                  'unrelated': lambda p: function(OTHER[name], p)}[kind]
        return SPACE, lambda p: function(name, p), lambda v: min(max(v / median, 0), 1), parent
    chosen, other = problem(name), problem(SETS[name])
    parent = {'alike': lambda p: other.observed(p, chance), 'contrary': lambda p: -chosen.value(p),
              'unrelated': lambda p: float(chance.normal())}[kind]
    return chosen.space, chosen.value, chosen.regret, parent


def study(job):
    import numpy as np

    from problems import draw
    name, kind, seed, trials, command = job
    space, value, regret, parent = pair(name, kind if kind != 'none' else 'alike', seed)
    chance = np.random.default_rng([seed, 9])
    points = [draw(space, chance) for _ in range(PARENT_TRIALS)]
    parents = [] if kind == 'none' else [[dict(params=p, value=float(parent(p))) for p in points]]
    call = Asked(command, name)
    call(op='space', params=space, seed=seed, parents=parents)
    course = []
    while len(course) < trials:
        trial = call(op='ask')['trials'][0]
        seen = float(value(trial['params']))
        call(op='tell', results=[dict(id=trial['id'], value=seen)])
        course.append(min(course[-1] if course else 1.0, regret(seen)))
    call.close()
    return name, kind, course


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seeds', type=int, default=20)
    parser.add_argument('--trials', type=int, default=30)
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--binary', type=Path)
    given = parser.parse_args()
    environment()
    import numpy as np

    from problems import problem
    for name in {*SETS, *SETS.values()}:
        problem(name)
    command = [str(given.binary or built()), 'ask-tell']
    kinds = ('none', 'alike', 'unrelated', 'contrary')
    jobs = [(n, k, s, given.trials, command) for n in (*FUNCTIONS, *SETS) for k in kinds for s in range(given.seeds)]
    with multiprocessing.get_context('fork').Pool(given.jobs) as pool:
        results = pool.map(study, jobs, chunksize=4)
    at = [t for t in AT if t <= given.trials]
    lines = ['| parent | ' + ' | '.join('%d trials' % t for t in at) + ' |', '|---|' + '---|' * len(at)]
    for group, names in (('functions', FUNCTIONS), ('tables', tuple(SETS)), ('all', (*FUNCTIONS, *SETS))):
        courses = {k: np.array([c for n, kind, c in results if kind == k and n in names]) for k in kinds}
        for kind in kinds:
            cells = []
            for t in at:
                cell = '%.3f' % courses[kind][:, t - 1].mean()
                if kind != 'none':
                    change = courses[kind][:, t - 1] - courses['none'][:, t - 1]
                    cell += ' (%+.3f±%.3f)' % (change.mean(), change.std() / math.sqrt(len(change)))
                cells.append(cell)
            lines.append('| %s, %s | %s |' % (group, kind, ' | '.join(cells)))
    text = '\n'.join(lines)
    print(text)
    (HERE / 'results').mkdir(exist_ok=True)
    (HERE / 'results' / 'transfer.md').write_text(
        'Regret of the best trial, %d seeds; difference to no parent with its standard error.\n\n%s\n' % (given.seeds, text))


if __name__ == '__main__':
    main()
