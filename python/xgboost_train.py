"""Trains a model as the image of SageMaker's built-in XGBoost algorithm does, with the public `xgboost` package (from 1.7 on).

Hyper-parameters, channels, content types and log lines are those of "XGBoost hyperparameters", "How to use XGBoost" and
"Tune an XGBoost model" in SageMaker's developer guide. It needs numpy and scipy, which come with xgboost, and pyarrow for
Parquet alone.

The model is `model/xgboost-model` in UBJSON: without an ending in its name `xgboost.Booster().load_model(path)` of every
version from 1.7 on reads it, which holds neither for the old binary format (gone since 3.1) nor between versions for a pickle.
The image too has saved a booster instead of a pickle since its version 1.3-1, so `pickle.load` is not for this file.
"""

import ast
import difflib
import glob
import json
import os
import re
import signal
import sys
import time
import traceback
import warnings
from collections import namedtuple

BASE = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")


class UserError(Exception):
    """What whoever asked for the job can put right; one line says it all."""


def info(text):
    print(f"[{time.strftime('%Y-%m-%d:%H:%M:%S')}:INFO] {text}", flush=True)


def fail(text):
    """Ends the job. SageMaker shows the start of `output/failure` as the job's reason for failing."""
    text = " ".join(str(text).split())[:1000]
    print("ERROR: " + text, file=sys.stderr, flush=True)
    os.makedirs(os.path.join(BASE, "output"), exist_ok=True)
    with open(os.path.join(BASE, "output", "failure"), "w", encoding="utf-8") as file:
        file.write(text)
    sys.exit(1)


try:
    import numpy as np
    import xgboost as xgb
    from scipy import sparse
except Exception as error:  # a library that cannot be loaded is no ImportError
    reason = str(error).split("\n")[0]
    fail(f"cannot import xgboost ({reason}) with {sys.executable}; to install it: {sys.executable} -m pip install xgboost")

# Hyper-parameters

INTEGERS = {
    "num_round": "[1,inf)", "early_stopping_rounds": "[1,inf)", "csv_weights": "[0,1]", "verbosity": "[0,3]",
    "silent": "[0,1]", "nthread": "[1,inf)", "seed": "(-2147483648,2147483647)", "num_class": "[2,inf)",
    "num_parallel_tree": "[1,inf)", "max_depth": "[0,inf)", "max_leaves": "[0,inf)", "max_bin": "[0,inf)",
    "refresh_leaf": "[0,1]", "one_drop": "[0,1]",
}
NUMBERS = dict(INTEGERS, **{
    "eta": "[0,1]", "gamma": "[0,inf)", "min_child_weight": "[0,inf)", "max_delta_step": "[0,inf)",
    "subsample": "(0,1]", "colsample_bytree": "(0,1]", "colsample_bylevel": "(0,1]", "colsample_bynode": "(0,1]",
    "lambda": "[0,inf)", "alpha": "[0,inf)", "lambda_bias": "[0,1]", "sketch_eps": "(0,1)",
    "scale_pos_weight": "(0,inf)", "rate_drop": "[0,1]", "skip_drop": "[0,1]", "tweedie_variance_power": "(1,2)",
    "base_score": "[0,inf)", "prob_buffer_row": "(1,inf)", "aft_loss_distribution_scale": "[0,inf)",
})
CHOICES = {
    "booster": "gbtree gblinear dart", "tree_method": "auto exact approx hist gpu_hist", "dsplit": "row col",
    "process_type": "default update", "grow_policy": "depthwise lossguide", "sample_type": "uniform weighted",
    "predictor": "auto cpu_predictor gpu_predictor", "normalize_type": "tree forest",
    "sampling_method": "uniform gradient_based", "aft_loss_distribution": "normal logistic extreme",
    "save_model_on_termination": "true false", "single_precision_histogram": "true false",
    "deterministic_histogram": "true false", "use_dask_gpu_training": "true false",
    "objective": "reg:squarederror reg:linear reg:logistic reg:squaredlogerror reg:pseudohubererror reg:absoluteerror"
                 " reg:gamma reg:tweedie binary:logistic binary:logitraw binary:hinge count:poisson multi:softmax"
                 " multi:softprob rank:pairwise rank:ndcg rank:map survival:aft survival:cox",
}
LISTS = ["eval_metric", "updater", "monotone_constraints", "interaction_constraints"]
ALIASES = {"learning_rate": "eta", "min_split_loss": "gamma", "reg_lambda": "lambda", "reg_alpha": "alpha"}
OWN = ["num_round", "early_stopping_rounds", "csv_weights", "save_model_on_termination", "eval_metric"]  # not for the package
# Documented, but none of them changes a model that xgboost 1.7 or later trains on one machine, and most it does not know.
OBSOLETE = ["dsplit", "lambda_bias", "predictor", "prob_buffer_row", "sketch_eps", "single_precision_histogram",
            "deterministic_histogram", "use_dask_gpu_training"]
