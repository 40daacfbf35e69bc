"""What the scripts of all engines have in common: a folder, a trainer, the binary, tables to compare. Standard library only."""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get('TUNESMITH', str(ROOT / 'target/debug/tunesmith'))
_START = time.time()

# Says when it starts, where it is, and that it is done: so a start too many is seen, and so is a result too many.
TRAINER = '''
import os, sys, time
a = dict(zip(sys.argv[1::2], sys.argv[2::2]))
x, pause = float(a['--x']), float(a.get('--pause', '0.2'))
folder = os.environ['TUNESMITH_TRIAL_DIR']
with open(os.environ['STARTS'], 'a') as starts:
    starts.write('%s %s\\n' % (os.environ['TUNESMITH_TRIAL'], os.path.basename(folder)))
print('trial', os.environ['TUNESMITH_TRIAL'], 'is here', flush=True)
until = time.time() + pause
while time.time() < until:
    time.sleep(0.05)
    gate = os.environ.get('GATE')
    while gate and os.path.exists(gate):
        time.sleep(0.05)
print('loss =', (x - 1) ** 2 + 1, flush=True)
'''


def progress(text):
    print('[%5.1f s] %s' % (time.time() - _START, text), flush=True)


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def until(what, condition, seconds=60):
    """Waits until something holds, and returns it."""
    end = time.time() + seconds
    while time.time() < end:
        held = condition()
        if held:
            return held
        time.sleep(0.1)
    raise AssertionError('%s did not happen in %d s' % (what, seconds))


class Job:
    """A tuning job in a folder of its own."""

    def __init__(self, place, name, executor=(), **settings):
        self.folder = place / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.name = name
        self.executor = list(executor)
        self.gate = self.folder / 'gate'
        (self.folder / 'train.py').write_text(TRAINER)
        self.settings = {'trials': 8, 'parallel': 4, 'pause': 0.2, 'strategy': 'random', **settings}
        self.process = None

    def command(self):
        s = self.settings
        flags = ['tune', '--name', self.name, '-P', 'x=-5.0..5.0', '--minimize', 'loss', '--metric',
                 'loss=loss = ([0-9.e-]+)', '-n', str(s['trials']), '-j', str(s['parallel']), '--strategy', s['strategy'],
                 '--static', 'pause=%s' % s['pause'], '--env', 'STARTS=%s' % (self.folder / 'starts'),
                 '--env', 'GATE=%s' % self.gate]
        if 'retries' in s:
            flags += ['--retries', str(s['retries'])]
        if s.get('no_check'):
            flags += ['--no-check']
        for flag in s.get('flags', ()):
            flags.append(flag)
        return [BINARY] + flags + self.executor + ['--', s.get('python', 'python3'), 'train.py']

    def start(self, *, prefix=(), command=None, env=None):
        """Starts it in the background; what it says is in `said`."""
        out = open(self.folder / 'said', 'ab')
        env = dict(os.environ, **(env or {}))
        self.process = subprocess.Popen(list(prefix) + (command or self.command()), cwd=self.folder, stdout=out,
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=env)
        return self

    def resume(self, **how):
        return self.start(command=[BINARY, 'resume', self.name], **how)

    def said(self):
        path = self.folder / 'said'
        return path.read_text(errors='replace') if path.exists() else ''

    def end(self, code=0, seconds=300):
        """Waits for its end."""
        got = self.process.wait(seconds)
        assert got == code, 'ended with %s, expected %s:\n%s' % (got, code, self.said())
        return self

    def run(self, code=0, seconds=300):
        return self.start().end(code, seconds)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def tell(self, *arguments):
        done = subprocess.run([BINARY, *arguments], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              universal_newlines=True, timeout=120)
        return done.stdout if done.returncode == 0 else done.stdout + done.stderr

    def trials(self):
        """Its trials by number, as `export` writes them."""
        lines = self.tell('export', self.name, '--format', 'jsonl').strip().splitlines()
        return {t['trial']: t for t in map(json.loads, lines)}

    def table(self):
        """What was tried and what came of it, by number."""
        return {n: (t['status'], json.dumps(t['params'], sort_keys=True), t['objective']) for n, t in self.trials().items()}

    def starts(self):
        """How often each attempt of each trial was started."""
        path = self.folder / 'starts'
        lines = path.read_text().split('\n')[:-1] if path.exists() else []
        counted = {}
        for line in lines:
            trial, attempt = line.split()
            counted[(int(trial), int(attempt))] = counted.get((int(trial), int(attempt)), 0) + 1
        return counted

    def running(self, n, seconds=60):
        """Waits until so many attempts have been started."""
        until('%d starts' % n, lambda: len(self.starts()) >= n, seconds)

    def hold(self):
        """Trials that are running do not end from now on."""
        self.gate.touch()
        return self

    def release(self):
        self.gate.unlink()

    def attempt(self, trial, attempt=1):
        return self.folder / '.tunesmith/jobs' / self.name / 'trials' / str(trial) / str(attempt)

    def place(self, trial, attempt=1):
        """What the engine says of a trial."""
        path = self.attempt(trial, attempt) / 'place.json'
        try:
            return json.loads(path.read_text())
        except (OSError, ValueError):
            return {}

    def all_well(self, trials=None):
        """Every trial has exactly one result, and no attempt was begun twice."""
        told = self.trials()
        wanted = trials or self.settings['trials']
        assert sorted(told) == list(range(1, wanted + 1)), 'trials: %s\n%s' % (sorted(told), self.said())
        for number, trial in told.items():
            x = trial['params']['x']
            assert trial['status'] == 'completed', '#%d %s\n%s' % (number, trial, self.said())
            assert abs(trial['objective'] - ((x - 1) ** 2 + 1)) < 1e-9, '#%d %s' % (number, trial)
        twice = {key: n for key, n in self.starts().items() if n > 1}
        assert not twice, 'begun twice: %s' % twice
        return self


