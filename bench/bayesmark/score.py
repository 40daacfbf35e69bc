"""Scores studies of Bayesmark with its own functions, as bayesmark-agg, -baseline and -anal do; run.py calls it.

Takes {"root": folder, "studies": [[optimizer, database, uuid], ...]} as JSON on standard input and prints for each
optimizer its score, the bounds of Bayesmark's 95 % interval, the score of each problem, and what its asks were like.
"""
import json
import sys
import uuid
import warnings

from bayesmark.constants import (ITER, LB_MEAN, METHOD, NORMED_MEAN, PERF_MEAN, SUGGEST_PHASE, TEST_CASE, TRIAL,
                                 UB_MEAN, VISIBLE_TO_OPT)
from bayesmark.experiment_aggregate import concat_experiments, load_experiments
from bayesmark.experiment_analysis import compute_aggregates
from bayesmark.experiment_baseline import compute_baseline


def experiments(root, studies):
    for optimizer, database, study in studies:
        for (case, _, identifier), data in load_experiments([uuid.UUID(study)], root, database):
            # Without the versions that Bayesmark adds to the name: a commit between two runs is no other optimizer.
            yield (case, optimizer + '_', identifier), data


def repeated(suggestions):
    """Share of the points of each optimizer that its study had before."""
    seen = {}
    for points in suggestions.values():
        for (optimizer, _), study in points.to_dataframe().groupby(level=[METHOD, TRIAL]):
            seen.setdefault(optimizer, []).append(study.duplicated().mean())
    return {optimizer: sum(shares) / len(shares) for optimizer, shares in seen.items()}


def main():
    given = json.load(sys.stdin)
    evaluations, times, suggestions, _ = concat_experiments(experiments(given['root'], given['studies']))
    losses = evaluations[VISIBLE_TO_OPT]
    problems, summary = compute_aggregates(losses, compute_baseline(losses))
    normed = problems[NORMED_MEAN].transpose(ITER, METHOD, TEST_CASE)
    shares = repeated(suggestions)

    def score(data, optimizer):
        return (100 * (1 - data.sel({METHOD: optimizer})[{ITER: -1}])).values.tolist()

    answer = {}
    for optimizer in losses.coords[METHOD].values.tolist():
        seconds = times[SUGGEST_PHASE].sel({METHOD: optimizer})
        answer[optimizer.rstrip('_')] = {
            'score': score(summary[PERF_MEAN], optimizer),
            'bounds': [score(summary[UB_MEAN], optimizer), score(summary[LB_MEAN], optimizer)],
            'problems': dict(zip(normed.coords[TEST_CASE].values.tolist(), score(normed, optimizer))),
            'seconds': float(seconds.mean()),
            'longest': float(seconds.max()),
            'repeated': shares[optimizer],
        }
    print(json.dumps(answer))


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    main()
