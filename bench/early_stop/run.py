#!/usr/bin/env python3
"""What each early-stopping rule saves and costs, on the learning curves of real trainings.

    python3 bench/early_stop/run.py

Replays curves.jsonl.gz (made by curves.py) through the rules themselves (crates/engine/examples/early_stop.rs) and writes
results.md. The rules were chosen on the development tasks; the held-out ones are there to tell whether that holds.
"""
import gzip
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    curves = gzip.decompress((HERE / 'curves.jsonl.gz').read_bytes())
    command = ['cargo', 'run', '--release', '--quiet', '--package', 'tunesmith-engine', '--example', 'early_stop']
    table = subprocess.run(command, input=curves, stdout=subprocess.PIPE, cwd=HERE.parent.parent, check=True).stdout.decode()
    (HERE / 'results.md').write_text(table)
    sys.stdout.write(table)


if __name__ == '__main__':
    main()
