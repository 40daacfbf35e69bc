#!/usr/bin/env python3
"""Tunesmith and HEBO on Bayesmark: its models, data sets and score, with the 16 rounds of 8 trials of NeurIPS 2020.

    python3 bench/bayesmark/run.py [--optimizers tunesmith hebo] [--models NAME ...] [--datasets NAME ...]
                                   [--metrics NAME ...] [--problems N] [--repeats 1] [--rounds 16] [--batch 8]
                                   [--binary PATH] [--minutes N]

A problem is a model, a data set and a metric: 108 in all. `--problems` takes the first of an order in which models,
data sets and metrics take turns. Random search runs always, as the score is relative to it. Makes virtual environments
with what requirements.txt and hebo.txt ask for, which needs Python 3.8, builds the release binary unless one is given,
and writes results/. Studies run one after the other and are kept in target/bayesmark-bench/: a run goes on where one
before ended, and with `--minutes` no study starts after so many. What is complete for all optimizers is scored.
"""
import argparse
import hashlib
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLACE = ROOT / 'target' / 'bayesmark-bench'
RUNS = PLACE / 'runs'
MODELS = ('DT', 'MLP-adam', 'MLP-sgd', 'RF', 'SVM', 'ada', 'kNN', 'lasso', 'linear')
CLASSIFICATION, REGRESSION = ('acc', 'nll'), ('mae', 'mse')
METRICS = CLASSIFICATION + REGRESSION
DATASETS = {'breast': CLASSIFICATION, 'diabetes': REGRESSION, 'iris': CLASSIFICATION, 'boston': REGRESSION,
            'wine': CLASSIFICATION, 'digits': CLASSIFICATION}
RANDOM = 'RandomSearch'
# The program that Bayesmark starts, and what has to be installed for it.
OPTIMIZERS = {
    'tunesmith': (['tunesmith_optimizer.py'], 'requirements.txt'),
    'hebo': (['hebo_optimizer.py'], 'hebo.txt'),
    RANDOM: (['-m', 'bayesmark.experiment'], 'requirements.txt'),
}
NO_PYTHON = """Bayesmark needs Python 3.8, and there is no python3.8 in PATH or ~/.pyenv/versions.
Get one with `pyenv install 3.8` or `uv python install 3.8`; Ubuntu has it in ppa:deadsnakes/ppa (python3.8-venv)."""

EXPLANATION = """Bayesmark's score, 100 × (1 - normalised mean): %d problems, %d repeat(s), %d rounds of %d trials.
0 is the median of random points, 100 the best that any of these optimizers found. A difference is the mean over the
problems with its standard error.

"""


