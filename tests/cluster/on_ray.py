"""Tuning jobs on a real Ray of two nodes, started here for the purpose: `cargo xtask cluster ray [PART...]`."""
import atexit
import json
import os
import pathlib
import signal
import subprocess
import sys
import urllib.request

from common import Job, digits, free_port, run_parts, same_table, set_up, tuner_killed, until

PLACE = pathlib.Path.cwd()
RAY = os.environ['RAY']


class Cluster:
    """A head and one more node, on ports of their own."""

    def __init__(self):
        self.port, self.dashboard = free_port(), free_port()
        self.address = 'http://127.0.0.1:%d' % self.dashboard
        self.temp = '/tmp/tunesmith-ray-%d' % os.getpid()
        self.environment = dict(os.environ, RAY_health_check_failure_threshold='2', RAY_health_check_period_ms='1000')
        atexit.register(self.stop)
        self.start_head()
        self.start_node()

    def ray(self, *arguments):
        done = subprocess.run([RAY, *arguments, '--disable-usage-stats'], env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, universal_newlines=True, timeout=120)
        assert done.returncode == 0, done.stdout

    def start_head(self):
        self.ray('start', '--head', '--port', str(self.port), '--dashboard-host', '127.0.0.1', '--dashboard-port',
                 str(self.dashboard), '--num-cpus', '2', '--temp-dir', self.temp, '--dashboard-agent-listen-port',
                 str(free_port()))
        until('the dashboard', lambda: self.get('/api/version'), 60)

    def start_node(self):
        before = set(self.raylets())
        self.ray('start', '--address', '127.0.0.1:%d' % self.port, '--num-cpus', '2',
                 '--dashboard-agent-listen-port', str(free_port()), '--resources', '{"second": 100}')
        self.second = (set(self.raylets()) - before).pop()
        until('two nodes', lambda: len(self.alive()) == 2, 60)

    def raylets(self):
        out = subprocess.run(['pgrep', '-f', 'raylet/raylet .*%s' % self.temp], stdout=subprocess.PIPE,
                             universal_newlines=True).stdout
        return [int(pid) for pid in out.split()]

    def get(self, path):
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None

    def alive(self):
        nodes = self.get('/nodes?view=summary') or {'data': {'summary': []}}
        return [n for n in nodes['data']['summary'] if n['raylet'].get('state') == 'ALIVE']

    def running(self):
        return [job['submission_id'] for job in self.get('/api/jobs/') or [] if job['status'] in ('PENDING', 'RUNNING')]

    def fail_second_node(self):
        os.kill(self.second, signal.SIGKILL)

    def stop(self):
        subprocess.run(['pkill', '-9', '-f', self.temp])


CLUSTER = set_up(lambda: Cluster())
ON_RAY = ['--executor', 'ray', '--executor-option', 'address=%s' % CLUSTER.address]


def doctor_part():
    job = Job(PLACE, 'doctor')
    told = job.tell('doctor', 'ray', *ON_RAY[2:])
    assert told.count('ok ') == 3 and '2 alive, 4 cores' in told, told
    wrong = job.tell('doctor', 'ray', '--executor-option', 'address=http://127.0.0.1:%d' % free_port())
    assert 'Connection refused' in wrong and 'pip install' in wrong, wrong


def digits_part():
    here = digits(PLACE, 'digits-here').end(seconds=600)
    there = digits(PLACE, 'digits-ray', ON_RAY).end(seconds=900)
    assert len(here.table()) == 30, here.table()
    same_table(here, there)
    assert not CLUSTER.running(), CLUSTER.running()


def whole_part():
    """Both nodes work, the log is the command's alone, and its files are the run's."""
    job = Job(PLACE, 'whole', ON_RAY, strategy='bayesian', pause=1).run().all_well()
    log = job.tell('log', '3', '--job', job.name)
    assert log.startswith('trial 3 is here\nloss =') and 'entrypoint' not in log and 'INFO' not in log, log
    assert 'Ray tunesmith-3-1-' in job.place(3)['note'], job.place(3)


def failing_part():
    flags = ['--retries', '0', '--no-check']
    job = Job(PLACE, 'failing', ON_RAY, trials=2, flags=flags, python='no-such-python').run(1)
    assert 'no-such-python' in job.said() and 'exit 127' in job.said(), job.said()
    executor = ON_RAY + ['--executor-option', 'before=echo broken; exit 3']
    job = Job(PLACE, 'before', executor, trials=1, flags=flags).run(1)
    assert 'exit 3: broken' in job.said(), job.said()
    flags = ['--timeout', '2s']
    job = Job(PLACE, 'limit', ON_RAY, trials=1, pause=600, flags=flags).run(1)
    assert 'time limit reached' in job.said(), job.said()


def waiting_part():
    """There are four cores: the fifth trial waits, and is taken away by a stop."""
    job = Job(PLACE, 'waiting', ON_RAY, trials=5, parallel=5, no_check=True).hold().start()
    job.running(4)
    until('a waiting one', lambda: any(job.place(n).get('waits') and 'resources' in job.place(n)['note'] for n in range(1, 6)))
    job.process.send_signal(signal.SIGINT)
    until('the first word', lambda: 'may finish' in job.said())
    job.process.send_signal(signal.SIGINT)
    job.end(130)
    until('an empty cluster', lambda: not CLUSTER.running(), 60)
    assert len(job.starts()) == 4, job.starts()
    job.release()
    job.resume().end().all_well()


def tuner_killed_part():
    tuner_killed(Job(PLACE, 'tuner-killed', ON_RAY, pause=1, no_check=True))


def node_lost_part():
    """A node that dies takes its attempts with it and no result."""
    job = Job(PLACE, 'node-lost', ON_RAY, trials=4, no_check=True).hold().start()
    job.running(4)
    CLUSTER.fail_second_node()
    until('the loss', lambda: 'runs again' in job.said(), 120)
    CLUSTER.start_node()
    until('new attempts', lambda: len(job.starts()) == 6, 120)
    job.release()
    job.end().all_well()
    lost = [t for t in (1, 2, 3, 4) if (t, 2) in job.starts()]
    assert len(lost) == 2, job.starts()


def dashboard_away_part():
    """Nobody answers for a while: what runs goes on, what is to be launched waits, and the reason is told."""
    job = Job(PLACE, 'away', ON_RAY, trials=8, pause=1, no_check=True).hold().start()
    job.running(4)
    heads = subprocess.run(['pgrep', '-f', 'dashboard.py.*%s' % CLUSTER.temp], stdout=subprocess.PIPE,
                           universal_newlines=True).stdout.split()
    assert heads
    for pid in heads:
        os.kill(int(pid), signal.SIGSTOP)
    until('the word', lambda: 'waits for Ray' in job.place(1).get('note', ''), 90)
    for pid in heads:
        os.kill(int(pid), signal.SIGCONT)
    job.release()
    job.end().all_well()


if __name__ == '__main__':
    run_parts(dict(globals()), sys.argv[1:])