UPDATERS = ["grow_colmaker", "grow_histmaker", "grow_quantile_histmaker", "sync", "refresh", "prune", "shotgun",
            "coord_descent"]
OBSOLETE_UPDATERS = ["distcol", "grow_local_histmaker", "grow_skmaker"]


def decoded(value):
    """A value as text: some SDKs encode every value as JSON, which puts quotes of its own around a text."""
    text = (value if isinstance(value, str) else json.dumps(value)).strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text


def number(name, text):
    interval, whole = NUMBERS[name], name in INTEGERS
    low, high = (float(end) for end in interval[1:-1].split(","))
    try:
        value = float(text)
        if whole and value != int(value):
            raise ValueError
    except (ValueError, OverflowError):
        raise UserError(f"{name}: `{text}` is not a {'whole ' if whole else ''}number")
    if not (low < value < high or value == low and interval[0] == "[" or value == high and interval[-1] == "]"):
        raise UserError(f"{name}: {text} is outside {interval}")
    return int(value) if whole else value


def constraints(name, text):
    monotone = name == "monotone_constraints"
    try:
        value = ast.literal_eval(text)
        if monotone and all(sign in (-1, 0, 1) for sign in value):
            return "({})".format(",".join(str(sign) for sign in value))
        if not monotone and all(isinstance(feature, int) and feature >= 0 for group in value for feature in group):
            return json.dumps([list(group) for group in value])
    except (ValueError, SyntaxError, TypeError):
        pass
    raise UserError(f"{name}: `{text}` is not of the form {'(1,0,-1)' if monotone else '[[0,1],[2,3]]'}")


def parsed(name, text):
    if name in NUMBERS:
        return number(name, text)
    if name in CHOICES:
        if text.lower() not in CHOICES[name].split():
            raise UserError(f"{name}: `{text}` is none of {CHOICES[name]}")
        return text.lower()
    if name.endswith("_constraints"):
        return constraints(name, text)
    return [part.strip(" '\"\\") for part in text.strip("[]() ").split(",") if part.strip(" '\"\\")]


def hyperparameters():
    """All hyper-parameters by name, checked one by one, and the metric that a tuning job optimizes."""
    raw = {name: decoded(value) for name, value in config("hyperparameters.json").items() if not name.startswith("sagemaker_")}
    objective_metric = raw.pop("_tuning_objective_metric", None)
    if "_kfold" in raw or "_num_cv_round" in raw:
        raise UserError("cross-validation (_kfold, _num_cv_round) is not supported here")
    known = list(NUMBERS) + list(CHOICES) + LISTS
    unknown = sorted(name for name in raw if ALIASES.get(name, name) not in known)
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UserError(f"the XGBoost algorithm has no hyper-parameter {', '.join(unknown)}{hint}")
    if not raw.get("num_round"):
        raise UserError("the hyper-parameter num_round, the number of rounds to train, is required")
    # An empty text is how some consoles send what was left out.
    asked = {ALIASES.get(name, name): text for name, text in raw.items() if text}
    return {name: parsed(name, text) for name, text in asked.items()}, objective_metric


