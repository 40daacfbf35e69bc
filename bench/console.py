#!/usr/bin/env python3
"""How quickly the console shows a large job, beside optuna-dashboard on the same study.

    cargo build --release
    apt install chromium
    pip install optuna-dashboard            # or --no-peer
    python3 bench/console.py                # a quarter of an hour and five gigabytes of disk

The job: 10,000 trials of 20 parameters, run for real, and 1,000 points of two metrics for each, written into the store afterwards.
The peer gets the same trials and the points of the first metric (it keeps one series a trial), written into its own storage.

Prints, a line each: time from the address to the first paint and to what the page is for (median of rounds, in a browser without
a cache); frames while the table is scrolled and an axis is brushed; bytes of each chart; the server's memory before and after;
and how much longer a running job takes with 100 viewers. Exits with 1 where a target is missed.
"""
import argparse
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / 'target' / 'release' / 'tunesmith'
TRIALS, PARAMETERS, POINTS = 10_000, 20, 1_000
VIEWERS = 100
CHARTS = ['progress', 'curves', 'curves?metric=loss', 'parallel', 'timeline', 'proposals', 'failures', 'trials?limit=100', '']


def curve(trial, end, step):
    """A course that comes to its end like one over the steps."""
    return end * (1 - 0.9 / (1 + step / (20 + trial % 50)))