def python38():
    # One of PATH may be a shim without the version behind it.
    for python in (shutil.which('python3.8'), *Path.home().glob('.pyenv/versions/3.8*/bin/python')):
        if python and subprocess.run([python, '-c', ''], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    raise SystemExit(NO_PYTHON)


def interpreter(requirements):
    """The interpreter of a virtual environment, which is made if it is not there."""
    wanted = '\n'.join(path.read_text() for path in sorted({HERE / 'requirements.txt', HERE / requirements}))
    folder = PLACE / Path(requirements).stem
    python, done = folder / 'bin' / 'python', folder / 'installed.txt'
    if not done.is_file() or done.read_text() != wanted:
        print('installing', requirements, 'into', folder, file=sys.stderr, flush=True)
        subprocess.run([python38(), '-m', 'venv', '--clear', folder], check=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', 'wheel', '-r', HERE / requirements], check=True)
        done.write_text(wanted)
    return str(python)


def built():
    subprocess.run(['cargo', 'build', '--release', '--quiet', '--package', 'tunesmith'], cwd=ROOT, check=True)
    return ROOT / 'target' / 'release' / 'tunesmith'


def spread(models, datasets, metrics):
    """Problems in an order of which every beginning has all models, data sets and metrics about equally often."""
    chosen = []
    for cycle, step in itertools.product(range(2), range(len(datasets))):
        for turn, model in enumerate(models):
            dataset = datasets[(turn + step) % len(datasets)]
            metric = DATASETS[dataset][(step + cycle) % 2]
            if metric in metrics:
                chosen.append((model, dataset, metric))
    return chosen


class Contender:
    """An optimizer with a database of its own for each version of it, so that nothing old is taken for new."""

    def __init__(self, name, binary):
        command, requirements = OPTIMIZERS[name]
        self.name = name
        self.python = interpreter(requirements)
        self.command = [self.python, *command]
        parts = [HERE / requirements]
        if command[0].endswith('.py'):
            parts.append(HERE / 'optimizers' / command[0])
        if name == 'tunesmith':
            parts.append(binary)
        version = hashlib.sha256(b''.join(part.read_bytes() for part in parts)).hexdigest()
        self.database = '%s-%s' % (name, version[:12])
        subprocess.run([self.python, '-m', 'bayesmark.experiment_db_init', '-dir', RUNS, '-b', self.database],
                       check=True)

    def identifier(self, problem, repeat, rounds, batch):
        """Bayesmark takes its seeds from it."""
        return uuid.uuid5(uuid.NAMESPACE_OID, '/'.join([*problem, self.name, str((repeat, rounds, batch))])).hex

    def is_done(self, study):
        return (RUNS / self.database / 'suggest_log' / (study + '.json')).is_file()

    def output(self, study):
        return RUNS / self.database / (study + '.txt')

    def run(self, problem, study, rounds, batch):
        model, dataset, metric = problem
        command = [*self.command, '-c', model, '-d', dataset, '-m', metric, '-o', self.name, '-u', study,
                   '-n', str(rounds), '-p', str(batch), '-dir', RUNS, '-b', self.database]
        with self.output(study).open('w') as output:
            ended = subprocess.run(command, cwd=HERE / 'optimizers', stdout=output, stderr=subprocess.STDOUT)
        if ended.returncode:
            raise SystemExit('%s failed on %s, see %s' % (self.name, '/'.join(problem), self.output(study)))

    def failures(self, study):
        """Bayesmark goes on with random points after an ask that failed, and without what a failed tell brought."""
        return sum(self.output(study).read_text().count('"optimizer_%s_exception"' % what)
                   for what in ('suggest', 'observe'))


def difference(scores, name, first):
    """Mean difference over problems with its standard error, and how many are higher and lower."""
    change = [scores[name]['problems'][case] - value for case, value in scores[first]['problems'].items()]
    error = statistics.stdev(change) / len(change) ** 0.5 if len(change) > 1 else float('nan')
    return '%+.2f±%.2f (%d higher, %d lower)' % (statistics.mean(change), error, sum(c > 1e-9 for c in change),
                                                 sum(c < -1e-9 for c in change))


def report(scores, failures, first):
    head = '| optimizer | score (95 %% interval) | difference to %s | s an ask | longest | repeated points | failures |'
    lines = [head % first, '|---|---|---|---|---|---|---|']
    for name, own in scores.items():
        lines.append('| %s | %.2f (%.2f to %.2f) | %s | %.3f | %.2f | %.1f %% | %d |' % (
            name, own['score'], *own['bounds'], '' if name == first else difference(scores, name, first),
            own['seconds'], own['longest'], 100 * own['repeated'], failures[name]))
    lines += ['', '| problem | ' + ' | '.join(scores) + ' |', '|---|' + '---|' * len(scores)]
    for case in scores[first]['problems']:
        lines.append('| %s | %s |' % (case, ' | '.join('%.2f' % own['problems'][case] for own in scores.values())))
    return '\n'.join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    own = [name for name in OPTIMIZERS if name != RANDOM]
    parser.add_argument('--optimizers', nargs='+', choices=own, default=own)
    parser.add_argument('--models', nargs='+', choices=MODELS, default=MODELS)
    parser.add_argument('--datasets', nargs='+', choices=DATASETS, default=list(DATASETS))
    parser.add_argument('--metrics', nargs='+', choices=METRICS, default=METRICS)
    parser.add_argument('--problems', type=int)
    parser.add_argument('--repeats', type=int, default=1)
    parser.add_argument('--rounds', type=int, default=16)
    parser.add_argument('--batch', type=int, default=8)
    parser.add_argument('--binary', type=Path)
    parser.add_argument('--minutes', type=float, default=float('inf'))
    given = parser.parse_args()
    begun = time.monotonic()
    # No optimizer gets more cores than another.
    os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1', MKL_NUM_THREADS='1', PYTHONWARNINGS='ignore')
    RUNS.mkdir(parents=True, exist_ok=True)
    binary = (given.binary or built()).resolve() if 'tunesmith' in given.optimizers else None
    os.environ['TUNESMITH'] = str(binary)
    contenders = [Contender(name, binary) for name in (*given.optimizers, RANDOM)]
    problems = spread(given.models, given.datasets, given.metrics)[:given.problems]

    complete = {}
    for repeat in range(given.repeats):
        for problem in problems:
            done = []
            for contender in contenders:
                study = contender.identifier(problem, repeat, given.rounds, given.batch)
                if not contender.is_done(study):
                    if time.monotonic() - begun > 60 * given.minutes:
                        break
                    contender.run(problem, study, given.rounds, given.batch)
                    print('%4d s: %s %s' % (time.monotonic() - begun, contender.name, '/'.join(problem)),
                          file=sys.stderr, flush=True)
                done.append((contender, study))
            if len(done) == len(contenders):
                complete.setdefault(problem, []).append(done)

    if not complete:
        raise SystemExit('no problem is complete')
    # Bayesmark wants as many repeats of one problem as of another.
    repeats = min(map(len, complete.values()))
    scored = [each for repeated in complete.values() for done in repeated[:repeats] for each in done]
    asked = {'root': str(RUNS), 'studies': [(c.name, c.database, study) for c, study in scored]}
    answer = subprocess.run([contenders[0].python, HERE / 'score.py'], input=json.dumps(asked), text=True, check=True,
                            stdout=subprocess.PIPE).stdout
    scores = json.loads(answer)
    scores = {contender.name: scores[contender.name] for contender in contenders}
    failures = {contender.name: sum(c.failures(study) for c, study in scored if c is contender)
                for contender in contenders}
    text = EXPLANATION % (len(complete), repeats, given.rounds, given.batch)
    text += report(scores, failures, contenders[0].name)
    folder = HERE / 'results'
    folder.mkdir(exist_ok=True)
    (folder / ('-'.join(given.optimizers) + '.md')).write_text(text + '\n')
    print(text)


if __name__ == '__main__':
    main()
