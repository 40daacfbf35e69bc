"""Servers that a script starts itself, with settings of their own."""
import atexit
import functools
import json
import os
import subprocess

import boto3
from botocore.config import Config

from checks import progress
from jobs import until

PROGRAM = os.environ.get('TUNESMITH')


class Server:
    """A server of this script's own, in a folder of its own."""

    def __init__(self, name, config='', keys=(), **environment):
        self.folder = os.path.abspath(name)
        os.makedirs(self.folder)
        with open(self.folder + '.toml', 'w') as target:
            target.write(config)
        if keys:
            with open(os.path.join(self.folder, 'keys.json'), 'w') as target:
                json.dump({'keys': list(keys)}, target)
        self.start(**environment)

    def again(self):
        """The next server of the same folder."""
        self.start()
        return self

    def start(self, **environment):
        with open(self.folder + '.log', 'ab') as log:
            self.process = subprocess.Popen(
                [PROGRAM, 'serve', '--listen', '127.0.0.1:0', '--data-dir', self.folder, '--config',
                 self.folder + '.toml'],
                stdout=subprocess.DEVNULL, stderr=log, env=dict(os.environ, **environment))
        atexit.register(self.end)
        place = os.path.join(self.folder, 'server.json')
        until('a server of its own', lambda: os.path.exists(place) or self.process.poll() is not None)
        with open(self.folder + '.log') as log:
            assert self.process.poll() is None, 'the server did not start:\n' + log.read()
        with open(place) as told:
            self.url = json.load(told)['url']
        with open(os.path.join(self.folder, 'keys.json')) as told:
            self.keys = {key['name']: key for key in json.load(told)['keys']}

    def end(self):
        self.process.terminate()
        self.process.wait()

    def client(self, service, key='default', url=None, **config):
        key = self.keys[key]
        return boto3.client(
            service, endpoint_url=url or self.url, region_name='us-east-1', aws_access_key_id=key['access_key_id'],
            aws_secret_access_key=key['secret_access_key'],
            config=Config(retries={'total_max_attempts': 1}, **config))

    def cli(self, *words, fails=False):
        done = subprocess.run([PROGRAM, *words, '--data-dir', self.folder], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True, timeout=60)
        text = '%s: exit code %d\n%s%s' % (' '.join(words), done.returncode, done.stdout, done.stderr)
        assert (done.returncode != 0) == fails, text
        return done.stdout


def needs_program(part):
    @functools.wraps(part)
    def run():
        if PROGRAM:
            part()
        else:
            progress('  skipped: TUNESMITH does not name the program')
    return run
