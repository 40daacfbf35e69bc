"""Tunesmith as an optimizer of Bayesmark: drives `ask-tell` of the binary that the variable TUNESMITH names."""
import json
import math
import os
import subprocess

from bayesmark.abstract_optimizer import AbstractOptimizer
from bayesmark.experiment import experiment_main
from bayesmark.np_util import random_seed
from bayesmark.random_search import suggest_dict
from bayesmark.space import JointSpace

OWN_SCALES = ('linear', 'log')


class TunesmithOptimizer(AbstractOptimizer):
    def __init__(self, api_config):
        super().__init__(api_config)
        self.spaces = JointSpace(api_config).spaces
        self.child = subprocess.Popen([os.environ['TUNESMITH'], 'ask-tell'], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.call(op='space', params=[self.parameter(name) for name in sorted(api_config)], seed=random_seed())
        self.ids = []

    def call(self, **message):
        self.child.stdin.write(json.dumps(message) + '\n')
        self.child.stdin.flush()
        answer = json.loads(self.child.stdout.readline())
        if not answer['ok']:
            raise RuntimeError(answer['error'])
        return answer

    def parameter(self, name):
        config = self.api_config[name]
        if config['type'] == 'bool':
            return {'name': name, 'type': 'bool'}
        if config['type'] in ('cat', 'ordinal'):
            return {'name': name, 'type': 'cat', 'choices': list(config['values'])}
        if config['space'] in OWN_SCALES:
            low, high = config['range']
            kind = 'int' if config['type'] == 'int' else 'float'
            return {'name': name, 'type': kind, 'low': low, 'high': high, 'log': config['space'] == 'log'}
        # logit and bilog: a float on the scale that Bayesmark's own warping gives.
        low, high = self.spaces[name].get_bounds()[0].tolist()
        return {'name': name, 'type': 'float', 'low': low, 'high': high}

    def value(self, name, value):
        if self.api_config[name].get('space', 'linear') in OWN_SCALES:
            return value
        return self.spaces[name].unwarp([value]).item()

    def suggest(self, n_suggestions=1):
        self.ids = []
        trials = self.call(op='ask', n=n_suggestions)['trials']
        self.ids = [trial['id'] for trial in trials]
        points = [{name: self.value(name, value) for name, value in trial['params'].items()} for trial in trials]
        # Small spaces have fewer points than a study has trials, and Bayesmark insists on a full batch.
        missing = n_suggestions - len(points)
        return points + (suggest_dict([], [], self.api_config, n_suggestions=missing) if missing else [])

    def observe(self, X, y):
        self.call(op='tell', results=[{'id': i, 'value': value if math.isfinite(value) else None}
                                      for i, value in zip(self.ids, y)])


if __name__ == '__main__':
    experiment_main(TunesmithOptimizer)
