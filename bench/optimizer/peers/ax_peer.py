#!/usr/bin/env python3
"""Ax with the strategy it chooses by itself, asked and told as `tunesmith ask-tell` is."""
from served import serve

import logging
import warnings

import torch
from ax.api.client import Client
from ax.api.configs import ChoiceParameterConfig, RangeParameterConfig

warnings.simplefilter('ignore')
logging.disable(logging.CRITICAL)
torch.set_num_threads(1)


def parameter(p):
    if p['type'] == 'cat':
        return ChoiceParameterConfig(name=p['name'], values=p['choices'], parameter_type='str', is_ordered=False)
    return RangeParameterConfig(name=p['name'], bounds=(p['low'], p['high']), parameter_type=p['type'],
                                scaling='log' if p.get('log') else 'linear')


class Ax:
    def __init__(self, space, seed, _):
        self.client = Client(random_seed=seed)
        self.client.configure_experiment(parameters=[parameter(p) for p in space])
        self.client.configure_optimization(objective='-loss')

    def ask(self, n):
        asked = {}
        while len(asked) < n:
            more = self.client.get_next_trials(max_trials=n - len(asked))
            if not more:
                break
            asked.update(more)
        return list(asked.items())

    def tell(self, results):
        for result in results:
            self.client.complete_trial(trial_index=result['id'], raw_data={'loss': result['value']})


if __name__ == '__main__':
    serve(Ax)