def same_table(here, there):
    a, b = here.table(), there.table()
    different = {n for n in a.keys() | b.keys() if a.get(n) != b.get(n)}
    assert not different, '\n'.join('#%s %s here, %s there' % (n, a.get(n), b.get(n)) for n in sorted(different))


class Server:
    """A server in a folder, with a file of settings; and a program whose AWS clients reach it."""

    def __init__(self, folder, settings):
        self.folder = folder
        (folder / 'server.toml').write_text(settings)
        self.process = None

    def __enter__(self):
        log = open(self.folder / 'server.log', 'ab')
        self.process = subprocess.Popen([BINARY, 'serve', '--listen', '127.0.0.1:0', '--config', 'server.toml'],
                                        cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until('the server', lambda: (self.folder / '.tunesmith/server.json').exists())
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def run(self, client):
        (self.folder / 'client.py').write_text(client)
        done = subprocess.run([BINARY, 'exec', '--', os.environ['PYTHON'], 'client.py'], cwd=self.folder, timeout=300,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        assert done.returncode == 0, done.stdout + (self.folder / 'server.log').read_text()

    def tell(self, *arguments):
        return subprocess.run([BINARY, *arguments], cwd=self.folder, stdout=subprocess.PIPE,
                              universal_newlines=True).stdout


def tuner_killed(job, meanwhile=lambda: None):
    """kill -9 of the tuner, twice: what runs goes on, what ended meanwhile is read, nothing begins twice."""
    job.hold().start()
    job.running(4)
    job.kill()
    job.release()
    time.sleep(3)
    meanwhile()
    job.hold().resume()
    job.running(8)
    job.kill()
    job.release()
    job.resume().end().all_well()
    assert set(job.starts()) == {(n, 1) for n in range(1, 9)}, job.starts()


def killed_at_any_moment(job, is_there=None):
    """Killed again and again, soon after it started: no trial gets lost, and none begins twice."""
    is_there = is_there or (job.folder / '.tunesmith/store.db').exists
    job.start()
    for pause in (0.4, 0.7, 1.0, 1.3, 0.5, 0.8):
        time.sleep(pause)
        job.kill()
        job.resume() if is_there() else job.start()
    if job.process.wait(300) == 2:
        # It was killed before there was a job.
        job.start().end()
    job.all_well()


def digits(place, name, executor=()):
    """The example of the README, on an engine or here. Points are drawn at random: those of a model depend on which trial
    ends first."""
    job = Job(place, name, executor, trials=30)
    example = ROOT / 'examples/digits'
    command = [BINARY, 'tune', '-f', str(example / 'tune.toml'), '--name', name, '-n', '30', '-j', '4', '--seed', '7',
               '--strategy', 'random', '--early-stop', 'off', *executor]
    return job.start(command=command)


def set_up(make):
    """The engine; where this machine does not let it be set up, the script ends with a code of its own."""
    try:
        return make()
    except (OSError, subprocess.SubprocessError, AssertionError) as error:
        print('cannot be set up here: %s' % error, flush=True)
        sys.exit(77)


def run_parts(script, chosen):
    """Runs the chosen parts of a script, or all of them, in order. A part is a function whose name ends in `_part`."""
    parts = [(name[:-len('_part')], value) for name, value in script.items() if name.endswith('_part')]
    unknown = set(chosen) - {name for name, _ in parts}
    assert not unknown, 'no such part: %s (there are: %s)' % (sorted(unknown), ', '.join(name for name, _ in parts))
    for name, part in parts:
        if not chosen or name in chosen:
            progress(name)
            part()
    progress('passed')
