#!/usr/bin/env python3
"""Draws the courses of the last run of run.py as docs/regret.svg: mean regret over trials, with its standard error.

    python3 bench/optimizer/run.py default random --peers optuna-tpe --seeds 10
    python3 bench/optimizer/plot.py
"""
import json
import math
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = {'default': 'Tunesmith', 'random': 'random', 'tpe': 'Tunesmith, tpe', 'optuna-tpe': 'Optuna TPE', 'optuna-gp': 'Optuna GP'}
COLOURS = {'default': '#0b6e4f', 'random': '#8a8a8a', 'tpe': '#6aa84f', 'optuna-tpe': '#1f6fb2', 'optuna-gp': '#b2561f'}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 380, 62, 120, 24, 44
LEAST, MOST = 0.04, 0.8


def main():
    courses = json.loads((ROOT / 'target' / 'optimizer-bench' / 'courses.json').read_text())
    trials = len(next(iter(courses.values()))[0])
    studies = len(next(iter(courses.values())))

    def x(trial):
        return LEFT + (WIDTH - LEFT - RIGHT) * (trial - 1) / (trials - 1)

    def y(regret):
        share = (math.log(min(max(regret, LEAST), MOST)) - math.log(LEAST)) / (math.log(MOST) - math.log(LEAST))
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13">'
             % (WIDTH, HEIGHT),
             '<rect width="100%%" height="100%%" fill="#ffffff"/>'.replace('%%', '%')]
    for regret in (0.05, 0.1, 0.2, 0.4, 0.8):
        parts.append('<path d="M%d %.1fH%d" stroke="#e3e3e3"/><text x="%d" y="%.1f" text-anchor="end" fill="#555">%.2f</text>'
                     % (LEFT, y(regret), WIDTH - RIGHT, LEFT - 8, y(regret) + 4, regret))
    for trial in (1, *range(10, trials + 1, 10)):
        parts.append('<text x="%.1f" y="%d" text-anchor="middle" fill="#555">%d</text>' % (x(trial), HEIGHT - BOTTOM + 20, trial))
    parts.append('<text x="%d" y="%d" fill="#555">trials</text>' % (WIDTH - RIGHT + 24, HEIGHT - BOTTOM + 20))
    parts.append('<text x="%d" y="16" fill="#555">mean regret of the best trial, %d studies</text>' % (LEFT, studies))
    for name, runs in courses.items():
        means = [sum(run[t] for run in runs) / len(runs) for t in range(trials)]
        errors = [math.sqrt(sum((run[t] - means[t]) ** 2 for run in runs)) / len(runs) for t in range(trials)]
        upper = ['%.1f %.1f' % (x(t + 1), y(means[t] + errors[t])) for t in range(trials)]
        lower = ['%.1f %.1f' % (x(t + 1), y(means[t] - errors[t])) for t in reversed(range(trials))]
        line = ['%.1f %.1f' % (x(t + 1), y(means[t])) for t in range(trials)]
        colour = COLOURS.get(name, '#444444')
        parts.append('<path d="M%sZ" fill="%s" opacity="0.15"/>' % ('L'.join(upper + lower), colour))
        parts.append('<path d="M%s" fill="none" stroke="%s" stroke-width="2"/>' % ('L'.join(line), colour))
        parts.append('<text x="%.1f" y="%.1f" fill="%s">%s</text>' % (x(trials) + 6, y(means[-1]) + 4, colour, NAMES.get(name, name)))
    parts.append('</svg>')
    (ROOT / 'docs' / 'regret.svg').write_text('\n'.join(parts) + '\n')


if __name__ == '__main__':
    main()
