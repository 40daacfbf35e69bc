#!/usr/bin/env python3
"""Several objectives, and requirements on what is measured: ours beside a peer.

    python3 bench/optimizer/outcomes.py [VARIANT ...] [--peers NAME ...] [--seeds 10] [--trials 60] [--binary PATH] [--jobs 2]

Problems with several objectives are scored by the hypervolume that is missing: 1 - (what the tried points dominate) / (what
the true front dominates), from a reference that bounds the front. Problems with requirements are scored by the regret of the
best trial that meets them, over the regret of a random point that does; 1 where none does.
"""
import argparse
import json
import math
import multiprocessing
import os
import sys
import time
from pathlib import Path

from asked import Asked
from run import HERE, built, command_of, environment

AT = (10, 20, 30, 60)


def floats(n, low=0.0, high=1.0):
    return [dict(name='x%d' % i, type='float', low=low, high=high) for i in range(n)]


def numbers(params, n):
    return [params['x%d' % i] for i in range(n)]


def zdt(kind, n):
    def evaluate(params):
        x = numbers(params, n)
        g = 1 + 9 * sum(x[1:]) / (n - 1)
        ratio = x[0] / g
        if kind == 1:
            h = 1 - math.sqrt(ratio)
        elif kind == 2:
            h = 1 - ratio ** 2
        else:
            h = 1 - math.sqrt(ratio) - ratio * math.sin(10 * math.pi * x[0])
        return [x[0], g * h], []
    return dict(space=floats(n), evaluate=evaluate, reference=[1.1, 1.1] if kind < 3 else [1.0, 1.5],
                front=[dict({'x%d' % i: 0.0 for i in range(n)}, x0=i / 2000) for i in range(2001)])


def dtlz2(n, m):
    def evaluate(params):
        x = numbers(params, n)
        g = sum((v - 0.5) ** 2 for v in x[m - 1:])
        values = []
        for k in range(m):
            value = 1 + g
            for v in x[:m - 1 - k]:
                value *= math.cos(v * math.pi / 2)
            if k:
                value *= math.sin(x[m - 1 - k] * math.pi / 2)
            values.append(value)
        return values, []
    steps = 1000 if m == 2 else 40
    grid = [[i / steps] for i in range(steps + 1)]
    if m == 3:
        grid = [[i / steps, j / steps] for i in range(steps + 1) for j in range(steps + 1)]
    front = [dict({'x%d' % i: 0.5 for i in range(n)}, **{'x%d' % i: v for i, v in enumerate(point)}) for point in grid]
    return dict(space=floats(n), evaluate=evaluate, reference=[1.1] * m, front=front)


def kursawe():
    def evaluate(params):
        x = numbers(params, 3)
        first = sum(-10 * math.exp(-0.2 * math.hypot(x[i], x[i + 1])) for i in range(2))
        return [first, sum(abs(v) ** 0.8 + 5 * math.sin(v ** 3) for v in x)], []
    return dict(space=floats(3, -5.0, 5.0), evaluate=evaluate, reference=[-13.0, 1.0])


def network():
    """Error against cost of a made-up network: mixed types, the cost is known up to a factor."""
    def evaluate(p):
        width, depth = p['width'], p['depth']
        capacity = math.log(width * depth) + (0.4 if p['kind'] == 'residual' else 0.0)
        rate = math.log10(p['rate']) + 3.0 - 0.1 * depth * (p['kind'] != 'residual')
        error = 0.05 + 0.6 * math.exp(-0.45 * capacity) + 0.05 * rate * rate + 0.01 * max(0.0, capacity - 6.5) ** 2
        cost = width * depth * (1.3 if p['kind'] == 'residual' else 1.0) * (0.6 if p['half'] else 1.0)
        return [error + (0.01 if p['half'] else 0.0), math.log10(cost)], []
    space = [dict(name='width', type='int', low=8, high=512, log=True), dict(name='depth', type='int', low=1, high=12),
             dict(name='rate', type='float', low=1e-5, high=1e-1, log=True),
             dict(name='kind', type='cat', choices=['plain', 'residual', 'dense']),
             dict(name='half', type='cat', choices=['yes', 'no'])]
    return dict(space=space, evaluate=lambda p: evaluate(dict(p, half=p['half'] == 'yes')), reference=[0.4, 3.6])


def gardner():
    def evaluate(params):
        x, y = numbers(params, 2)
        return [math.cos(2 * x) * math.cos(y) + math.sin(x)], [math.cos(x) * math.cos(y) - math.sin(x) * math.sin(y) + 0.5]
    return dict(space=floats(2, 0.0, 6.0), evaluate=evaluate)