def modernized(params):
    """The same in words that today's package knows."""
    for name in [name for name in OBSOLETE if name in params]:
        info(f"{name} has no effect with this version of xgboost; ignored")
        del params[name]
    if params.setdefault("objective", "reg:squarederror") == "reg:linear":
        info("reg:linear is now called reg:squarederror")
        params["objective"] = "reg:squarederror"
    if ("num_class" in params) != params["objective"].startswith("multi:"):
        raise UserError(f"num_class is required for multi:softmax and multi:softprob, and for no other objective "
                        f"({params['objective']})")
    if params.pop("silent", 0):
        params.setdefault("verbosity", 0)
    names = params.pop("updater", [])
    for name in [name for name in names if name not in UPDATERS]:
        if name not in OBSOLETE_UPDATERS:
            raise UserError(f"updater: `{name}` is none of {' '.join(UPDATERS)}")
        info(f"updater {name} is unknown to this version of xgboost; ignored")
        names.remove(name)
    if names:
        params["updater"] = ",".join(names)
    if params.get("tree_method") == "gpu_hist":
        params.update(gpu_settings())
    threads = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    if threads.isdigit() and int(threads):
        # The package would take every core of a machine that this job shares with others.
        params.setdefault("nthread", int(threads))
    return params


def gpu_settings():
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES", "all") in ("", "-1")
    present = not hidden and (glob.glob("/dev/nvidia[0-9]*") or os.path.exists("/dev/dxg"))
    if not (present and xgb.build_info().get("USE_CUDA")):
        info("tree_method gpu_hist: no GPU to use here, or an xgboost without CUDA; training with hist on the CPU instead")
        return {"tree_method": "hist"}
    # `device` came with 2.0, which deprecated gpu_hist.
    return {} if xgb.__version__.startswith("1.") else {"tree_method": "hist", "device": "cuda"}


# Metrics

MAXIMIZED = ("accuracy auc aucpr balanced_accuracy f1 f1_binary f1_macro map ndcg precision precision_macro precision_micro r2"
             " recall recall_macro recall_micro").split()
MINIMIZED = ("aft-nloglik cox-nloglik error gamma-deviance gamma-nloglik interval-regression-accuracy logloss mae mape merror"
             " mlogloss mphe mse poisson-nloglik rmse rmsle tweedie-nloglik").split()
CUSTOM = [name for name in MAXIMIZED + ["mse"] if name not in ("auc", "aucpr", "map", "ndcg")]  # those that the image adds


def metric_names(asked, objective_metric, has_validation):
    """All metrics to print. The one that a tuning job optimizes comes last, since the last is what early stopping watches."""
    if not objective_metric:
        return list(dict.fromkeys(asked))
    channel, _, name = objective_metric.rpartition(":")
    if channel == "validation" and not has_validation:
        raise UserError(f"the tuning job optimizes {objective_metric}, but there is no validation channel")
    return [other for other in dict.fromkeys(asked) if other != name] + [name]


def check_metric(name, objective, classes):
    base, at, threshold = name.partition("@")
    if base not in MAXIMIZED + MINIMIZED or at and base not in ("error", "ndcg", "map"):
        raise UserError(f"eval_metric: `{name}` is none of {' '.join(sorted(MAXIMIZED + MINIMIZED))}")
    if at and not re.match(r"^\d*\.?\d+-?$", threshold):
        raise UserError(f"eval_metric: `{name}` needs a number after the @")
    if base == "auc" and not objective.startswith(("binary:", "multi:", "rank:")):
        raise UserError(f"eval_metric: auc is for classification and ranking, not for {objective}")
    if base == "aft-nloglik" and objective != "survival:aft":
        raise UserError(f"eval_metric: aft-nloglik is for survival:aft, not for {objective}")
    if base in ("mse", "r2") and objective.startswith("multi:"):
        raise UserError(f"eval_metric: {base} is for regression, not for {objective}")
    if base in ("f1_binary", "precision", "recall") and classes > 2:
        raise UserError(f"eval_metric: {base} is for two classes; for more there is {base.split('_')[0]}_macro")


