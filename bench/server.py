#!/usr/bin/env python3
"""How quickly the server answers, and what it takes.

    cargo build --release
    pip install boto3
    python3 bench/server.py                 # all of it, about three minutes on two cores

Prints one line a figure:
  start      from CreateHyperParameterTuningJob to the start of its first training program
  describe   DescribeHyperParameterTuningJob with 10,000 tuning jobs in the store
  list       a page of 100 of ListTrainingJobsForHyperParameterTuningJob, of a job with 750 training jobs
  crowd      DescribeHyperParameterTuningJob while 200 tuning jobs are in progress; memory of the server then
"""
import argparse
import io
import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, "target", "release", "tunesmith")
SCRIPT = b"import sys\nprint('score = %s' % sys.argv[sys.argv.index('-x') + 1])\n"


class Server:
    """A server of its own, on a folder."""

    def __init__(self, folder, *flags):
        self.folder = folder
        self.log = open(os.path.join(folder, "server.log"), "ab")
        place = os.path.join(folder, "server.json")
        if os.path.exists(place):
            os.remove(place)
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data-dir", folder, *flags],
            stdout=subprocess.DEVNULL, stderr=self.log)
        while not os.path.exists(place):
            if self.process.poll() is not None:
                sys.exit("the server did not start; see %s" % self.log.name)
            time.sleep(0.02)
        told = subprocess.run([PROGRAM, "env", "--format", "json", "--data-dir", folder], stdout=subprocess.PIPE, check=True)
        os.environ.update(json.loads(told.stdout))

    def memory(self):
        """Resident megabytes."""
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def client(name):
    import boto3
    from botocore.config import Config
    return boto3.client(name, config=Config(retries={"max_attempts": 1}))


def source():
    """The training script in the object store."""
    s3 = client("s3")
    s3.create_bucket(Bucket="bench")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("score.py")
        entry.size = len(SCRIPT)
        archive.addfile(entry, io.BytesIO(SCRIPT))
    s3.put_object(Bucket="bench", Key="sourcedir.tar.gz", Body=packed.getvalue())


def search(sagemaker, name, jobs, parallel, strategy="Random"):
    sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name,
        HyperParameterTuningJobConfig={
            "Strategy": strategy,
            "HyperParameterTuningJobObjective": {"Type": "Maximize", "MetricName": "score"},
            "ResourceLimits": {"MaxNumberOfTrainingJobs": jobs, "MaxParallelTrainingJobs": parallel},
            "ParameterRanges": {"ContinuousParameterRanges": [{"Name": "x", "MinValue": "0", "MaxValue": "1"}]},
        },
        TrainingJobDefinition={
            "StaticHyperParameters": {
                "sagemaker_program": '"score.py"', "sagemaker_submit_directory": '"s3://bench/sourcedir.tar.gz"'},
            "AlgorithmSpecification": {
                "TrainingImage": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.1-cpu-py310",
                "TrainingInputMode": "File", "MetricDefinitions": [{"Name": "score", "Regex": "score = ([0-9.e-]+)"}]},
            "RoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
            "OutputDataConfig": {"S3OutputPath": "s3://bench/output"},
            "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30},
            "StoppingCondition": {"MaxRuntimeInSeconds": 600},
        })


def status(sagemaker, name):
    return sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)


def wait(sagemaker, name):
    while status(sagemaker, name)["HyperParameterTuningJobStatus"] == "InProgress":
        time.sleep(0.1)