def gramacy():
    def evaluate(params):
        x, y = numbers(params, 2)
        return [x + y], [1.5 - x - 2 * y - 0.5 * math.sin(2 * math.pi * (x * x - 2 * y)), x * x + y * y - 1.5]
    return dict(space=floats(2), evaluate=evaluate)


def hartmann():
    a = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
    p = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
         [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]

    def evaluate(params):
        x = numbers(params, 6)
        value = -sum(c * math.exp(-sum(a[i][j] * (x[j] - p[i][j] * 1e-4) ** 2 for j in range(6)))
                     for i, c in enumerate((1.0, 1.2, 3.0, 3.2)))
        return [value], [sum(x) - 2.0]
    return dict(space=floats(6), evaluate=evaluate)


def vessel():
    """The pressure vessel of the design literature, its plates in steps."""
    def evaluate(p):
        shell, head, radius, length = p['shell'] * 0.0625, p['head'] * 0.0625, p['radius'], p['length']
        cost = (0.6224 * shell * radius * length + 1.7781 * head * radius ** 2 + 3.1661 * shell ** 2 * length
                + 19.84 * shell ** 2 * radius)
        volume = math.pi * radius ** 2 * length + 4 / 3 * math.pi * radius ** 3
        return [cost], [0.0193 * radius - shell, 0.00954 * radius - head, 1296000 - volume]
    return dict(space=[dict(name='shell', type='int', low=1, high=32), dict(name='head', type='int', low=1, high=32),
                       dict(name='radius', type='float', low=10.0, high=100.0),
                       dict(name='length', type='float', low=10.0, high=200.0)], evaluate=evaluate)


def accurate_but_fast():
    chosen = network()

    def evaluate(params):
        (error, cost), _ = chosen['evaluate'](params)
        return [error], [cost - 2.0]
    return dict(space=chosen['space'], evaluate=evaluate)


PROBLEMS = {
    'zdt1-4': lambda: zdt(1, 4), 'zdt2-6': lambda: zdt(2, 6), 'zdt3-4': lambda: zdt(3, 4), 'dtlz2-5': lambda: dtlz2(5, 2),
    'kursawe': kursawe, 'network': network, 'dtlz2-5-3': lambda: dtlz2(5, 3),
    'gardner': gardner, 'gramacy': gramacy, 'hartmann-6': hartmann, 'vessel': vessel, 'fast-network': accurate_but_fast,
}
SEVERAL = ('zdt1-4', 'zdt2-6', 'zdt3-4', 'dtlz2-5', 'kursawe', 'network', 'dtlz2-5-3')


def hypervolume(points, reference):
    """What points dominate, by slices along the last objective."""
    points = [p for p in points if all(v < r for v, r in zip(p, reference))]
    if not points:
        return 0.0
    if len(reference) == 1:
        return reference[0] - min(p[0] for p in points)
    points.sort(key=lambda p: p[-1])
    if len(reference) == 2:
        total, least, at = 0.0, reference[0], None
        for x, y in points:
            if at is not None:
                total += (reference[0] - least) * (y - at)
            least, at = min(least, x), y
        return total + (reference[0] - least) * (reference[1] - at)
    total = 0.0
    for i, point in enumerate(points):
        height = (points[i + 1][-1] if i + 1 < len(points) else reference[-1]) - point[-1]
        if height > 0:
            total += height * hypervolume([p[:-1] for p in points[:i + 1]], reference[:-1])
    return total


def drawn(problem, count):
    """Random points of a problem's space."""
    import numpy as np
    random = np.random.default_rng(7)

    def one(p):
        if p['type'] == 'cat':
            return p['choices'][random.integers(len(p['choices']))]
        low, high = (math.log(p['low']), math.log(p['high'])) if p.get('log') else (p['low'], p['high'])
        value = random.uniform(low, high)
        value = math.exp(value) if p.get('log') else value
        return min(max(int(round(value)), p['low']), p['high']) if p['type'] == 'int' else value
    return [{p['name']: one(p) for p in problem['space']} for _ in range(count)]


def polished(problem, point, better):
    """The best point that small moves from one lead to."""
    import numpy as np
    random = np.random.default_rng(11)
    best, width = point, 0.2
    for step in range(6000):
        moved = dict(best)
        for p in problem['space']:
            if random.uniform() < 0.5:
                continue
            if p['type'] == 'cat':
                moved[p['name']] = p['choices'][random.integers(len(p['choices']))]
            elif p['type'] == 'int':
                moved[p['name']] = int(np.clip(moved[p['name']] + random.integers(-2, 3), p['low'], p['high']))
            else:
                span = (p['high'] - p['low']) * width * 0.999 ** step * random.normal()
                moved[p['name']] = float(np.clip(moved[p['name']] + span, p['low'], p['high']))
        if better(moved) <= better(best):
            best = moved
    return best