def class_metric(name, labels, guesses):
    """Nothing out of nothing counts as zero, as in scikit-learn, whose metrics these are."""
    def ratio(part, whole):
        return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)

    classes = np.union1d(labels, guesses)
    right = np.array([np.sum((labels == c) & (guesses == c)) for c in classes], dtype=float)
    actual = np.array([np.sum(labels == c) for c in classes], dtype=float)
    guessed = np.array([np.sum(guesses == c) for c in classes], dtype=float)
    if name == "accuracy" or name.endswith("_micro"):
        return right.sum() / len(labels)  # with one class for each row the micro averages are the accuracy
    if name == "balanced_accuracy":
        return ratio(right, actual)[actual > 0].mean()
    scores = {"precision": ratio(right, guessed), "recall": ratio(right, actual), "f1": ratio(2 * right, actual + guessed)}
    score = scores[name.split("_")[0]]
    return score.mean() if name == "f1" or name.endswith("_macro") else score[classes == 1].sum()


def custom_metric(names, objective):
    """Metrics that the image adds to those of the package, all in one function, as the package wants them."""
    def guessed(predictions):
        if predictions.ndim > 1:
            return np.argmax(predictions, axis=1)
        if objective == "multi:softmax":
            return predictions
        return (predictions > (0.5 if objective.endswith(":logistic") else 0)).astype(float)

    def value(name, labels, predictions):
        if name not in ("mse", "r2"):
            return float(class_metric(name, labels, guessed(predictions)))
        error, spread = float(np.mean((labels - predictions) ** 2)), float(np.var(labels))
        return error if name == "mse" else 1 - error / spread if spread else float(error == 0)

    def evaluate(predictions, matrix):
        labels = matrix.get_label().astype(float)
        return [(name, value(name, labels, predictions.astype(float))) for name in names]

    return evaluate if names else None


# Data

Table = namedtuple("Table", "features label weight qid")


def config(name):
    path = os.path.join(BASE, "input", "config", name)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise UserError(f"{path} is not JSON: {error}")


def data_format(content_type):
    """csv, libsvm or parquet; the algorithm takes data whose type is not given for libsvm."""
    kind, *parameters = [part.strip() for part in (content_type or "libsvm").lower().split(";")]
    kind = kind.replace("application/", "").replace("text/", "").replace("x-", "")
    if kind not in ("csv", "libsvm", "parquet"):
        raise UserError(f"content type `{content_type}`: supported are text/csv, text/libsvm and application/x-parquet")
    if kind == "csv" and any(re.match(r"label_size\s*=\s*(?!1$)", parameter) for parameter in parameters):
        raise UserError(f"content type `{content_type}`: label_size has to be 1, since the label is the first column")
    return kind


def files_of(channel, mode, kind):
    folder = os.path.join(BASE, "input", "data", channel)
    if mode == "Pipe":
        if kind != "csv":
            raise UserError(f"channel {channel}: input mode Pipe is supported for CSV alone")
        return [folder + "_0"]
    files = [folder] if os.path.isfile(folder) else [
        os.path.join(where, name) for where, _, names in os.walk(folder, followlinks=True) for name in names]
    # Hidden files and markers such as _SUCCESS are left by the programs that wrote the data.
    return [f for f in sorted(files) if not os.path.basename(f).startswith((".", "_")) and os.path.getsize(f)]


def lines_of(path):
    try:
        with open(path, encoding="utf-8-sig") as file:
            return [line for line in file.read().split("\n") if line.strip()]
    except UnicodeDecodeError:
        raise UserError(f"{os.path.basename(path)} is no text; a compressed file needs the channel's CompressionType")


def csv_array(path):
    lines = [line.replace('"', "") for line in lines_of(path)]
    if not lines:
        raise UserError(f"{os.path.basename(path)} has no data")
    delimiter = next((d for d in ",\t;| " if d in lines[0].strip()), ",")
    # As in the image, an empty field is a missing value. Only a file that has one pays for a second look.
    gap = re.compile(r"(?:(?<={0})|^) *(?:NA|N/A|null|None)? *(?={0}|$)".format(re.escape(delimiter)), re.IGNORECASE)
    for attempt in (lambda: lines, lambda: [gap.sub("nan", line) for line in lines]):
        try:
            return np.loadtxt(attempt(), dtype=np.float32, delimiter=delimiter, ndmin=2, comments=None)
        except ValueError:
            pass
    raise bad_csv(os.path.basename(path), [gap.sub("nan", line).split(delimiter) for line in lines])


