#!/usr/bin/env python3
"""What Tunesmith itself costs: per trial, per suggestion, in memory, and under a flood of output.

    python3 bench/orchestration.py [--binary PATH] [--only noop|start|suggest|memory|flood]

Prints a table and exits with 1 where a target is missed, with 2 where something could not be measured. README.md in
this folder says how to read it.
"""

import argparse
import json
import math
import os
import random
import resource
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parent.parent
REPETITIONS = 3
LIMIT_S = 600
BUSY = 0.5  # load per core


class Broken(Exception):
    """Something could not be measured."""


@dataclass
class Row:
    """A line of the table; `ok` is None where there is no target."""

    what: str
    measured: str
    target: str = "-"
    ok: bool | None = None


@dataclass
class Bench:
    """The program under test and the place for its data."""

    binary: Path
    scratch: Path
    folders: int = 0

    def folder(self, name: str) -> Path:
        """A path that is new in this run, for a data directory.

        Nothing is deleted before the end of the run: ext4 avoids inodes that were freed a moment ago, so that files
        made after a deletion take longer.
        """
        self.folders += 1
        return self.scratch / f"{self.folders:02}-{name}"

    def timed(self, *arguments: str, log: Path) -> float:
        """Runs the program to its end, its output into `log`; the seconds that took."""
        with log.open("wb") as output:
            code, seconds = timed([self.binary, *arguments], output)
        require(code, log)
        return seconds

    def export(self, data: Path) -> dict:
        command = [self.binary, "export", "--format", "json", "--data-dir", str(data)]
        result = subprocess.run(command, capture_output=True, timeout=LIMIT_S)
        if result.returncode:
            raise Broken(f"export failed: {result.stderr.decode(errors='replace')}")
        return json.loads(result.stdout)


def require(code: int, log: Path) -> None:
    if code:
        end = log.read_bytes()[-2000:].decode(errors="replace")
        raise Broken(f"the program ended with code {code}; the end of its output:\n{end}")


def timed(command: list, output) -> tuple[int, float]:
    """Runs a command to its end; its exit code and the seconds that took."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    with killed_at_limit(child):
        # Without a timeout: with one, Python looks for the end only every 50 ms.
        code = child.wait()
    return code, time.perf_counter() - start


@contextmanager
def killed_at_limit(child: subprocess.Popen):
    watchdog = threading.Timer(LIMIT_S, child.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def timed_shell(line: str) -> float:
    code, seconds = timed(["sh", "-c", line], None)
    if code:
        raise Broken(f"the shell ended with code {code}: {line}")
    return seconds


def pair(repetition: int, ours, theirs) -> tuple[float, float]:
    """The seconds of both, measured next to each other; who goes first alternates."""
    if repetition % 2:
        other = theirs()
        return ours(), other
    return ours(), theirs()


def median_ratio(pairs: list[tuple[float, float]]) -> float:
    """The median of the ratios of neighbours, so that a slow spell of the machine meets both sides."""
    return median(ours / theirs for ours, theirs in pairs)


@dataclass
class Noop:
    """1,000 trials that do nothing, next to `xargs` that starts as many commands, as many at a time."""

    TRIALS = 1000
    MOST = 3.0
    AIM = 1.5
    repetitions = REPETITIONS
    pairs: list = field(default_factory=list)
    processor: list = field(default_factory=list)

    @staticmethod
    def arguments(data: Path, trials: int) -> list[str]:
        return ["tune", "--data-dir", str(data), "-P", "x=0..1000000", "--minimize", "@duration",
                "--strategy", "random", "-n", str(trials), "-j", "4", "--no-check", "--", "true"]

    def measure(self, bench: Bench, repetition: int) -> None:
        data = bench.folder("noop")
        used = {}

        def ours() -> float:
            before = children_processor_s()
            seconds = bench.timed(*self.arguments(data, self.TRIALS), log=data.with_suffix(".out"))
            used["ours"] = children_processor_s() - before
            return seconds

        def theirs() -> float:
            before = children_processor_s()
            seconds = timed_shell(f"seq {self.TRIALS} | xargs -P 4 -n 1 true")
            used["theirs"] = children_processor_s() - before
            return seconds

        self.pairs.append(pair(repetition, ours, theirs))
        self.processor.append((used["ours"], used["theirs"]))
        require_completed(bench.export(data), self.TRIALS)

    def rows(self) -> list[Row]:
        ratio = median_ratio(self.pairs)
        return [
            Row(f"noop: {self.TRIALS} trials, times xargs", describe_ratio(self.pairs),
                f"<= {self.MOST} (aim {self.AIM})", ratio <= self.MOST),
            Row("noop: the same in processor time", describe_ratio(self.processor)),
        ]


@dataclass
class Start:
    """From the call of `tune` to the first trial's program, beside the start of the same program by a shell; and how large the
    program is."""

    ROUNDS = 10
    MOST_MS = 50.0
    MOST_MB = 60.0
    repetitions = REPETITIONS
    ours: list = field(default_factory=list)
    theirs: list = field(default_factory=list)
    size_mb: float = 0.0

    def measure(self, bench: Bench, _repetition: int) -> None:
        self.size_mb = bench.binary.stat().st_size / 1e6
        for _ in range(self.ROUNDS):
            data = bench.folder("start")
            moment = data.with_suffix(".moment")
            line = f"date +%s.%N > {shlex.quote(str(moment))}"
            begun = time.time()
            bench.timed("tune", "--data-dir", str(data), "-P", "x=0..1", "--minimize", "@duration", "-n", "1", "--",
                        "sh", "-c", line, log=data.with_suffix(".out"))
            self.ours.append((float(moment.read_text()) - begun) * 1e3)
            begun = time.time()
            timed_shell(line)
            self.theirs.append((float(moment.read_text()) - begun) * 1e3)

    def rows(self) -> list[Row]:
        ms = median(self.ours)
        return [
            Row("start: from the call to the first trial", f"{ms:.1f} ms ({spread(self.ours, 1)}; a shell {median(self.theirs):.1f})",
                f"<= {self.MOST_MS:.0f} ms", ms <= self.MOST_MS),
            Row("start: size of the program", f"{self.size_mb:.1f} MB", f"<= {self.MOST_MB:.0f} MB", self.size_mb <= self.MOST_MB),
        ]


def children_processor_s() -> float:
    """Processor time of all children that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def require_completed(export: dict, trials: int) -> None:
    completed = sum(trial["status"] == "completed" for trial in export["trials"])
    if completed != trials:
        raise Broken(f"{completed} of {trials} trials completed")


