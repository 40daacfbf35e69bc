#!/usr/bin/env python3
"""Draws the courses of the last run of run.py as docs/regret.svg: mean regret over trials, with its standard error.

    python3 bench/optimizer/run.py default random --peers optuna-tpe --seeds 10
    python3 bench/optimizer/plot.py
"""
import json
import math
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = {'default': 'Tunesmith', 'random': 'random', 'tpe': 'Tunesmith, tpe', 'optuna-tpe': 'Optuna TPE', 'optuna-gp': 'Optuna GP',
         'rustuna': 'Rustuna', 'egobox': 'egobox', 'smac': 'SMAC3', 'ax': 'Ax', 'hebo': 'HEBO'}
COLOURS = {'default': '#0b6e4f', 'random': '#8a8a8a', 'tpe': '#6aa84f', 'optuna-tpe': '#1f6fb2', 'optuna-gp': '#b2561f',
           'rustuna': '#7b4fb2', 'egobox': '#b2951f', 'smac': '#b21f5a', 'ax': '#1fa3b2', 'hebo': '#5a3d2b'}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 380, 62, 120, 24, 44
LEAST, MOST = 0.04, 0.8


def opened(title, across):
    """The beginning of a drawing: what is drawn, and what the horizontal axis counts."""
    return ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13">'
            % (WIDTH, HEIGHT),
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            '<text x="%d" y="%d" fill="#555">%s</text>' % (WIDTH - RIGHT + 24, HEIGHT - BOTTOM + 20, across),
            '<text x="%d" y="16" fill="#555">%s</text>' % (LEFT, title)]


def saved(parts, name):
    (ROOT / 'docs' / name).write_text('\n'.join([*parts, '</svg>']) + '\n')


def along(share):
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def up(share):
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def logarithmic(value, least, most):
    """Where a value lies between two, between 0 and 1."""
    return (math.log(min(max(value, least), most)) - math.log(least)) / (math.log(most) - math.log(least))


def level(y, text):
    return ('<path d="M%d %.1fH%d" stroke="#e3e3e3"/><text x="%d" y="%.1f" text-anchor="end" fill="#555">%s</text>'
            % (LEFT, y, WIDTH - RIGHT, LEFT - 8, y + 4, text))


def tick(x, text):
    return '<text x="%.1f" y="%d" text-anchor="middle" fill="#555">%s</text>' % (x, HEIGHT - BOTTOM + 20, text)


def path(points):
    return 'M' + 'L'.join('%.1f %.1f' % point for point in points)


def line(name, points):
    """A contender's line, with its name at the end."""
    colour, (x, y) = COLOURS.get(name, '#444444'), points[-1]
    return ['<path d="%s" fill="none" stroke="%s" stroke-width="2"/>' % (path(points), colour),
            '<text x="%.1f" y="%.1f" fill="%s">%s</text>' % (x + 6, y + 4, colour, NAMES.get(name, name))]


def main():
    courses = json.loads((ROOT / 'target' / 'optimizer-bench' / 'courses.json').read_text())
    trials = len(next(iter(courses.values()))[0])
    studies = len(next(iter(courses.values())))

    def x(trial):
        return along((trial - 1) / (trials - 1))

    def y(regret):
        return up(logarithmic(regret, LEAST, MOST))

    parts = opened('mean regret of the best trial, %d studies' % studies, 'trials')
    parts += [level(y(regret), '%.2f' % regret) for regret in (0.05, 0.1, 0.2, 0.4, 0.8)]
    parts += [tick(x(trial), trial) for trial in (1, *range(10, trials + 1, 10))]
    for name, runs in courses.items():
        means = [sum(run[t] for run in runs) / len(runs) for t in range(trials)]
        errors = [math.sqrt(sum((run[t] - means[t]) ** 2 for run in runs)) / len(runs) for t in range(trials)]
        upper = [(x(t + 1), y(means[t] + errors[t])) for t in range(trials)]
        lower = [(x(t + 1), y(means[t] - errors[t])) for t in reversed(range(trials))]
        parts.append('<path d="%sZ" fill="%s" opacity="0.15"/>' % (path(upper + lower), COLOURS.get(name, '#444444')))
        parts += line(name, [(x(t + 1), y(means[t])) for t in range(trials)])
    saved(parts, 'regret.svg')


if __name__ == '__main__':
    main()
