#!/usr/bin/env python3
"""HEBO, asked and told as `tunesmith ask-tell` is."""
from served import plain, serve

import warnings

import numpy as np
import pandas
import torch
from hebo.design_space.design_space import DesignSpace
from hebo.optimizers.hebo import HEBO

warnings.simplefilter('ignore')
torch.set_num_threads(1)


def parameter(p):
    if p['type'] == 'cat':
        return {'name': p['name'], 'type': 'cat', 'categories': p['choices']}
    linear, logarithmic = ('int', 'pow_int') if p['type'] == 'int' else ('num', 'pow')
    return {'name': p['name'], 'type': logarithmic if p.get('log') else linear, 'lb': p['low'], 'ub': p['high']}


class Hebo:
    def __init__(self, space, seed, _):
        torch.manual_seed(seed)
        np.random.seed(seed)
        self.space, self.points = space, []
        self.optimiser = HEBO(DesignSpace().parse([parameter(p) for p in space]), scramble_seed=seed)

    def ask(self, n):
        first = len(self.points)
        self.points += [plain(self.space, row) for row in self.optimiser.suggest(n_suggestions=n).to_dict('records')]
        return list(enumerate(self.points[first:], first))

    def tell(self, results):
        points = pandas.DataFrame([self.points[r['id']] for r in results])
        self.optimiser.observe(points, np.array([[r['value']] for r in results]))


if __name__ == '__main__':
    serve(Hebo)
