#!/usr/bin/env python3
"""What several servers on one PostgreSQL can do, measured here and worked out for more of them; and what a suggestion costs after
ever more observations.

    python3 bench/scaling/run.py [--only load|idle|suggest|model] [--binary PATH]

Needs root and PostgreSQL (it makes one of its own, as the tests do). `load` runs jobs of trials that do nothing on 1, 2 and 4 servers and
measures what trials, servers and database take; `idle` what servers take that have nothing to do; `model` puts that into the
simulation of `model.py`, compares it with what was measured, and works out what nobody has here: 10 and 1,000 servers, a million
trials a day. Writes results.json beside itself and prints the tables of docs/scaling.md. Measure on an idle machine.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / 'tests/cluster'), str(ROOT / 'bench/optimizer'), str(HERE)]
TICK = os.sysconf('SC_CLK_TCK')

JOBS, TRIALS, PARALLEL = 40, 200, 10


def processor(pid, with_children):
    """Seconds of a processor that a process has had; with those of its children that have ended."""
    fields = pathlib.Path('/proc/%d/stat' % pid).read_text().rsplit(')', 1)[1].split()
    used = [int(f) for f in fields[11:15]]
    return sum(used if with_children else used[:2]) / TICK


def machine():
    """Seconds of all processors that were not idle."""
    fields = [int(f) for f in pathlib.Path('/proc/stat').read_text().split('\n')[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / TICK


class Meter:
    """What servers, database and the machine have taken since it was made."""

    def __init__(self, postgres, database, servers):
        self.postgres, self.database, self.servers = postgres, database, servers
        self.start = self.read()

    def postmaster(self):
        return int((self.postgres.folder / 'data/postmaster.pid').read_text().split('\n')[0])

    def read(self):
        pid = self.postmaster()
        children = pathlib.Path('/proc/%d/task/%d/children' % (pid, pid)).read_text().split()
        database = processor(pid, True) + sum(processor(int(child), False) for child in children)
        servers = sum(processor(server.process.pid, False) for server in self.servers)
        commits = int(self.postgres.ask("SELECT xact_commit FROM pg_stat_database WHERE datname = '%s'" % self.database, 'postgres'))
        size = int(self.postgres.ask('SELECT pg_database_size(current_database())', self.database))
        return {'database': database, 'servers': servers, 'machine': machine(), 'commits': commits, 'bytes': size, 'at': time.time()}

    def taken(self):
        now = self.read()
        return {name: now[name] - self.start[name] for name in now}


def servers_on(postgres, place, number, address):
    import on_postgres
    on_postgres.POSTGRES = postgres
    return [on_postgres.Server(place, address, 'server-%d' % n, '--slots', '2000', '--no-quotas') for n in range(number)]


def end(servers):
    for server in servers:
        server.kill(15)


def load(postgres, place, numbers=(1, 2, 4), rounds=3):
    """Jobs of trials that do nothing, on more and more servers of one machine: in turn, and again, as a machine has slow spells. Of
    each number the median of every measure."""
    runs = [load_once(postgres, place / str(n), numbers) for n in range(rounds)]
    rows = [{name: statistics.median(run[i][name] for run in runs) for name in runs[0][i]} for i in range(len(numbers))]
    for row in rows:
        print('load', row, flush=True)
    return rows


def load_once(postgres, place, numbers):
    import on_postgres
    rows = []
    for number in numbers:
        folder, address = place / ('load-%d' % number), postgres.new()
        servers = servers_on(postgres, folder, number, address)
        # Statistics of the database come with a delay.
        time.sleep(2)
        meter = Meter(postgres, address.rsplit('/', 1)[1], servers)
        names = ['job-%03d' % n for n in range(JOBS)]
        for n, name in enumerate(names):
            servers[n % number].create(name, on_postgres.noop(folder, TRIALS, PARALLEL))
        while sum(s == 'completed' for s in on_postgres.statuses(servers[0]).values()) < JOBS:
            time.sleep(0.1)
        wall = time.time() - meter.start['at']
        time.sleep(1.5)
        taken = meter.taken()
        on_postgres.all_well(servers[0], names, TRIALS)
        end(servers)
        trials = JOBS * TRIALS
        rows.append({'servers': number, 'trials_a_second': trials / wall,
                     'server_ms': 1000 * taken['servers'] / trials, 'database_ms': 1000 * taken['database'] / trials,
                     'trial_ms': 1000 * (taken['machine'] - taken['servers'] - taken['database']) / trials,
                     'commits': taken['commits'] / trials, 'kb': taken['bytes'] / trials / 1024})
    return rows


def idle(postgres, place):
    """Servers that have nothing to do."""
    rows = []
    for number in (1, 8):
        folder, address = place / ('idle-%d' % number), postgres.new()
        servers = servers_on(postgres, folder, number, address)
        time.sleep(8)
        meter = Meter(postgres, address.rsplit('/', 1)[1], servers)
        time.sleep(20)
        taken = meter.taken()
        connections = int(postgres.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = '%s'" % address.rsplit('/', 1)[1], 'postgres'))
        end(servers)
        rows.append({'servers': number, 'connections': connections / number,
                     'database_ms_a_second': 1000 * taken['database'] / taken['at'] / number,
                     'transactions_a_second': taken['commits'] / taken['at'] / number})
        print('idle', rows[-1], flush=True)
    return rows


def suggest(binary):
    """One point at a time after so many observations, in a process of its own each."""
    from asked import Asked
    from latency import SPACE, drawn, loss
    rows = []
    for count in (1000, 10000, 100000):
        chance = random.Random(count)
        call = Asked([str(binary), 'ask-tell'], 'scaling')
        call(op='space', params=SPACE, seed=1)
        for _ in range(0, count, 1000):
            points = [drawn(chance) for _ in range(1000)]
            call(op='tell', results=[{'id': None, 'params': p, 'value': loss(p, chance)} for p in points])
        asks = []
        for _ in range(12):
            begun = time.perf_counter()
            trial, = call(op='ask', n=1)['trials']
            asks.append(1000 * (time.perf_counter() - begun))
            call(op='tell', results=[{'id': trial['id'], 'value': loss(trial['params'], chance)}])
        status = pathlib.Path('/proc/%d/status' % call.child.pid).read_text()
        peak = int(status.split('VmHWM:')[1].split()[0]) / 1024
        call.close()
        rows.append({'observations': count, 'first_ms': asks[0], 'ms': statistics.median(asks[1:]), 'peak_mb': peak})
        print('suggest', rows[-1], flush=True)
    return rows


def worked_out(told):
    """The model beside what was measured, and for what nobody has here."""
    from model import Costs, Place, simulate
    # What one server alone took: more of them on one machine also wait for one another.
    one = told['load'][0]
    idle_ms = told['idle'][-1]['database_ms_a_second']
    # A trial is two events: it is begun, and it ends.
    costs = Costs(event=one['server_ms'], commit=one['database_ms'], trial=one['trial_ms'], disk=0.5, idle=idle_ms)
    cores = os.cpu_count()
    print('\n| servers on one machine of %d cores | measured, trials/s | simulated |\n|---|---|---|' % cores)
    checks = []
    for row in told['load']:
        n = row['servers']
        place = Place(servers=n, slots=JOBS * PARALLEL // n, jobs=JOBS // n, database_cores=0, server_cores=cores, one_machine=True)
        told_by = simulate(costs, place, 20)['trials_a_second']
        checks.append({'servers': n, 'measured': row['trials_a_second'], 'simulated': told_by})
        print('| %d | %.0f | %.0f |' % (n, row['trials_a_second'], told_by))
    print('\n| servers | database | trials | trials/s | database busy | busiest server | gap, ms (99 %) |\n|---|---|---|---|---|---|---|')
    rows = []
    day = 1e6 / 86400
    for servers, database, what, trial_s, slots, seconds in (
            (1, 2, 'a million a day, a minute each', 60, round(60 * day), 240),
            (10, 2, 'a million a day, a minute each', 60, round(6 * day), 240),
            (1000, 16, 'a million a day, a minute each', 60, 1, 240),
            (1, 2, 'as many as it can, a second each', 1, 2000, 20),
            (10, 2, 'as many as they can, a second each', 1, 1000, 20),
            (10, 16, 'as many as they can, a second each', 1, 2000, 12),
            (1000, 16, 'as many as they can, a second each', 1, 20, 8)):
        place = Place(servers=servers, slots=slots, jobs=max(1, min(20, slots // 10)), database_cores=database, server_cores=4,
                      trial_s=trial_s, by_hand=False)
        r = simulate(costs, place, seconds)
        rows.append({'servers': servers, 'database_cores': database, 'what': what, **r})
        print('| %d | %d cores | %s | %.0f | %.0f %% | %.0f %% | %.1f (%.0f) |' % (
            servers, database, what, r['trials_a_second'], 100 * r['database'], 100 * r['dispatcher'], r['gap_ms'], r['gap_99_ms']))
    return {'costs': vars(costs), 'checks': checks, 'rows': rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--only', choices=('load', 'idle', 'suggest', 'model'))
    parser.add_argument('--binary', type=pathlib.Path, default=ROOT / 'target/release/tunesmith')
    arguments = parser.parse_args()
    os.environ['TUNESMITH'] = str(arguments.binary)
    results = HERE / 'results.json'
    told = json.loads(results.read_text()) if results.exists() else {}
    place = ROOT / 'target/scaling'
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    os.chdir(place)
    wanted = lambda part: arguments.only in (None, part)
    if wanted('load') or wanted('idle'):
        from on_postgres import Database
        postgres = Database(place)
        if wanted('load'):
            told['load'] = load(postgres, place)
        if wanted('idle'):
            told['idle'] = idle(postgres, place)
    if wanted('suggest'):
        told['suggest'] = suggest(arguments.binary)
    if wanted('model'):
        told['model'] = worked_out(told)
    results.write_text(json.dumps(told, indent=1) + '\n')


if __name__ == '__main__':
    main()
