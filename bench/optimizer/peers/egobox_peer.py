#!/usr/bin/env python3
"""egobox's Egor, asked and told as `tunesmith ask-tell` is.

It has no logarithmic scale: such a parameter is its logarithm here. `suggest` wants observations to start from, which are as many
as `minimize` takes (one more than the parameters, five at least), drawn by its own Latin hypercube.
"""
from served import serve

import math

import egobox
import numpy as np


def spec(p):
    if p['type'] == 'cat':
        return egobox.XSpec(egobox.XType.ENUM, tags=p['choices'])
    if p.get('log'):
        return egobox.XSpec(egobox.XType.FLOAT, [math.log(p['low']), math.log(p['high'])])
    return egobox.XSpec(egobox.XType.INT if p['type'] == 'int' else egobox.XType.FLOAT, [p['low'], p['high']])


def value_of(p, x):
    if p['type'] == 'cat':
        return p['choices'][int(round(x))]
    return math.exp(x) if p.get('log') else x


class Egobox:
    def __init__(self, space, seed, _):
        self.space, self.seed, self.specs = space, seed, [spec(p) for p in space]
        self.design = list(egobox.lhs(self.specs, max(len(space) + 1, 5), seed=seed))
        self.points, self.told, self.values = [], [], []

    def ask(self, n):
        if len(self.points) < len(self.design):
            chosen = self.design[len(self.points):len(self.points) + n]
        else:
            optimiser = egobox.Egor(self.specs, qei_config=egobox.QEiConfig(batch=n))
            # A seed of its own for every step: the same one would offer the same point again.
            chosen = optimiser.suggest(np.array(self.told), np.array(self.values), seed=self.seed + 1000 * len(self.told))
        first = len(self.points)
        self.points += list(chosen)
        return [(first + i, {p['name']: value_of(p, v) for p, v in zip(self.space, x)}) for i, x in enumerate(chosen)]

    def tell(self, results):
        for result in results:
            self.told.append(self.points[result['id']])
            self.values.append([result['value']])


if __name__ == '__main__':
    serve(Egobox)
