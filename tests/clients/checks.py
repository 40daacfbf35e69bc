"""What the scripts of all SDK versions have in common. Standard library only, Python 3.6 or later."""
import contextlib
import io
import json
import re
import sys
import tarfile
import time

_START = time.time()

# The document's metric definitions.
METRIC_DEFINITIONS = [
    {'Name': 'ROC-AUC', 'Regex': 'roc_auc = ([0-9\\.]+)'},
    {'Name': 'PR-AUC', 'Regex': 'pr_auc = ([0-9\\.]+)'},
]


def progress(text):
    print('[%5.1f s] %s' % (time.time() - _START, text), flush=True)


class _Tee(io.StringIO):
    def __init__(self, stream):
        super(_Tee, self).__init__()
        self.stream = stream

    def write(self, text):
        self.stream.write(text)
        return super(_Tee, self).write(text)


@contextlib.contextmanager
def captured():
    """Keeps what is printed inside, and still shows it."""
    tee = _Tee(sys.stdout)
    with contextlib.redirect_stdout(tee):
        yield tee


def values_in(log, name):
    """All values of `name = NUMBER` in a log, in order."""
    return [float(value) for value in re.findall(name + r' = ([0-9.]+)', log)]


def close(a, b):
    return abs(a - b) < 1e-6


def same_values(found, expected, what):
    assert len(found) == len(expected), '%s: %d points, expected %d' % (what, len(found), len(expected))
    for index, (a, b) in enumerate(zip(found, expected)):
        assert close(a, b), '%s: point %d is %r, expected %r' % (what, index, a, b)


def check_frame(frame, tuning_job_name, jobs, optimizers):
    """The data frame of `analytics()` after the document's search. Returns the row of the best job."""
    rows = frame.to_dict('records')
    assert len(rows) == jobs, '%d rows in the data frame, expected %d' % (len(rows), jobs)
    wanted = {'learning_rate', 'number_nodes', 'optimizer', 'TrainingJobName', 'TrainingJobStatus',
              'FinalObjectiveValue', 'TrainingStartTime', 'TrainingEndTime', 'TrainingElapsedTimeSeconds'}
    missing = wanted - set(frame.columns)
    assert not missing, 'columns missing from the data frame: %s' % sorted(missing)
    for row in rows:
        name = row['TrainingJobName']
        assert re.match(re.escape(tuning_job_name) + r'-\d{3}-[0-9a-f]{8}$', name), 'training job is called ' + name
        assert row['TrainingJobStatus'] == 'Completed', '%s ended %s' % (name, row['TrainingJobStatus'])
        assert 0 < row['FinalObjectiveValue'] <= 1, '%s: objective %r' % (name, row['FinalObjectiveValue'])
        assert 1e-5 <= row['learning_rate'] <= 1e-1, '%s: learning_rate %r' % (name, row['learning_rate'])
        nodes = row['number_nodes']
        assert 32 <= nodes <= 512 and nodes == int(nodes), '%s: number_nodes %r' % (name, nodes)
        assert row['optimizer'] in optimizers, '%s: optimizer %r' % (name, row['optimizer'])
        assert row['TrainingStartTime'] <= row['TrainingEndTime'], '%s ended before it started' % name
        assert row['TrainingElapsedTimeSeconds'] >= 0, '%s took no time' % name
    assert len({row['TrainingJobName'] for row in rows}) == jobs, 'a training job is in the data frame twice'
    points = {(row['learning_rate'], row['number_nodes'], row['optimizer']) for row in rows}
    assert len(points) == jobs, 'only %d different configurations in %d jobs' % (len(points), jobs)
    return max(rows, key=lambda row: row['FinalObjectiveValue'])


def check_counters(description, completed=0, stopped=0, failed=0, succeeded=None):
    """The counters of DescribeHyperParameterTuningJob once the job has ended."""
    counters = description['TrainingJobStatusCounters']
    expected = {'Completed': completed, 'InProgress': 0, 'RetryableError': 0, 'NonRetryableError': failed,
                'Stopped': stopped}
    assert counters == expected, 'status counters %r, expected %r' % (counters, expected)
    objective = description['ObjectiveStatusCounters']
    assert objective['Pending'] == 0, 'objectives pending after the end: %r' % objective
    if succeeded is not None:
        assert objective['Succeeded'] == succeeded, 'objective counters %r, expected %d' % (objective, succeeded)


def check_model(path, row):
    """The model's archive, against the row of the data frame. Returns the model."""
    with tarfile.open(path, 'r:gz') as archive:
        names = [name[2:] if name.startswith('./') else name for name in archive.getnames()]
        assert 'model.json' in names, 'no model.json at the top of model.tar.gz: %s' % names
        member = archive.getmembers()[names.index('model.json')]
        model = json.loads(archive.extractfile(member).read().decode('utf-8'))
    used = model['hyperparameters']
    assert close(used['learning_rate'], float(row['learning_rate'])), 'trained with another learning rate: %r' % used
    assert used['number_nodes'] == int(row['number_nodes']), 'trained with another number of nodes: %r' % used
    assert used['optimizer'] == row['optimizer'].strip('"'), 'trained with another optimizer: %r' % used
    objective = model['metrics']['pr_auc']
    assert close(objective, row['FinalObjectiveValue']), 'the model scored %r, the job %r' % (
        objective, row['FinalObjectiveValue'])
    return model


def check_best_job(job, name, tuning_job_arn, row, of_2018=False):
    """DescribeTrainingJob of the best job. Clients of 2018 do not know all of its fields."""
    assert job['TrainingJobName'] == name, 'another job was described: ' + job['TrainingJobName']
    assert job['TrainingJobStatus'] == 'Completed', 'the best job is ' + job['TrainingJobStatus']
    assert job['SecondaryStatus'] == 'Completed', 'secondary status is ' + job['SecondaryStatus']
    transitions = [transition['Status'] for transition in job['SecondaryStatusTransitions']]
    assert transitions[-1] == 'Completed' and 'Training' in transitions, 'secondary transitions: %s' % transitions
    assert job['TuningJobArn'] == tuning_job_arn, 'TuningJobArn is %s' % job.get('TuningJobArn')
    parameters = job['HyperParameters']
    # The SDK's attach() fails without this one.
    assert parameters['_tuning_objective_metric'].strip('"') == 'PR-AUC', 'hyper-parameters: %r' % parameters
    assert parameters['number_layers'] == '5', 'hyper-parameters: %r' % parameters
    assert parameters['optimizer'] == row['optimizer'], 'hyper-parameters: %r' % parameters
    assert close(float(parameters['learning_rate']), row['learning_rate']), 'hyper-parameters: %r' % parameters
    artifact = job['ModelArtifacts']['S3ModelArtifacts']
    assert artifact.startswith('s3://') and artifact.endswith('/' + name + '/output/model.tar.gz'), artifact
    if of_2018:
        return artifact
    final = {metric['MetricName']: metric['Value'] for metric in job['FinalMetricDataList']}
    assert set(final) >= {'PR-AUC', 'ROC-AUC'}, 'final metrics: %r' % final
    assert close(final['PR-AUC'], row['FinalObjectiveValue']), 'final metrics: %r' % final
    assert job['TrainingTimeInSeconds'] >= 0 and job['BillableTimeInSeconds'] >= 0, 'negative times'
    return artifact


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
