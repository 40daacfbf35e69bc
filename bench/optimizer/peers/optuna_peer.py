#!/usr/bin/env python3
"""Optuna, as a program that is asked and told as `tunesmith ask-tell` is: optuna_peer.py tpe|gp."""
import json
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


def main():
    study, space, asked = None, {}, {}
    for line in sys.stdin:
        message = json.loads(line)
        if message['op'] == 'space':
            space = {p['name']: distribution(p) for p in message['params']}
            chosen = sampler(sys.argv[1], message.get('seed', 0), message.get('requirements'))
            study = optuna.create_study(sampler=chosen, directions=['minimize'] * message.get('objectives', 1))
            answer = {}
        elif message['op'] == 'ask':
            trials = [study.ask(space) for _ in range(message['n'])]
            asked.update((t.number, t) for t in trials)
            answer = {'trials': [{'id': t.number, 'params': t.params} for t in trials]}
        else:
            for result in message['results']:
                trial = asked.pop(result['id'])
                trial.set_user_attr('excess', result.get('excess', ()))
                study.tell(trial, result['values'] if 'values' in result else result['value'])
            answer = {}
        print(json.dumps(dict(ok=True, **answer)), flush=True)


if __name__ == '__main__':
    main()