def bad_csv(name, rows):
    for count, fields in enumerate(rows, 1):
        try:
            [float(field) for field in fields]
        except ValueError:
            what = "looks like a header, and the CSV must have none" if count == 1 else "has a field that is no number"
            return UserError(f"{name}: line {count} {what}: {','.join(fields)[:80]}")
        if len(fields) != len(rows[0]):
            return UserError(f"{name}: line {count} has {len(fields)} columns, line 1 has {len(rows[0])}")
    return UserError(f"{name} cannot be read as CSV")


def parquet_array(path):
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise UserError(f"Parquet needs pyarrow; to install it: {sys.executable} -m pip install pyarrow")
    try:
        return np.column_stack([column.to_numpy().astype(np.float32) for column in parquet.read_table(path).columns])
    except Exception as error:  # pyarrow's own, and whatever a column of another type makes of it
        raise UserError(f"{os.path.basename(path)} cannot be read as Parquet of numbers: {error}")


VALUE = r"(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?inf|nan)"
LIBSVM_LINE = re.compile(r"{0}(:{0})?( +qid:\d+)?( +\d+:{0})* *(#.*)?".format(VALUE), re.IGNORECASE)


def libsvm_file(path, typed):
    """Arrays of the file's `label[:weight] [qid:n] index:value ..`: labels, weights, queries, features of each row, pairs."""
    lines = [line.replace("\t", " ").strip() for line in lines_of(path)]
    labels, weights, qids, rests = [], [], [], []
    for line in lines:
        head, _, rest = line.partition("#")[0].partition(" ")
        label, _, weight = head.partition(":")
        if rest.lstrip().startswith("qid:"):
            qid, _, rest = rest.lstrip()[4:].partition(" ")
            qids.append(qid)
        labels.append(label)
        weights.append(weight or "1")
        rests.append(rest)
    counts = [rest.count(":") for rest in rests]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DeprecationWarning)  # how numpy says that it stopped at what is no number
            # All pairs of a file at once, since a loop over them would be slow.
            text = " ".join(rests).replace(":", " ")
            pairs = np.fromstring(text, sep=" ") if text.strip() else np.zeros(0)
        if LIBSVM_LINE.fullmatch(lines[0]) and len(pairs) == 2 * sum(counts) and len(qids) in (0, len(lines)):
            return np.array(labels, dtype=float), np.array(weights, dtype=float), np.array(qids, dtype=int), counts, pairs
    except (ValueError, DeprecationWarning):
        pass
    raise bad_libsvm(os.path.basename(path), lines, typed)


def bad_libsvm(name, lines, typed):
    for count, line in enumerate(lines, 1):
        if not LIBSVM_LINE.fullmatch(line):
            hint = "" if typed or ":" in line or "," not in line else \
                "; the channel has no content type, so it is taken for libsvm: for CSV, set its ContentType to text/csv"
            return UserError(f"{name}: line {count} is no libsvm (label index:value ..): {line[:60]}{hint}")
    return UserError(f"{name} cannot be read as libsvm; has each line a qid, or none?")


def libsvm_table(files, typed):
    labels, weights, qids, counts, pairs = map(np.concatenate, zip(*(libsvm_file(path, typed) for path in files)))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(int)
    matrix = sparse.csr_matrix((pairs[1::2].astype(np.float32), pairs[0::2].astype(np.int32), starts))
    return Table(matrix, labels, weights if np.any(weights != 1) else None, qids if len(qids) else None)


def loaded(channel, about, default_type, weighted, width=None):
    """A channel's table. With `width`, the second column has weights only where there are as many features left."""
    content_type = about.get("ContentType") or default_type
    kind = data_format(content_type)
    files = files_of(channel, about.get("TrainingInputMode"), kind)
    if not files:
        raise UserError(f"no data in the channel {channel}")
    if kind == "libsvm":
        return libsvm_table(files, bool(content_type))
    arrays = [csv_array(path) if kind == "csv" else parquet_array(path) for path in files]
    widths = sorted(array.shape[1] for array in arrays)
    if widths[0] != widths[-1]:
        raise UserError(f"the files of the channel {channel} differ in their columns: {widths[0]} to {widths[-1]}")
    array = np.vstack(arrays)
    skip = 2 if weighted and kind == "csv" and width in (None, widths[0] - 2) else 1
    if widths[0] <= skip:
        raise UserError(f"the channel {channel} has {widths[0]} columns, none of them a feature")
    return Table(array[:, skip:], array[:, 0], array[:, 1] if skip == 2 else None, None)