def timed(call, times):
    """Milliseconds of each call, the client's own work included."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


def told(name, spent):
    spent.sort()
    print("%-9s median %.1f ms, 95%% %.1f ms (%d calls)" % (
        name, statistics.median(spent), spent[int(len(spent) * 0.95)], len(spent)), flush=True)


def start(sagemaker):
    waits = []
    for i in range(5):
        name = "start-%d" % i
        search(sagemaker, name, 1, 1, strategy="Bayesian")
        wait(sagemaker, name)
        if status(sagemaker, name)["HyperParameterTuningJobStatus"] != "Completed":
            sys.exit("the training job failed; the figures would say nothing")
        created = status(sagemaker, name)["CreationTime"]
        trial = sagemaker.list_training_jobs_for_hyper_parameter_tuning_job(
            HyperParameterTuningJobName=name)["TrainingJobSummaries"][0]["TrainingJobName"]
        stages = sagemaker.describe_training_job(TrainingJobName=trial)["SecondaryStatusTransitions"]
        began = next(stage["StartTime"] for stage in stages if stage["Status"] == "Training")
        waits.append((began - created).total_seconds())
    print("start     median %.3f s, slowest %.3f s (5 jobs)" % (statistics.median(waits), max(waits)), flush=True)


def multiply(folder, name, copies, trials):
    """Copies a job within the store: `copies` of it as they are, and one more with `trials` training jobs."""
    store = sqlite3.connect(os.path.join(folder, "store.db"))
    job, = store.execute("SELECT id FROM jobs WHERE asked_name = ?", (name,)).fetchone()

    def copy(table, job_id, changes):
        names = [row[1] for row in store.execute("PRAGMA table_info(%s)" % table)]
        values = ", ".join(changes.get(column, column) for column in names)
        key = "id" if table == "jobs" else "job"
        store.execute("INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s = %d" % (
            table, ", ".join(names), values, table, key, job))

    for i in range(copies + 1):
        new = 1_000_000 + i
        fresh = "'copy-%d'" % i
        copy("jobs", new, {"id": str(new), "name": fresh, "asked_name": fresh, "created_ms": "created_ms + %d" % i})
        for n in range(trials if i == copies else 1):
            copy("trials", new, {"job": str(new), "number": str(n + 1), "name": "'copy-%d-%03d-00000000'" % (i, n + 1),
                                 "objective": str(n / 1000), "suggested_ms": "suggested_ms + %d" % n})
            if i == copies:
                copy("points", new, {"job": str(new), "trial": str(n + 1)})
        copy("events", new, {"job": str(new)})
    store.commit()
    store.close()


def crowd(server, sagemaker, jobs):
    for i in range(jobs):
        search(sagemaker, "crowd-%03d" % i, 3, 1)
    spent, peak = [], 0.0
    names = ["crowd-%03d" % i for i in range(jobs)]
    begun = time.time()
    left = jobs
    while left:
        for name in names[::10]:
            spent += timed(lambda: status(sagemaker, name), 1)
        peak = max(peak, server.memory())
        left = len(sagemaker.list_hyper_parameter_tuning_jobs(
            NameContains="crowd", StatusEquals="InProgress", MaxResults=100)["HyperParameterTuningJobSummaries"])
    told("crowd", spent)
    print("crowd     %d jobs with 3 training jobs each ended in %.0f s; the server took at most %.0f MB" % (
        jobs, time.time() - begun, peak), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=10_000, help="tuning jobs in the store")
    parser.add_argument("--crowd", type=int, default=200, help="tuning jobs at once")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="tunesmith-bench-")
    try:
        server = Server(folder, "--no-quotas")
        source()
        start(client("sagemaker"))
        server.end()
        multiply(folder, "start-0", arguments.jobs, 750)
        server = Server(folder, "--no-quotas")
        sagemaker = client("sagemaker")
        status(sagemaker, "copy-0")
        told("describe", timed(lambda: status(sagemaker, "copy-77"), 300))
        last = "copy-%d" % arguments.jobs
        told("list", timed(lambda: sagemaker.list_training_jobs_for_hyper_parameter_tuning_job(
            HyperParameterTuningJobName=last, MaxResults=100, SortBy="FinalObjectiveMetricValue"), 100))
        told("jobs", timed(lambda: sagemaker.list_hyper_parameter_tuning_jobs(
            SortBy="CreationTime", SortOrder="Descending", MaxResults=100), 50))
        print("memory    %.0f MB with %d jobs in the store" % (server.memory(), arguments.jobs), flush=True)
        crowd(server, sagemaker, arguments.crowd)
        server.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
