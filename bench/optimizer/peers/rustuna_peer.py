#!/usr/bin/env python3
"""Rustuna's TPE, which is the sampler it takes by itself, asked and told as `tunesmith ask-tell` is."""
from served import serve

import rustuna


class Rustuna:
    def __init__(self, space, seed, _):
        self.space = space
        self.study = rustuna.create_study(sampler=rustuna.samplers.TPESampler(seed=seed), direction='minimize')

    def ask(self, n):
        trials = [self.study.ask() for _ in range(n)]
        return [(t.number, {p['name']: suggested(t, p) for p in self.space}) for t in trials]

    def tell(self, results):
        for result in results:
            self.study.tell(result['id'], result['value'])


def suggested(trial, p):
    if p['type'] == 'cat':
        return trial.suggest_categorical(p['name'], p['choices'])
    suggest = trial.suggest_int if p['type'] == 'int' else trial.suggest_float
    return suggest(p['name'], p['low'], p['high'], log=p.get('log', False))


if __name__ == '__main__':
    serve(Rustuna)