def tables(csv_weights):
    """The tables of the channels train and validation by name, equally wide; no other channel counts."""
    channels = config("inputdataconfig.json")
    if "train" not in channels:
        raise UserError("there is no channel named train")
    train = loaded("train", channels["train"], None, csv_weights)
    if "validation" not in channels:
        return {"train": train}
    widths = [train.features.shape[1]]
    # Only training data is documented to have weights; the other may have them too.
    validation = loaded("validation", channels["validation"], channels["train"].get("ContentType"), csv_weights, widths[0])
    widths.append(validation.features.shape[1])
    if widths[0] != widths[1]:
        if not (sparse.issparse(train.features) and sparse.issparse(validation.features)):
            raise UserError(f"train has {widths[0]} features, validation has {widths[1]}")
        for table in (train, validation):  # a feature that is zero in all rows of one channel is in none of its lines
            table.features.resize(table.features.shape[0], max(widths))
    return {"train": train, "validation": validation}


def check_labels(labels, channel, params):
    """The package would say this in words of its own source, or of the base_score that it works out from the labels."""
    objective, classes = params["objective"], params.get("num_class", 0)
    if np.isnan(labels).any():
        raise UserError(f"the channel {channel} has a row without a label (the label is the first column)")
    if classes and not np.isin(labels, np.arange(classes)).all():
        raise UserError(f"the channel {channel}: with num_class {classes}, labels are whole numbers from 0 to {classes - 1}")
    if objective.startswith(("binary:", "reg:logistic")) and (labels.min() < 0 or labels.max() > 1):
        raise UserError(f"the channel {channel}: labels must be in [0,1] for {objective}; they reach from {labels.min():g} to "
                        f"{labels.max():g}")


def matrices(params, csv_weights):
    sets = []
    for name, table in tables(csv_weights).items():
        check_labels(table.label, name, params)
        matrix = xgb.DMatrix(table.features, label=table.label, weight=table.weight, qid=table.qid, missing=np.nan,
                             nthread=params.get("nthread"))
        if params["objective"] == "survival:aft":
            # These formats have one label a row: a time that was observed, so both ends of its interval.
            matrix.set_float_info("label_lower_bound", table.label)
            matrix.set_float_info("label_upper_bound", table.label)
        info(f"{name.capitalize()} matrix has {matrix.num_row()} rows and {matrix.num_col()} columns")
        sets.append((matrix, name))
    return sets


# Training

CHECKPOINT = re.compile(r"^xgboost-checkpoint\.(\d+)$")
CHECKPOINT_ROUNDS, CHECKPOINTS_KEPT = 5, 5


def save(booster, path):
    """Never leaves half a file under its name. SageMaker does not upload a file with this ending."""
    with open(path + ".sagemaker-ignore", "wb") as file:
        file.write(booster.save_raw("ubj"))
    os.replace(path + ".sagemaker-ignore", path)


def checkpoints(folder):
    matches = map(CHECKPOINT.match, os.listdir(folder) if folder else [])
    return sorted((int(match.group(1)), os.path.join(folder, match.group(0))) for match in matches if match)


def resumed(folder):
    """The newest model that can be read and the rounds it has had."""
    for last_round, path in reversed(checkpoints(folder)):
        try:
            with open(path, "rb") as file:
                booster = xgb.Booster(model_file=bytearray(file.read()))
            info(f"Checkpoint loaded from {path}; resuming from iteration {last_round + 1}")
            return booster, last_round + 1
        except (xgb.core.XGBoostError, ValueError, OSError):
            info(f"Checkpoint {path} cannot be read; trying the one before")
    return None, 0


