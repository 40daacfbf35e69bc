#!/usr/bin/env python3
"""How few trials Tunesmith's suggestions need, and what each part of the optimiser is worth.

    python3 bench/optimizer/run.py [VARIANT ...] [--peers NAME ...] [--seeds 10] [--trials 60] [--batch 1]
                                   [--binary PATH] [--jobs 2] [--problems NAME,...]

Without a variant all of variants.json are run, and compared with the first, `default`, study by study; peers are those of
peers.json. Makes a virtual environment with what requirements.txt asks for (and one for each peer), builds the release
binary unless one is given, and writes results/.
`--problems learning` are those of learning.py, which train models and take longer: some minutes for a contender and 10 seeds.
A study is one problem and one seed; noise is paired: trial i of a study sees the same luck in every variant.
"""
import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
import venv
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ROOT / 'target' / 'optimizer-bench' / 'problems'
AT = (10, 20, 30, 60)
os.environ.setdefault('OMP_NUM_THREADS', '1')


def interpreter(folder, requirements):
    """The interpreter of a virtual environment, which is made if it is not there."""
    python, done, wanted = folder / 'bin' / 'python', folder / 'installed.txt', requirements.read_text()
    if not done.is_file() or done.read_text() != wanted:
        print('installing', requirements.name, 'into', folder, file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', '-r', requirements], check=True)
        done.write_text(wanted)
    return python


def environment():
    """Goes on in an interpreter that has the problems."""
    if Path(sys.prefix) != PACKAGES:
        python = interpreter(PACKAGES, HERE / 'requirements.txt')
        os.execv(python, [str(python), *sys.argv])


def command_of(peer):
    requirements = HERE / peer['requirements']
    python = interpreter(PACKAGES.parent / requirements.stem, requirements)
    return [str(python), str(HERE / peer['command'][0]), *peer['command'][1:]]


def built():
    subprocess.run(['cargo', 'build', '--release', '--quiet', '--package', 'tunesmith'], cwd=ROOT, check=True)
    return ROOT / 'target' / 'release' / 'tunesmith'


def study(job):
    """Regret of the best observed trial after each trial of one study, and seconds of all asks."""
    import numpy as np

    from asked import Asked
    from problems import problem
    name, seed, start, trials, batch, command = job
    chosen = problem(name)
    call = Asked(command, name)
    call(op='space', params=chosen.space, seed=seed, **start)
    least, course, spent = np.inf, [], 0.0
    while len(course) < trials:
        begun = time.perf_counter()
        asked = call(op='ask', n=min(batch, trials - len(course)))['trials']
        spent += time.perf_counter() - begun
        results = []
        for trial in asked:
            luck = np.random.default_rng([seed, len(course), zlib.crc32(name.encode())])
            seen = chosen.observed(trial['params'], luck)
            if seen < least:
                least, kept = seen, chosen.regret(chosen.value(trial['params']))
            course.append(kept)
            results.append({'id': trial['id'], 'value': seen})
        call(op='tell', results=results)
        if not asked:
            course += [course[-1]] * (trials - len(course))
    call.close()
    return name, seed, course, spent / trials


def counts(results):
    """Those of AT that the studies got to."""
    trials = min(len(course) for studies in results.values() for course, _ in studies.values())
    return [t for t in AT if t <= trials] or [trials]


def report(variants, results):
    """A row for each variant: mean regret, and for all but the first the difference with its standard error."""
    import numpy as np

    from problems import DEVELOPMENT, LEARNING, TABLES
    groups = {
        'all': lambda n: True, 'development': lambda n: n in DEVELOPMENT, 'held out': lambda n: n not in DEVELOPMENT,
        'functions': lambda n: n not in TABLES and n not in LEARNING, 'tables': lambda n: n in TABLES,
        'learning': lambda n: n in LEARNING,
    }
    first, at = variants[0], counts(results)
    lines = ['| variant | problems | studies | ' + ' | '.join('%d trials' % t for t in at) + ' | ms an ask |',
             '|---|---|---|' + '---|' * (len(at) + 1)]
    for variant in variants:
        for group, holds in groups.items():
            keys = [k for k in results[variant] if holds(k[0])]
            if not keys:
                continue
            cells = []
            for t in at:
                here = np.array([results[variant][k][0][t - 1] for k in keys])
                cell = '%.3f' % here.mean()
                if variant != first:
                    there = np.array([results[first][k][0][t - 1] for k in keys])
                    change = here - there
                    cell += ' (%+.3f±%.3f)' % (change.mean(), change.std() / np.sqrt(len(change)))
                cells.append(cell)
            spent = np.mean([results[variant][k][1] for k in keys]) * 1e3
            lines.append('| %s | %s | %d | %s | %.1f |' % (variant, group, len(keys), ' | '.join(cells), spent))
    return '\n'.join(lines)


def won(variants, results):
    """A row for each variant but the first: the share of studies in which the first has the lower regret, ties count half.

    A problem counts by its mean over seeds. The interval of 95 % comes from drawing problems, not studies: the seeds of one
    problem are alike, and what is claimed is about problems.
    """
    import numpy as np
    first, at = variants[0], counts(results)
    lines = ['| %s against | problems | ' % first + ' | '.join('%d trials' % t for t in at) + ' |', '|---|---|' + '---|' * len(at)]
    for variant in variants[1:]:
        names, cells = sorted({n for n, _ in results[variant]}), []
        for t in at:
            shares = {n: [] for n in names}
            for key, (course, _) in results[variant].items():
                change = course[t - 1] - results[first][key][0][t - 1]
                shares[key[0]].append(0.5 if abs(change) < 1e-9 else float(change > 0))
            means = np.array([np.mean(shares[n]) for n in names])
            drawn = means[np.random.default_rng(0).integers(len(names), size=(10_000, len(names)))].mean(axis=1)
            cells.append('%.2f (%.2f to %.2f)' % (means.mean(), *np.percentile(drawn, [2.5, 97.5])))
        lines.append('| %s | %d | %s |' % (variant, len(names), ' | '.join(cells)))
    return '\n'.join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('variants', nargs='*')
    parser.add_argument('--peers', nargs='*', default=[])
    parser.add_argument('--problems')
    parser.add_argument('--seeds', type=int, default=10)
    parser.add_argument('--trials', type=int, default=60)
    parser.add_argument('--batch', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--binary', type=Path)
    given = parser.parse_args()
    environment()
    from problems import ALL, LEARNING, problem
    known = json.loads((HERE / 'variants.json').read_text())
    peers = json.loads((HERE / 'peers.json').read_text())
    wanted = given.variants or (['default'] if given.peers else list(known))
    problems = given.problems.split(',') if given.problems else list(ALL)
    problems = [n for name in problems for n in (LEARNING if name == 'learning' else [name])]
    there_are = {**ALL, **LEARNING}
    for names, there, what in ((wanted, known, 'variant'), (given.peers, peers, 'peer'), (problems, there_are, 'problem')):
        if unknown := [name for name in names if name not in there]:
            parser.error('no such %s: %s; there are %s' % (what, ', '.join(unknown), ', '.join(there)))
    wanted = ['default', *[v for v in wanted if v != 'default']]
    own = [str(given.binary or built()), 'ask-tell']
    contenders = {variant: (own, known[variant]) for variant in wanted}
    # A peer may plan by how many trials there will be; ours is not told.
    contenders.update((name, (command_of(peers[name]), {'budget': given.trials})) for name in given.peers)
    for name in problems:
        problem(name)
    results = {}
    # Problems are there before the processes are, which share them.
    with multiprocessing.get_context('fork').Pool(given.jobs) as pool:
        for variant, (command, start) in contenders.items():
            begun = time.time()
            jobs = [(name, seed, start, given.trials, given.batch, command)
                    for name in problems for seed in range(given.seeds)]
            results[variant] = {(n, s): (c, a) for n, s, c, a in pool.map(study, jobs, chunksize=1)}
            print('%s: %d studies in %d s' % (variant, len(jobs), time.time() - begun), file=sys.stderr, flush=True)
    text = report(list(contenders), results)
    if len(contenders) > 1:
        text += '\n\nShare of studies won by `default`, ties count half, with a 95 % interval over problems.\n\n' + won(
            list(contenders), results)
    print(text)
    folder = HERE / 'results'
    folder.mkdir(exist_ok=True)
    # The whole list is the ablation; a choice has a file of its own.
    label = '-'.join([*(['learning'] if given.problems == 'learning' else []), 'batch-%d' % given.batch,
                      *(given.peers or given.variants or ['ablation'])]).replace(' ', '-')
    courses = {v: [c for (c, _) in results[v].values()] for v in contenders}
    (HERE.parent.parent / 'target' / 'optimizer-bench' / 'courses.json').write_text(json.dumps(courses))
    some = '' if not given.problems or given.problems == 'learning' else ', problems: ' + given.problems.replace(',', ', ')
    (folder / (label + '.md')).write_text(
        'Mean normalised regret, seeds: %d, trials: %d%s; difference to `default` with its standard error.\n\n'
        % (given.seeds, given.trials, some) + text + '\n')


if __name__ == '__main__':
    main()