def describe_ratio(pairs: list[tuple[float, float]]) -> str:
    ours, theirs = (median(side) for side in zip(*pairs))
    return f"{median_ratio(pairs):.2f} ({ours:.2f} s / {theirs:.2f} s; {spread([o / t for o, t in pairs], 2)})"


def spread(values, digits: int) -> str:
    return f"{min(values):.{digits}f} to {max(values):.{digits}f}"


# 4 floats of which 2 are logarithmic, 2 ints, 2 categories.
SPACE = [
    {"name": "lr", "type": "float", "low": 1e-5, "high": 1e-1, "log": True},
    {"name": "wd", "type": "float", "low": 1e-8, "high": 1.0, "log": True},
    {"name": "drop", "type": "float", "low": 0.0, "high": 0.6, "log": False},
    {"name": "mom", "type": "float", "low": 0.5, "high": 0.99, "log": False},
    {"name": "units", "type": "int", "low": 16, "high": 1024, "log": True},
    {"name": "layers", "type": "int", "low": 1, "high": 6, "log": False},
    {"name": "act", "type": "cat", "choices": ["relu", "tanh", "gelu", "silu"]},
    {"name": "opt", "type": "cat", "choices": ["sgd", "adam", "rmsprop"]},
]


def sample(chance: random.Random) -> dict:
    """A uniform point of the space."""
    point = {}
    for p in SPACE:
        if p["type"] == "cat":
            point[p["name"]] = chance.choice(p["choices"])
        elif p["type"] == "float":
            low, high = p["low"], p["high"]
            value = math.exp(chance.uniform(math.log(low), math.log(high))) if p["log"] else chance.uniform(low, high)
            point[p["name"]] = min(max(value, low), high)
        elif p["log"]:
            value = math.floor(math.exp(chance.uniform(math.log(p["low"]), math.log(p["high"] + 1))))
            point[p["name"]] = min(max(value, p["low"]), p["high"])
        else:
            point[p["name"]] = chance.randint(p["low"], p["high"])
    return point


def loss(c: dict, chance: random.Random) -> float:
    """Smooth with interior optimum, one term a parameter, a little noise."""
    return (
        (math.log10(c["lr"]) + 3) ** 2
        + 0.3 * (math.log10(c["wd"]) + 4) ** 2
        + 4 * (c["drop"] - 0.2) ** 2
        + 0.3 * (math.log(c["units"]) - 5) ** 2
        + 0.2 * (c["layers"] - 3) ** 2
        + {"relu": 0.0, "tanh": 0.6, "gelu": 0.1, "silu": 0.2}[c["act"]]
        + {"sgd": 0.5, "adam": 0.0, "rmsprop": 0.3}[c["opt"]]
        + chance.gauss(0, 0.1)
    )


