#!/usr/bin/env python3
"""SMAC3's HyperparameterOptimizationFacade, asked and told as `tunesmith ask-tell` is.

The facade takes a quarter of the trials for its initial design, ten points for each parameter at most: `budget` says how many a
study has. A configuration is run once: else it would spend trials on repeating what it has seen.
"""
from served import serve

import tempfile

from ConfigSpace import Categorical, ConfigurationSpace, Float, Integer
from smac import HyperparameterOptimizationFacade as Facade
from smac import Scenario
from smac.runhistory import TrialValue


def parameter(p):
    if p['type'] == 'cat':
        return Categorical(p['name'], p['choices'])
    return (Integer if p['type'] == 'int' else Float)(p['name'], (p['low'], p['high']), log=p.get('log', False))


class Smac:
    def __init__(self, space, seed, message):
        self.folder, self.asked, self.count = tempfile.TemporaryDirectory(), {}, 0
        configurations = ConfigurationSpace(seed=seed)
        configurations.add([parameter(p) for p in space])
        scenario = Scenario(configurations, deterministic=True, n_trials=1_000_000, seed=seed, output_directory=self.folder.name)
        design = Facade.get_initial_design(scenario, n_configs=max(1, min(10 * len(space), message.get('budget', 60) // 4)))
        self.facade = Facade(scenario, lambda config, seed=0: 0.0, initial_design=design, logging_level=False)

    def ask(self, n):
        asked = {}
        for _ in range(n):
            self.count += 1
            asked[self.count] = self.facade.ask()
        self.asked.update(asked)
        return [(i, dict(trial.config)) for i, trial in asked.items()]

    def tell(self, results):
        for result in results:
            self.facade.tell(self.asked.pop(result['id']), TrialValue(cost=result['value']), save=False)


if __name__ == '__main__':
    serve(Smac)
