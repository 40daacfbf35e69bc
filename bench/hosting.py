#!/usr/bin/env python3
"""What an endpoint's routing costs: requests by way of the server, against the same requests to the model process itself.

    cargo build --release
    apt install wrk
    python3 bench/hosting.py                # about a minute

Both sides are asked by wrk in turns, several rounds each, so that a slow spell of the machine meets both. Prints, for one connection
and for 64, the median latency and the requests a second of both ways, and the median difference and ratio of neighbours. Targets:
at most 0.3 ms at the median (one connection), at most 10 % of the throughput (64 connections).

Two models: `slow` takes two milliseconds of processor time, like a small real one; `instant` takes none, so that what is seen is Python's
own server against the way there.
"""
import argparse
import datetime
import hashlib
import hmac
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HANDLERS = """
import json, time
def model_fn(folder):
    return float(open(folder + '/seconds').read())
def input_fn(body, content_type):
    return json.loads(body)
def predict_fn(rows, seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
    return [sum(row) for row in rows]
def output_fn(told, accept):
    return json.dumps(told), 'application/json'
"""
BODY = json.dumps([[i / 10 for i in range(10)]])
MODELS = {'slow': 0.002, 'instant': 0.0}


def signed(host, path, key):
    """Headers of a request that is signed as AWS clients do."""
    now = datetime.datetime.now(datetime.timezone.utc)
    stamp, date = now.strftime('%Y%m%dT%H%M%SZ'), now.strftime('%Y%m%d')
    body = hashlib.sha256(BODY.encode()).hexdigest()
    headers = {'content-type': 'application/json', 'host': host, 'x-amz-content-sha256': body, 'x-amz-date': stamp}
    names = ';'.join(sorted(headers))
    request = '\n'.join(['POST', path, '', *('%s:%s' % pair for pair in sorted(headers.items())), '', names, body])
    scope = '%s/us-east-1/sagemaker/aws4_request' % date
    text = '\n'.join(['AWS4-HMAC-SHA256', stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
    secret = ('AWS4' + key['AWS_SECRET_ACCESS_KEY']).encode()
    for part in (date, 'us-east-1', 'sagemaker', 'aws4_request', text):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    headers['authorization'] = 'AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s' % (
        key['AWS_ACCESS_KEY_ID'], scope, names, secret.hex())
    return headers


def load(url, headers, connections, seconds, folder):
    """Median latency in milliseconds and requests a second."""
    script = folder / 'post.lua'
    lines = ['wrk.method = "POST"', 'wrk.body = %s' % json.dumps(BODY)]
    lines += ['wrk.headers[%s] = %s' % (json.dumps(name), json.dumps(value)) for name, value in headers.items()]
    script.write_text('\n'.join(lines))
    told = subprocess.run(['wrk', '-t1', '-c%d' % connections, '-d%ds' % seconds, '--latency', '-s', script, url], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    if 'Non-2xx' in told or 'Socket errors' in told:
        sys.exit('requests failed:\n' + told)
    value, unit = re.search(r'50%\s+([0-9.]+)(us|ms|s)', told).groups()
    return float(value) * {'us': 1e-3, 'ms': 1, 's': 1e3}[unit], float(re.search(r'Requests/sec:\s+([0-9.]+)', told).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--binary', type=Path, default=ROOT / 'target' / 'release' / 'tunesmith')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--seconds', type=int, default=2)
    given = parser.parse_args()
    if not shutil.which('wrk'):
        sys.exit('this needs wrk; on Debian: apt install wrk')
    folder = Path(tempfile.mkdtemp(prefix='hosting-bench-'))
    data = folder / 'data'

    def tunesmith(*words):
        return subprocess.run([given.binary, *words, '--data-dir', data], check=True, stdout=subprocess.PIPE, text=True).stdout

    server = subprocess.Popen([given.binary, 'serve', '--listen', '127.0.0.1:0', '--data-dir', data], stderr=subprocess.DEVNULL)
    missed = False
    try:
        while not (data / 'server.json').exists():
            time.sleep(0.05)
        key = json.loads(tunesmith('env', '--format', 'json'))
        (folder / 'handlers.py').write_text(HANDLERS)
        print('%-8s %-12s %22s %26s %12s' % ('model', 'connections', 'median ms: way, alone', 'a second: way, alone', 'cost'))
        for name, seconds in MODELS.items():
            model = folder / name
            model.mkdir()
            (model / 'seconds').write_text(str(seconds))
            tunesmith('deploy', str(model), '--name', name, '--handlers', str(folder / 'handlers.py'))
            (task,) = (data / 'endpoints' / name).glob('*/*/*/server.json')
            direct = 'http://127.0.0.1:%d/invocations' % json.loads(task.read_text())['port']
            path = '/endpoints/%s/invocations' % name
            url = key['AWS_ENDPOINT_URL'] + path
            plain = {'content-type': 'application/json'}
            for connections in (1, 64):
                pairs = []
                for _ in range(given.rounds):
                    headers = signed(key['AWS_ENDPOINT_URL'].split('//')[1], path, key)
                    headers.pop('host')
                    pairs.append((load(url, headers, connections, given.seconds, folder),
                                  load(direct, plain, connections, given.seconds, folder)))
                middle = [[statistics.median(pair[side][what] for pair in pairs) for side in (0, 1)] for what in (0, 1)]
                added = statistics.median(way[0] - alone[0] for way, alone in pairs)
                ratio = statistics.median(way[1] / alone[1] for way, alone in pairs)
                cost = '%+.2f ms' % added if connections == 1 else '%.0f %%' % (100 * (1 - ratio))
                print('%-8s %-12d %22s %26s %12s' % (name, connections, '%.2f, %.2f' % tuple(middle[0]),
                                                     '%.0f, %.0f' % tuple(middle[1]), cost), flush=True)
                missed |= name == 'slow' and (added > 0.3 if connections == 1 else ratio < 0.9)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if missed else 0)


if __name__ == '__main__':
    main()
