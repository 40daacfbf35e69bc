#!/usr/bin/env python3
"""What one suggestion costs after ever more observations: ours beside peers, through the same pipe.

    python3 bench/optimizer/latency.py [--peers optuna-tpe optuna-gp] [--binary PATH]

For each count of observations, in a fresh process: that many random points are told, then ten times one point is asked for and
told. The first time is shown apart, since libraries are loaded in it; what counts is the median of the other nine, which has the
pipe and the JSON in it as well. Parameters are eight, mixed. A contender goes no further once such an ask takes over two seconds,
optuna-gp not beyond 500. Contenders take turns at each count, so that a slow spell of the machine meets all. Writes
results/latency.md and docs/latency.svg. Measure on an idle machine.
"""
import argparse
import json
import os
import random
import statistics
import time
from pathlib import Path

from asked import Asked
from plot import along, level, line, logarithmic, opened, saved, tick, up
from run import HERE, built, command_of

COUNTS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
FURTHEST = {'optuna-gp': 500}
ROUNDS, PATIENCE = 9, 2.0
SPACE = [
    dict(name='rate', type='float', low=1e-5, high=1e-1, log=True),
    dict(name='decay', type='float', low=1e-6, high=1e-2, log=True),
    dict(name='dropout', type='float', low=0.0, high=0.6), dict(name='momentum', type='float', low=0.5, high=0.99),
    dict(name='layers', type='int', low=1, high=8), dict(name='width', type='int', low=16, high=1024, log=True),
    dict(name='activation', type='cat', choices=['relu', 'tanh', 'gelu']),
    dict(name='schedule', type='cat', choices=['cosine', 'step']),
]


def drawn(chance):
    point = {}
    for p in SPACE:
        if p['type'] == 'cat':
            point[p['name']] = chance.choice(p['choices'])
            continue
        value = p['low'] + (p['high'] - p['low']) * chance.random()
        if p.get('log'):
            value = p['low'] * (p['high'] / p['low']) ** chance.random()
        point[p['name']] = int(value) if p['type'] == 'int' else value
    return point


def loss(point, chance):
    """Smooth in the numbers, with a step for the categories and some noise."""
    total = (point['activation'] != 'gelu') + 0.5 * (point['schedule'] == 'step') + 0.05 * chance.gauss(0, 1)
    for p in SPACE:
        if p['type'] != 'cat':
            low, high, value = p['low'], p['high'], point[p['name']]
            share = logarithmic(value, low, high) if p.get('log') else (value - low) / (high - low)
            total += (share - 0.4) ** 2
    return total


def measured(name, command, count):
    """Milliseconds of the first round, those of the others, and whether an ask was over the limit."""
    chance = random.Random(count)
    call, rounds, slow = Asked(command, name), [], False
    call(op='space', params=SPACE, seed=1)
    points = [drawn(chance) for _ in range(count)]
    call(op='tell', results=[{'id': None, 'params': point, 'value': loss(point, chance)} for point in points])
    while len(rounds) <= ROUNDS and not slow:
        begun = time.perf_counter()
        trial, = call(op='ask', n=1)['trials']
        asked = time.perf_counter()
        value = loss(trial['params'], chance)
        told = time.perf_counter()
        call(op='tell', results=[{'id': trial['id'], 'value': value}])
        rounds.append(1e3 * (asked - begun + time.perf_counter() - told))
        slow = len(rounds) > 1 and asked - begun > PATIENCE
    call.close()
    return rounds[0], rounds[1:], slow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--peers', nargs='*', default=['optuna-tpe', 'optuna-gp'])
    parser.add_argument('--binary', type=Path)
    given = parser.parse_args()
    peers = json.loads((HERE / 'peers.json').read_text())
    contenders = {'default': [str(given.binary or built()), 'ask-tell']}
    contenders.update((name, command_of(peers[name])) for name in given.peers)
    lines = {name: [] for name in contenders}
    rows = ['| observations | ' + ' | '.join(contenders) + ' |', '|---|' + '---|' * len(contenders)]
    stopped, load = set(), os.getloadavg()[0]
    for count in COUNTS:
        cells = []
        for name, command in contenders.items():
            if name in stopped or count > FURTHEST.get(name, COUNTS[-1]):
                cells.append('')
                continue
            first, rounds, slow = measured(name, command, count)
            stopped |= {name} if slow else set()
            lines[name].append((count, statistics.median(rounds)))
            cells.append('%.1f (%.1f to %.1f; first %.1f)' % (lines[name][-1][1], min(rounds), max(rounds), first))
        rows.append('| %d | %s |' % (count, ' | '.join(cells)))
        print(rows[-1], flush=True)
    (HERE / 'results' / 'latency.md').write_text(
        'Milliseconds of one ask and one tell after so many observations, median of %d (least to greatest; the one before them); load at '
        'the start %.1f on %d cores.\n\n' % (ROUNDS, load, os.cpu_count()) + '\n'.join(rows) + '\n')
    times = [ms for points in lines.values() for _, ms in points]
    least, most = 0.8 * min(times), 1.2 * max(times)
    parts = opened('milliseconds of one suggestion, 8 parameters', 'observations')
    parts += [level(up(logarithmic(ms, least, most)), '%g' % ms) for ms in (0.1, 1, 10, 100, 1000, 10000) if least <= ms <= most]
    parts += [tick(along(logarithmic(n, COUNTS[0], COUNTS[-1])), n) for n in (10, 100, 1000, 10000)]
    for name, points in lines.items():
        across, high = [logarithmic(n, COUNTS[0], COUNTS[-1]) for n, _ in points], [logarithmic(ms, least, most) for _, ms in points]
        parts += line(name, list(zip(map(along, across), map(up, high))))
    saved(parts, 'latency.svg')


if __name__ == '__main__':
    main()