class AskTell:
    """`tunesmith ask-tell` as a child process; a reply that does not come ends it."""

    def __init__(self, binary: Path):
        self.child = subprocess.Popen([binary, "ask-tell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.limit = killed_at_limit(self.child)

    def __enter__(self):
        self.limit.__enter__()
        return self

    def __exit__(self, *_):
        self.limit.__exit__(None, None, None)
        self.child.kill()
        self.child.communicate()

    def call(self, **message) -> tuple[dict, float]:
        """The reply, and the seconds from the first byte written to the last byte read."""
        line = json.dumps(message).encode() + b"\n"
        start = time.perf_counter()
        self.child.stdin.write(line)
        self.child.stdin.flush()
        reply = self.child.stdout.readline()
        seconds = time.perf_counter() - start
        if not reply:
            raise Broken("ask-tell ended early")
        reply = json.loads(reply)
        if not reply.get("ok"):
            raise Broken(f"ask-tell refused {message['op']}: {reply.get('error')}")
        return reply, seconds


@dataclass
class Suggest:
    """ask(1) plus tell(1) after 100 random observations."""

    TOLD = 100
    ROUNDS = 20
    MOST_MS = 30.0
    repetitions = REPETITIONS
    medians: list = field(default_factory=list)
    all_ms: list = field(default_factory=list)

    def measure(self, bench: Bench, repetition: int) -> None:
        chance = random.Random(7 + repetition)
        points = [sample(chance) for _ in range(self.TOLD)]
        results = [{"id": None, "params": c, "value": loss(c, chance)} for c in points]
        rounds = []
        with AskTell(bench.binary) as peer:
            peer.call(op="space", params=SPACE, seed=1, budget=self.TOLD + 10, batch=1)
            peer.call(op="tell", results=results)
            for _ in range(self.ROUNDS):
                reply, ask = peer.call(op="ask", n=1)
                [trial] = reply["trials"]
                result = {"id": trial["id"], "params": trial["params"], "value": loss(trial["params"], chance)}
                _, tell = peer.call(op="tell", results=[result])
                rounds.append((ask + tell) * 1e3)
        self.medians.append(median(rounds))
        self.all_ms += rounds

    def rows(self) -> list[Row]:
        ms = median(self.medians)
        return [Row(
            f"suggest: ask and tell after {self.TOLD}",
            f"{ms:.1f} ms ({spread(self.all_ms, 1)}, mean {mean(self.all_ms):.1f})",
            f"<= {self.MOST_MS:.0f} ms", ms <= self.MOST_MS,
        )]


@dataclass
class Memory:
    """The peak resident memory of `tune` with 5,000 trials that do nothing."""

    TRIALS = 5000
    MOST_MB = 60.0
    SAMPLE_S = 0.05
    repetitions = 1
    peak_kb: int = 0
    seconds: float = 0.0

    def measure(self, bench: Bench, _repetition: int) -> None:
        data = bench.folder("memory")
        log = data.with_suffix(".out")
        start = time.perf_counter()
        with log.open("wb") as output:
            child = subprocess.Popen([bench.binary, *Noop.arguments(data, self.TRIALS)], stdin=subprocess.DEVNULL,
                                     stdout=output, stderr=output)
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > LIMIT_S:
                child.kill()
            self.peak_kb = max(self.peak_kb, high_water_kb(child.pid))
            time.sleep(self.SAMPLE_S)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.perf_counter() - start
        # The system's own figure includes the last moments and the largest helper process; but a child inherits the
        # peak of the process that forked it, so that it says nothing below that.
        unit = 1024 if sys.platform == "darwin" else 1
        if usage.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss or not self.peak_kb:
            self.peak_kb = max(self.peak_kb, usage.ru_maxrss // unit)
        require(child.returncode, log)
        require_completed(bench.export(data), self.TRIALS)

    def rows(self) -> list[Row]:
        mb = self.peak_kb * 1024 / 1e6
        return [Row(
            f"memory: peak with {self.TRIALS} trials", f"{mb:.1f} MB ({self.seconds:.1f} s)",
            f"<= {self.MOST_MB:.0f} MB", mb <= self.MOST_MB,
        )]


def high_water_kb(pid: int) -> int:
    """The peak resident memory of a process so far; 0 where it has none or the system does not say."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


# Writes a first line, then blocks of about 1 MB of log, each with a value after it, then a last line. The last value is
# neither the least nor the greatest. No braces: in a command those stand for parameters.
FLOOD = """
import sys
w = sys.stdout.write
w("first line of the flood\\n")
text = "".join("step %06d lr 0.000312 grad-norm 1.7320508 tokens/s 48123 memory 11.4 GiB, all is well\\n" % i
               for i in range(BLOCK_LINES))
for i in range(1, BLOCKS + 1):
    w(text)
    w("loss=%s\\n" % (i * 37 % 101 + i / 1000))
w("last line of the flood\\n")
"""


@dataclass
class Flood:
    """One trial that prints 500 MB, next to the same command into `cat`."""

    BLOCKS = 500
    BLOCK_LINES = 11400
    MOST_MB = 20.0
    repetitions = REPETITIONS
    bytes: int = 0
    pairs: list = field(default_factory=list)
    last_kept: bool = True
    points: set = field(default_factory=set)
    folder_mb: float = 0.0
    ends_kept: bool = True

    def measure(self, bench: Bench, repetition: int) -> None:
        data = bench.folder("flood")
        code = FLOOD.replace("BLOCK_LINES", str(self.BLOCK_LINES)).replace("BLOCKS", str(self.BLOCKS))
        line = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"
        if not self.bytes:
            self.bytes = int(subprocess.check_output(["sh", "-c", f"{line} | wc -c"]))
        self.pairs.append(pair(
            repetition,
            lambda: bench.timed("tune", "--data-dir", str(data), "--name", "flood", "-P", "x=0..1", "-n", "1",
                                "--minimize", "loss", "--", "sh", "-c", line, log=data.with_suffix(".out")),
            lambda: timed_shell(f"{line} | cat > /dev/null"),
        ))
        export = bench.export(data)
        require_completed(export, 1)
        last = self.BLOCKS * 37 % 101 + self.BLOCKS / 1000
        self.last_kept &= export["trials"][0]["objective"] == last
        trial = data / "jobs" / "flood" / "trials" / "1" / "1"
        with (trial / "report.jsonl").open() as report:
            self.points.add(sum(1 for _ in report))
        size = sum(f.stat().st_size for f in trial.parent.rglob("*") if f.is_file())
        self.folder_mb = max(self.folder_mb, size / 1e6)
        log = (trial / "log").read_bytes()
        self.ends_kept &= log.startswith(b"first line of the flood\n") and log.endswith(b"last line of the flood\n")

    def rows(self) -> list[Row]:
        seconds = median(ours for ours, _ in self.pairs)
        mb = self.bytes / 1e6
        points = " or ".join(map(str, sorted(self.points)))
        return [
            Row("flood: objective is the last value", yes(self.last_kept), "yes", self.last_kept),
            Row("flood: values kept", points, str(self.BLOCKS), self.points == {self.BLOCKS}),
            Row("flood: folder of the trial", f"{self.folder_mb:.1f} MB", f"<= {self.MOST_MB:.0f} MB",
                self.folder_mb <= self.MOST_MB),
            Row("flood: log has first and last line", yes(self.ends_kept), "yes", self.ends_kept),
            Row("flood: speed", f"{mb / seconds:.0f} MB/s ({mb:.0f} MB in {seconds:.2f} s)"),
            Row("flood: times `cat > /dev/null`", describe_ratio(self.pairs)),
        ]


def yes(value: bool) -> str:
    return "yes" if value else "no"


BENCHES = {"noop": Noop, "start": Start, "suggest": Suggest, "memory": Memory, "flood": Flood}


def print_table(rows: list[Row]) -> None:
    cells = [["what", "measured", "target", "ok?"]]
    cells += [[row.what, row.measured, row.target, "-" if row.ok is None else yes(row.ok)] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    cells.insert(1, ["-" * width for width in widths])
    for line in cells:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "tunesmith")
    arguments.add_argument("--only", choices=BENCHES, help="measure one thing")
    given = arguments.parse_args()
    if not given.binary.is_file():
        arguments.error(f"no program at {given.binary}: run `cargo build --release`, or name it with --binary")

    benches = {name: make() for name, make in BENCHES.items() if given.only in (None, name)}
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.2f} at the start", flush=True)
    with tempfile.TemporaryDirectory(prefix="tunesmith-bench-", ignore_cleanup_errors=True) as scratch:
        bench = Bench(given.binary.resolve(), Path(scratch))
        try:
            for repetition in range(REPETITIONS):
                for name, one in benches.items():
                    if repetition < one.repetitions:
                        print(f"  {name} {repetition + 1}/{one.repetitions}", file=sys.stderr, flush=True)
                        one.measure(bench, repetition)
        except (Broken, OSError, subprocess.SubprocessError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
        rows = [row for one in benches.values() for row in one.rows()]
    print_table(rows)
    if load > BUSY * os.cpu_count():
        print("The machine was busy: ratios of wall times are not to be trusted, in either direction.")
    return int(any(row.ok is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