def job(folder, trials):
    """A real job of many trials that take no time."""
    flags = [word for p in range(PARAMETERS) for word in ('-P', f'p{p:02d}=0.0..1.0')]
    command = ['sh', '-c', 'echo "acc = {p00}"; echo "loss = {p01}"']
    subprocess.run([PROGRAM, 'tune', '--data-dir', folder, '--name', 'large', *flags, '--metric', 'acc=acc = ([0-9.e-]+)',
                    '--metric', 'loss=loss = ([0-9.e-]+)', '--maximize', 'acc', '--strategy', 'random', '-n', str(trials), '-j', '4',
                    '--no-check', '--', *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def points(folder):
    """A thousand points of two metrics for every trial."""
    store = sqlite3.connect(folder / 'store.db')
    # As one large write: a log beside the file would take as much room again.
    store.execute('PRAGMA journal_mode = OFF')
    store.execute('PRAGMA synchronous = OFF')
    (key,) = store.execute("SELECT id FROM jobs WHERE name = 'large'").fetchone()
    ends = store.execute('SELECT number, objective FROM trials WHERE job = ? AND objective IS NOT NULL', (key,)).fetchall()
    store.execute('DELETE FROM points WHERE job = ?', (key,))
    for trial, end in ends:
        rows = [(key, trial, metric, 1, step, 1_000 * step, step + 1, curve(trial, end if metric == 0 else 1 - end, step))
                for metric in (0, 1) for step in range(POINTS)]
        store.executemany('INSERT INTO points (job, trial, metric, attempt, step, at_ms, line, value) VALUES (?,?,?,?,?,?,?,?)', rows)
    store.commit()
    store.execute('PRAGMA journal_mode = WAL')
    names = [f'p{p:02d}' for p in range(PARAMETERS)]
    params = {n: json.loads(t) for n, t in store.execute('SELECT number, params FROM trials WHERE job = ?', (key,))}
    store.close()
    return [(trial, end, [params[trial][name] for name in names]) for trial, end in ends]


def peer_storage(file, trials):
    """The same study as Optuna keeps it."""
    import optuna
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    url = f'sqlite:///{file}'
    study = optuna.create_study(study_name='large', storage=url, direction='maximize')
    distributions = {f'p{p:02d}': optuna.distributions.FloatDistribution(0, 1) for p in range(PARAMETERS)}
    study.add_trials([optuna.trial.create_trial(params=dict(zip(distributions, values)), distributions=distributions, value=end)
                      for _, end, values in trials])
    store = sqlite3.connect(file)
    store.execute('PRAGMA journal_mode = OFF')
    store.execute('PRAGMA synchronous = OFF')
    columns = [row[1] for row in store.execute('PRAGMA table_info(trial_intermediate_values)')]
    kind = ", intermediate_value_type" if 'intermediate_value_type' in columns else ''
    sql = f'INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value{kind}) VALUES (?,?,?{", ?" if kind else ""})'
    for number, (trial, end, _) in enumerate(trials, 1):
        store.executemany(sql, [(number, step, curve(trial, end, step), *(['FINITE'] if kind else [])) for step in range(POINTS)])
    store.commit()
    store.close()
    return url


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_for(url, limit=60):
    for _ in range(limit * 20):
        try:
            return urllib.request.urlopen(url, timeout=limit)
        except OSError:
            time.sleep(0.05)
    sys.exit(f'{url} does not answer')


def memory(pid):
    """Resident megabytes."""
    with open(f'/proc/{pid}/status') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmRSS')) / 1024


def serve(folder):
    port = free_port()
    process = subprocess.Popen([PROGRAM, 'serve', '--listen', f'127.0.0.1:{port}', '--data-dir', folder], stderr=subprocess.DEVNULL)
    url = f'http://127.0.0.1:{port}'
    wait_for(url + '/healthz')
    return process, url


def measure(what, url, rounds):
    script = ROOT / 'web' / 'browser' / 'measure.mjs'
    done = subprocess.run(['node', script, what, url, str(rounds)], stdout=subprocess.PIPE, check=True, cwd=ROOT / 'web')
    return [json.loads(line) for line in done.stdout.splitlines()]


class Report:
    def __init__(self):
        self.missed = 0

    def line(self, what, value, unit, target=None):
        missed = target is not None and value > target
        self.missed += missed
        aim = '' if target is None else f'   (at most {target:g}{", missed" if missed else ""})'
        print(f'{what:<46} {value:>10.4g} {unit}{aim}', flush=True)


def viewers(report, rounds):
    """How much longer a job takes that a hundred people watch."""
    folder = Path(tempfile.mkdtemp(prefix='tunesmith-viewers-'))
    server, url = serve(folder)
    try:
        def run(name):
            begun = time.perf_counter()
            subprocess.run([PROGRAM, 'tune', '--data-dir', folder, '--name', name, '-P', 'x=0.0..1.0', '--maximize', 'acc', '-n', '400',
                            '-j', '4', '--strategy', 'random', '--no-check', '--', 'sh', '-c', 'sleep 0.05; echo "acc = {x}"'],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return time.perf_counter() - begun

        def watch(name, stop, heard):
            for _ in range(200):
                try:
                    stream = urllib.request.urlopen(f'{url}/api/v1/jobs/{name}/events?after=0', timeout=30)
                    break
                except OSError:
                    time.sleep(0.05)
            else:
                return
            while not stop.is_set():
                if stream.readline().startswith(b'event:'):
                    heard.append(1)

        ratios = []
        for number in range(rounds):
            alone = run(f'alone-{number}')
            stop, heard, name = threading.Event(), [], f'watched-{number}'
            for _ in range(VIEWERS):
                threading.Thread(target=watch, args=(name, stop, heard), daemon=True).start()
            watched = run(name)
            stop.set()
            ratios.append(watched / alone)
            print(f'  alone {alone:.2f} s, watched {watched:.2f} s, {len(heard)} events heard', flush=True)
        report.line(f'with {VIEWERS} viewers, times as long', statistics.median(ratios), '', 1.05)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--trials', type=int, default=TRIALS)
    parser.add_argument('--no-peer', action='store_true')
    parser.add_argument('--only-viewers', action='store_true')
    parser.add_argument('--folder', type=Path, help='keeps the job there, and takes it from there')
    arguments = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit('cargo build --release')
    random.seed(1)
    report = Report()
    if not arguments.only_viewers:
        folder = arguments.folder or Path(tempfile.mkdtemp(prefix='tunesmith-console-'))
        folder.mkdir(exist_ok=True)
        kept = folder / 'trials.json'
        if kept.exists():
            trials = json.loads(kept.read_text())
        else:
            job(folder, arguments.trials)
            trials = points(folder)
            kept.write_text(json.dumps(trials))
        print(f'{len(trials)} trials, {PARAMETERS} parameters, {POINTS} points of two metrics each', flush=True)
        server, url = serve(folder)
        before = memory(server.pid)
        try:
            for told in measure('tunesmith', url, arguments.rounds):
                report.line(told['what'], told['value'], told['unit'], told.get('target'))
            for chart in CHARTS:
                with urllib.request.urlopen(f'{url}/api/v1/jobs/large/{chart}'.rstrip('/')) as answer:
                    report.line(f'JSON of {chart or "the job"}', len(answer.read()) / 1000, 'kB', 300)
            report.line('server memory grew by', memory(server.pid) - before, 'MB', 100)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
        if not arguments.no_peer:
            file = folder / 'optuna.db'
            if not file.exists():
                peer_storage(file, trials)
            port = free_port()
            peer = subprocess.Popen(['optuna-dashboard', f'sqlite:///{file}', '--port', str(port), '--host', '127.0.0.1'],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                wait_for(f'http://127.0.0.1:{port}/')
                before = memory(peer.pid)
                for told in measure('optuna-dashboard', f'http://127.0.0.1:{port}', 1):
                    report.line(told['what'], told['value'], told['unit'])
                report.line('optuna-dashboard: server memory grew by', memory(peer.pid) - before, 'MB')
            finally:
                peer.kill()
        if not arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)
    viewers(report, 3)
    sys.exit(1 if report.missed else 0)


if __name__ == '__main__':
    main()
