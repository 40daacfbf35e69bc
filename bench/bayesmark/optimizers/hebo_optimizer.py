"""HEBO as an optimizer of Bayesmark, as in its submission: its own reading of the space, 4 rounds of Sobol points."""
import numpy as np
import pandas as pd
import torch
from bayesmark.abstract_optimizer import AbstractOptimizer
from bayesmark.experiment import experiment_main
from bayesmark.np_util import random_seed
from hebo.optimizers.hebo import HEBO
from hebo.optimizers.util import parse_space_from_bayesmark


class HeboOptimizer(AbstractOptimizer):
    primary_import = 'HEBO'

    def __init__(self, api_config):
        super().__init__(api_config)
        # Bayesmark seeds all but this.
        torch.manual_seed(random_seed())
        self.space = parse_space_from_bayesmark(api_config)
        self.hebo = None

    def suggest(self, n_suggestions=1):
        if self.hebo is None:
            self.hebo = HEBO(self.space, rand_sample=4 * n_suggestions)
        points = [row.to_dict() for _, row in self.hebo.suggest(n_suggestions).iterrows()]
        for point in points:
            point.update((name, int(value)) for name, value in point.items() if self.api_config[name]['type'] == 'int')
        return points

    def observe(self, X, y):
        self.hebo.observe(pd.DataFrame(X), np.array(y).reshape(-1, 1))


if __name__ == '__main__':
    experiment_main(HeboOptimizer)
