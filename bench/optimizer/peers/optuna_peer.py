#!/usr/bin/env python3
"""Optuna, as a program that is asked and told as `tunesmith ask-tell` is: optuna_peer.py tpe|gp."""
from served import serve

import sys
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

warnings.simplefilter('ignore')
optuna.logging.set_verbosity(optuna.logging.ERROR)


def sampler(kind, seed, requirements):
    limits = dict(constraints_func=missed) if requirements else {}
    if kind == 'gp':
        return optuna.samplers.GPSampler(seed=seed, **limits)
    return optuna.samplers.TPESampler(seed=seed, multivariate=True, constant_liar=True, **limits)


def missed(trial):
    return trial.user_attrs.get('excess', ())


def distribution(p):
    if p['type'] == 'cat':
        return CategoricalDistribution(p['choices'])
    kind = IntDistribution if p['type'] == 'int' else FloatDistribution
    return kind(p['low'], p['high'], log=p.get('log', False))


class Optuna:
    def __init__(self, space, seed, message):
        self.space, self.asked = {p['name']: distribution(p) for p in space}, {}
        chosen = sampler(sys.argv[1], seed, message.get('requirements'))
        self.study = optuna.create_study(sampler=chosen, directions=['minimize'] * message.get('objectives', 1))

    def ask(self, n):
        trials = [self.study.ask(self.space) for _ in range(n)]
        self.asked.update((t.number, t) for t in trials)
        return [(t.number, t.params) for t in trials]

    def tell(self, results):
        for result in results:
            if result['id'] is None:
                self.study.add_trial(optuna.trial.create_trial(
                    params=result['params'], distributions=self.space, value=result['value']))
                continue
            trial = self.asked.pop(result['id'])
            trial.set_user_attr('excess', result.get('excess', ()))
            self.study.tell(trial, result['values'] if 'values' in result else result['value'])


if __name__ == '__main__':
    serve(Optuna, several=True)