def scale_of(name):
    """What the score of a problem is measured against."""
    problem = PROBLEMS[name]()
    if name in SEVERAL:
        front = problem.get('front') or drawn(problem, 60000)
        losses = [problem['evaluate'](p)[0] for p in front]
        losses.sort()
        if len(problem['reference']) == 2:
            kept = []
            for pair in losses:
                if not kept or pair[1] < kept[-1][1]:
                    kept.append(pair)
            losses = kept
        return dict(most=hypervolume(losses, problem['reference']))
    points = drawn(problem, 60000)
    fine = sorted(problem['evaluate'](p)[0][0] for p in points if max(problem['evaluate'](p)[1]) <= 0)

    def cost(params):
        (loss,), excess = problem['evaluate'](params)
        return loss if max(excess) <= 0 else math.inf
    starts = sorted(points, key=cost)[:4]
    return dict(least=min(cost(polished(problem, start, cost)) for start in starts), median=fine[len(fine) // 2],
                share=len(fine) / len(points))


def study(job):
    name, seed, start, trials, command, scale = job
    problem = PROBLEMS[name]()
    call = Asked(command, name)
    objectives = len(problem['reference']) if name in SEVERAL else 1
    requirements = len(problem['evaluate'](drawn(problem, 1)[0])[1])
    call(op='space', params=problem['space'], seed=seed, objectives=objectives, requirements=requirements, **start)
    seen, course, spent = [], [], 0.0
    while len(course) < trials:
        begun = time.perf_counter()
        trial = call(op='ask', n=1)['trials'][0]
        spent += time.perf_counter() - begun
        losses, excess = problem['evaluate'](trial['params'])
        call(op='tell', results=[dict(id=trial['id'], values=losses, excess=excess)])
        if name in SEVERAL:
            seen.append(losses)
            course.append(max(0.0, 1 - hypervolume(list(seen), problem['reference']) / scale['most']))
        else:
            regret = (losses[0] - scale['least']) / (scale['median'] - scale['least'])
            regret = min(max(regret, 0.0), 1.0) if max(excess) <= 0 else 1.0
            course.append(min(course[-1] if course else 1.0, regret))
    call.close()
    return name, seed, course, spent / trials, objectives


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('variants', nargs='*')
    parser.add_argument('--peers', nargs='*', default=[])
    parser.add_argument('--problems')
    parser.add_argument('--seeds', type=int, default=10)
    parser.add_argument('--trials', type=int, default=60)
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--binary', type=Path)
    given = parser.parse_args()
    environment()
    import numpy as np
    known = json.loads((HERE / 'variants.json').read_text())
    peers = json.loads((HERE / 'peers.json').read_text())
    own = [str(given.binary or built()), 'ask-tell']
    contenders = {name: (own, known[name]) for name in given.variants or ['default']}
    contenders.update((name, (command_of(peers[name]), {})) for name in given.peers)
    problems = given.problems.split(',') if given.problems else list(PROBLEMS)
    rows = {}
    with multiprocessing.get_context('fork').Pool(given.jobs) as pool:
        scales = dict(zip(problems, pool.map(scale_of, problems)))
        for contender, (command, start) in contenders.items():
            jobs = [(n, s, start, given.trials, command, scales[n]) for n in problems for s in range(given.seeds)]
            rows[contender] = pool.map(study, jobs, chunksize=1)
            print(contender, 'done', file=sys.stderr, flush=True)
    lines = ['| | ' + ' | '.join('%d trials' % t for t in AT if t <= given.trials) + ' | ms an ask |',
             '|---|' + '---|' * (len([t for t in AT if t <= given.trials]) + 1)]
    groups = {'several objectives': lambda n: n in SEVERAL, 'requirements': lambda n: n not in SEVERAL}
    groups.update((n, lambda m, n=n: m == n) for n in problems)
    for group, holds in groups.items():
        for contender in contenders:
            chosen = [r for r in rows[contender] if holds(r[0])]
            if not chosen:
                continue
            cells = []
            for t in AT:
                if t <= given.trials:
                    values = np.array([r[2][t - 1] for r in chosen])
                    cells.append('%.3f±%.3f' % (values.mean(), values.std() / math.sqrt(len(values))))
            lines.append('| %s, %s | %s | %.1f |' % (group, contender, ' | '.join(cells), 1e3 * np.mean([r[3] for r in chosen])))
    text = '\n'.join(lines)
    print(text)
    label = '-'.join(['outcomes', *(given.peers or given.variants or ['default'])])
    (HERE / 'results').mkdir(exist_ok=True)
    (HERE / 'results' / (label + '.md')).write_text(
        'Missing hypervolume (several objectives) or regret (requirements), with its standard error; %d seeds.\n\n' % given.seeds
        + text + '\n')


if __name__ == '__main__':
    main()