class Rounds(xgb.callback.TrainingCallback):
    """Prints each round in the form that the documented patterns of the metrics read, saves checkpoints and stops early.

    One callback for all, since the package calls several in any order, and none of them once one has said to stop.
    """

    def __init__(self, total, folder, early_stopping):
        super().__init__()
        self.done, self.total, self.folder, self.early_stopping, self.stop = 0, total, folder, early_stopping, False

    def before_training(self, model):
        return self.early_stopping.before_training(model) if self.early_stopping else model

    def after_training(self, model):
        # Without a round there is no best one to go back to.
        ran = self.early_stopping and self.early_stopping.stopping_history
        return self.early_stopping.after_training(model) if ran else model

    def after_iteration(self, model, epoch, evals_log):
        current = self.done + epoch
        scores = [f"\t{data}-{metric}:{values[-1]:.5f}"
                  for data, metrics in evals_log.items() for metric, values in metrics.items()]
        print(f"[{current}]" + "".join(scores), flush=True)
        enough = bool(self.early_stopping and self.early_stopping.after_iteration(model, epoch, evals_log))
        if self.folder and ((current + 1) % CHECKPOINT_ROUNDS == 0 or current + 1 == self.total):
            save(model, os.path.join(self.folder, f"xgboost-checkpoint.{current}"))
            for _, path in checkpoints(self.folder)[:-CHECKPOINTS_KEPT]:
                os.remove(path)
        return enough or self.stop


def early_stopping(rounds, metrics, custom, has_validation, booster):
    if rounds is None:
        return None
    if booster == "gblinear":
        info("early stopping keeps the model of the last round: with gblinear there is no going back to the best one")
    metric = metrics[-1] if metrics else None
    return xgb.callback.EarlyStopping(
        # The package computes those that the image adds after its own, so that the last of ours may not be the last of all.
        rounds=rounds, metric_name=metric if custom and metric not in custom else None,
        maximize=metric.partition("@")[0] in MAXIMIZED if metric else None,
        data_name="validation" if has_validation else "train", save_best=booster != "gblinear")


def train():
    given, objective_metric = hyperparameters()
    has_validation = "validation" in config("inputdataconfig.json")
    own = {name: given.pop(name) for name in OWN if name in given}
    params = modernized(given)
    metrics = metric_names(own.get("eval_metric", []), objective_metric, has_validation)
    for name in metrics:
        check_metric(name, params["objective"], params.get("num_class", 2))
    custom = [name for name in metrics if name in CUSTOM]
    if len(custom) < len(metrics):
        params["eval_metric"] = [name for name in metrics if name not in custom]

    saves = own.get("save_model_on_termination") == "true"
    if saves:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # nothing to save before the first round
    info(f"Training with xgboost {xgb.__version__}, {params.get('nthread', 'all')} thread(s)")
    sets = matrices(params, own.get("csv_weights", 0))
    folder = os.path.join(BASE, "checkpoints")
    stopping = early_stopping(own.get("early_stopping_rounds"), metrics, custom, has_validation, params.get("booster"))
    rounds = Rounds(own["num_round"], folder if os.path.isdir(folder) else None, stopping)
    start, rounds.done = resumed(rounds.folder)
    if saves:
        signal.signal(signal.SIGTERM, lambda *_: setattr(rounds, "stop", True))  # once the round that runs is over
    booster = xgb.train(params, sets[0][0], num_boost_round=max(0, rounds.total - rounds.done), evals=sets, verbose_eval=False,
                        xgb_model=start, callbacks=[rounds], custom_metric=custom_metric(custom, params["objective"]))
    if rounds.stop:
        info("SIGTERM received; training ends early")
    os.makedirs(os.path.join(BASE, "model"), exist_ok=True)
    path = os.path.join(BASE, "model", "xgboost-model")
    save(booster, path)
    info(f"Stored trained model with {booster.num_boosted_rounds()} rounds at {path}")


def main():
    try:
        train()
    except UserError as error:
        fail(error)
    except xgb.core.XGBoostError as error:
        # What the package says, less where in its source it says so.
        fail("xgboost: " + re.sub(r"\[[\d:]+\] \S+:\d+: ", "", str(error).split("Stack trace")[0]))
    except Exception as error:
        traceback.print_exc()
        fail(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
