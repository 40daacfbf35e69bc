"""Tests of xgboost_train.py: each runs it as a training job does, in a folder of its own laid out like /opt/ml.

    python python/tests/test_xgboost_train.py

All but one are skipped by an interpreter without xgboost; those of Parquet need pyarrow too.
"""

import json
import os
import pickle
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import warnings
from importlib import util

PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "xgboost_train.py")
HAS_XGBOOST = util.find_spec("xgboost") is not None
# The patterns that metrics are read with.
PATTERN = r".*\[[0-9]+\].*{}[:=]([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*"
CSV = {"ContentType": "text/csv"}
LIBSVM = {"ContentType": "text/libsvm"}


def rows_of(count, classes=2, seed=1):
    """Rows of a label, which the first three of five features decide but for some noise, and these features."""
    random.seed(seed)
    rows = []
    for _ in range(count):
        features = [round(random.uniform(-1, 1), 4) for _ in range(5)]
        score = features[0] + features[1] * features[2] + random.gauss(0, 0.2)
        if classes:
            rows.append([min(classes - 1, max(0, int((score + 1) / 2 * classes)))] + features)
        else:
            rows.append([round(score, 4)] + features)
    return rows


def as_csv(rows, delimiter=","):
    return "".join(delimiter.join(str(value) for value in row) + "\n" for row in rows)


def as_libsvm(rows):
    lines = ["{} {}".format(row[0], " ".join("{}:{}".format(i, v) for i, v in enumerate(row[1:]) if v > -0.9)) for row in rows]
    return "\n".join(lines) + "\n"


def metric(log, name):
    """All values of a metric such as `validation:auc`."""
    return [float(value) for value in re.findall(PATTERN.format(re.escape(name.replace(":", "-"))), log)]


class Job(unittest.TestCase):
    def setUp(self):
        self.base = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.base)

    def write(self, path, content):
        path = os.path.join(self.base, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb" if isinstance(content, bytes) else "w") as file:
            file.write(content)

    def prepare(self, hyperparameters, channels, files):
        self.write("input/config/hyperparameters.json", json.dumps({k: str(v) for k, v in hyperparameters.items()}))
        about = {name: dict({"TrainingInputMode": "File"}, **settings) for name, settings in channels.items()}
        self.write("input/config/inputdataconfig.json", json.dumps(about))
        for path, content in files.items():
            self.write("input/data/" + path, content)

    def start(self, **variables):
        environment = dict(os.environ, SAGEMAKER_BASE_DIR=self.base, OMP_NUM_THREADS="1", **variables)
        return subprocess.Popen([sys.executable, PROGRAM], env=environment, universal_newlines=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_job(self, **variables):
        process = self.start(**variables)
        out, self.errors = process.communicate(timeout=120)
        return process.returncode, out

    def train(self, hyperparameters, channels, files):
        """Runs a job that is to succeed; returns what it printed."""
        self.prepare(hyperparameters, channels, files)
        code, log = self.run_job()
        self.assertEqual(code, 0, self.errors)
        self.assertFalse(os.path.exists(os.path.join(self.base, "output", "failure")))
        return log

    def refuse(self, hyperparameters, channels, files, message):
        """Runs a job that is to fail with one line that matches `message`."""
        self.prepare(hyperparameters, channels, files)
        code, _ = self.run_job()
        self.assertEqual(code, 1, self.errors)
        lines = self.errors.strip().split("\n")
        self.assertRegex(lines[-1], message)
        self.assertNotIn("Traceback", self.errors)
        with open(os.path.join(self.base, "output", "failure")) as file:
            self.assertEqual("ERROR: " + file.read(), lines[-1])
        self.assertFalse(os.path.exists(os.path.join(self.base, "model", "xgboost-model")))

    def model(self):
        import xgboost
        booster = xgboost.Booster()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the name has no ending
            booster.load_model(os.path.join(self.base, "model", "xgboost-model"))
        return booster


class WithoutXgboost(Job):
    def test_says_which_interpreter_lacks_it(self):
        self.write("none/xgboost.py", "raise ImportError('no xgboost')")
        self.write("none/numpy.py", "")
        self.prepare({"num_round": 2}, {}, {})
        code, _ = self.run_job(PYTHONPATH=os.path.join(self.base, "none"))
        self.assertEqual(code, 1)
        self.assertIn(sys.executable + " -m pip install xgboost", self.errors)
        self.assertTrue(os.path.exists(os.path.join(self.base, "output", "failure")))


BINARY = {"train/a.csv": as_csv(rows_of(400)), "validation/a.csv": as_csv(rows_of(200, seed=2))}
BOTH = {"train": CSV, "validation": CSV}


@unittest.skipUnless(HAS_XGBOOST, "this interpreter has no xgboost")
class Training(Job):
    def test_binary_with_the_metric_of_a_tuning_job(self):
        log = self.train({"num_round": 8, "objective": "binary:logistic", "eta": "0.3", "max_depth": 3, "rate_drop": 0.2,
                          "eval_metric": '"logloss"', "_tuning_objective_metric": "validation:auc", "seed": 3}, BOTH, BINARY)
        auc = metric(log, "validation:auc")
        self.assertEqual(len(auc), 8)
        self.assertGreater(auc[-1], 0.8)
        self.assertEqual([len(metric(log, name)) for name in ("train:auc", "train:logloss", "validation:logloss")], [8, 8, 8])
        self.assertRegex(log, r"\[7\](\ttrain-logloss:[\d.]+\ttrain-auc:[\d.]+)"
                              r"(\tvalidation-logloss:[\d.]+\tvalidation-auc:[\d.]+)\n")
        self.assertIn("Train matrix has 400 rows and 5 columns", log)
        self.assertIn("Validation matrix has 200 rows and 5 columns", log)
        booster = self.model()
        self.assertEqual(booster.num_boosted_rounds(), 8)
        self.assertEqual(pickle.loads(pickle.dumps(booster)).num_boosted_rounds(), 8)

    def test_the_same_seed_gives_the_same(self):
        settings = {"num_round": 5, "objective": "binary:logistic", "subsample": 0.5, "seed": 11, "eval_metric": "auc"}
        one, two = self.train(settings, BOTH, BINARY), self.train(settings, BOTH, BINARY)
        self.assertEqual(metric(one, "validation:auc"), metric(two, "validation:auc"))

    def test_classes_and_the_metrics_of_the_image(self):
        files = {"train/a.csv": as_csv(rows_of(500, 4)), "validation/a.csv": as_csv(rows_of(200, 4, 2))}
        names = ["accuracy", "f1", "f1_macro", "balanced_accuracy", "precision_macro", "recall_macro", "precision_micro"]
        for objective in ("multi:softmax", "multi:softprob"):
            log = self.train({"num_round": 10, "objective": objective, "num_class": 4,
                              "eval_metric": "merror," + ",".join(names)}, BOTH, files)
            last = {name: metric(log, "validation:" + name)[-1] for name in names + ["merror"]}
            self.assertAlmostEqual(last["accuracy"], 1 - last["merror"], places=4)
            self.assertEqual(last["accuracy"], last["precision_micro"])
            self.assertEqual(last["f1"], last["f1_macro"])
            self.assertEqual(last["balanced_accuracy"], last["recall_macro"])
            self.assertTrue(all(0.3 < value <= 1 for name, value in last.items() if name != "merror"), last)

    def test_the_metrics_of_the_image_for_two_classes(self):
        names = ["accuracy", "f1_binary", "precision", "recall", "balanced_accuracy"]
        log = self.train({"num_round": 5, "objective": "binary:logistic", "eval_metric": json.dumps(names)}, BOTH, BINARY)
        self.assertIn("validation-logloss", log)  # the default of the objective is printed too
        import xgboost
        rows = rows_of(200, seed=2)
        # The model gets what text in float32 is.
        guesses = self.model().predict(xgboost.DMatrix([row[1:] for row in rows])) > 0.5
        pairs = [(int(row[0]), int(guess)) for row, guess in zip(rows, guesses)]
        hits, misses = pairs.count((1, 1)), pairs.count((1, 0))
        alarms, quiet = pairs.count((0, 1)), pairs.count((0, 0))
        expected = {
            "accuracy": (hits + quiet) / 200, "precision": hits / (hits + alarms), "recall": hits / (hits + misses),
            "f1_binary": 2 * hits / (2 * hits + alarms + misses),
            "balanced_accuracy": (hits / (hits + misses) + quiet / (quiet + alarms)) / 2,
        }
        for name in names:
            self.assertAlmostEqual(metric(log, "validation:" + name)[-1], expected[name], places=4)

    def test_regression_by_default(self):
        files = {"train/a.csv": as_csv(rows_of(400, 0), ";"), "validation/x/y/b.csv": as_csv(rows_of(200, 0, 2), ";")}
        log = self.train({"num_round": 10, "eval_metric": "rmse,mse,r2"}, BOTH, files)
        rmse, mse, r2 = (metric(log, "validation:" + name)[-1] for name in ("rmse", "mse", "r2"))
        self.assertAlmostEqual(rmse ** 2, mse, places=3)
        self.assertTrue(0.5 < r2 < 1, r2)

    def test_the_old_name_of_an_objective_and_other_old_words(self):
        log = self.train({"num_round": 2, "objective": "reg:linear", "silent": 0, "sketch_eps": 0.03, "dsplit": "row",
                          "updater": "grow_local_histmaker", "tree_method": "gpu_hist", "predictor": "cpu_predictor",
                          "learning_rate": 0.2, "prob_buffer_row": "1.5"},
                         {"train": CSV}, {"train/a.csv": as_csv(rows_of(100, 0))})
        self.assertEqual(len(metric(log, "train:rmse")), 2)
        self.assertNotIn("validation", log)
        for word in ("reg:linear is now", "sketch_eps has no effect", "updater grow_local_histmaker is unknown"):
            self.assertIn(word, log)

    def test_libsvm_in_many_files_and_without_a_content_type(self):
        rows = rows_of(300)
        rows[0][5] = 0.7
        files = {"train/one": as_libsvm(rows[:100]), "train/deep/two": as_libsvm(rows[100:]), "train/_SUCCESS": "",
                 "train/.hidden": "?", "validation/three": as_libsvm([row[:5] for row in rows_of(100, seed=2)]), "test/x": "?"}
        log = self.train({"num_round": 5, "objective": "binary:logistic", "eval_metric": "auc"},
                         {"train": {}, "validation": {}, "test": {}}, files)
        self.assertIn("Train matrix has 300 rows and 5 columns", log)
        self.assertIn("Validation matrix has 100 rows and 5 columns", log)
        self.assertGreater(metric(log, "validation:auc")[-1], 0.7)

    def test_libsvm_says_the_same_as_csv(self):
        rows = rows_of(200, 0)
        full = "\n".join("{} {}".format(r[0], " ".join("{}:{}".format(i, v) for i, v in enumerate(r[1:]))) for r in rows)
        logs = [self.train({"num_round": 5}, {"train": CSV}, {"train/a": as_csv(rows)}),
                self.train({"num_round": 5}, {"train": LIBSVM}, {"train/a": full})]
        self.assertEqual(*[metric(log, "train:rmse") for log in logs])

    def test_libsvm_with_weights_and_with_queries(self):
        weighted = as_libsvm([["{}:{}".format(row[0], 0.5)] + row[1:] for row in rows_of(100)])
        self.train({"num_round": 2, "objective": "binary:logistic"}, {"train": LIBSVM}, {"train/a": weighted})
        ranked = as_libsvm([["{} qid:{}".format(row[0], i // 10)] + row[1:] for i, row in enumerate(rows_of(100))])
        log = self.train({"num_round": 3, "objective": "rank:pairwise", "eval_metric": "ndcg@5,map"}, {"train": LIBSVM},
                         {"train/a": ranked})
        self.assertEqual(len(metric(log, "train:map")), 3)

    def test_weights_in_the_second_column(self):
        rows = rows_of(200)
        # The rows that are wrong weigh nothing.
        noise = [[1 - row[0], 0] + row[1:] for row in rows]
        train = as_csv([[row[0], 1] + row[1:] for row in rows] + noise)
        settings = {"num_round": 5, "objective": "binary:logistic", "csv_weights": 1, "eval_metric": "auc"}
        for validation in (rows_of(100, seed=2), [[row[0], 1] + row[1:] for row in rows_of(100, seed=2)]):
            log = self.train(settings, BOTH, {"train/a": train, "validation/a": as_csv(validation)})
            self.assertIn("Train matrix has 400 rows and 5 columns", log)
            self.assertGreater(metric(log, "validation:auc")[-1], 0.8)

    def test_missing_values_and_quotes(self):
        rows = [[str(value) for value in row] for row in rows_of(100)]
        rows[3][2], rows[4][1], rows[5][5], rows[6][3] = "", "NA", "", '"0.5"'
        self.train({"num_round": 2}, {"train": CSV}, {"train/a": as_csv(rows)})

    def test_linear_and_dart(self):
        for booster in ({"booster": "gblinear", "updater": "coord_descent", "alpha": 0.1, "lambda_bias": 0.5},
                        {"booster": "dart", "rate_drop": 0.3, "one_drop": 1, "skip_drop": 0.1, "sample_type": "weighted"}):
            log = self.train(dict(booster, num_round=5, objective="binary:logistic", eval_metric="auc"), BOTH, BINARY)
            self.assertEqual(len(metric(log, "validation:auc")), 5)
            self.model()

    def test_constraints_and_survival(self):
        log = self.train({"num_round": 3, "monotone_constraints": "(1,0,0,0,-1)", "tree_method": "hist",
                          "interaction_constraints": "[[0,1],[2,3,4]]"}, {"train": CSV}, {"train/a": as_csv(rows_of(100, 0))})
        self.assertEqual(len(metric(log, "train:rmse")), 3)
        rows = [[abs(row[0]) + 1] + row[1:] for row in rows_of(100, 0)]
        log = self.train({"num_round": 3, "objective": "survival:aft", "aft_loss_distribution": "logistic"}, {"train": CSV},
                         {"train/a": as_csv(rows)})
        self.assertEqual(len(metric(log, "train:aft-nloglik")), 3)

    def test_early_stopping_keeps_the_best_round(self):
        files = {"train/a": as_csv(rows_of(80)), "validation/a": as_csv(rows_of(300, seed=2))}
        # The metric that is watched: asked for last, the one of the tuning job, one of the image, one whose name is changed.
        for metrics, tuned, watched in (("logloss,auc", None, "auc"), ("accuracy,auc", "validation:logloss", "logloss"),
                                        ("auc,f1", None, "f1"), ("error@0.5", None, "error")):
            settings = {"num_round": 300, "objective": "binary:logistic", "early_stopping_rounds": 4, "eval_metric": metrics}
            if tuned:
                settings["_tuning_objective_metric"] = tuned
            log = self.train(settings, BOTH, files)
            values = metric(log, "validation:" + watched)
            self.assertLess(len(values), 300)
            best = values.index((min if watched in ("logloss", "error") else max)(values))
            self.assertEqual(len(values), best + 5, watched)
            self.assertEqual(self.model().num_boosted_rounds(), best + 1, watched)

    def test_early_stopping_without_validation_and_with_linear(self):
        log = self.train({"num_round": 60, "early_stopping_rounds": 2, "eta": 1, "booster": "gblinear"}, {"train": CSV},
                         {"train/a": as_csv(rows_of(60, 0))})
        self.assertLess(len(metric(log, "train:rmse")), 60)

    def test_pipe(self):
        self.prepare({"num_round": 2}, {"train": dict(CSV, TrainingInputMode="Pipe")}, {})
        os.makedirs(os.path.join(self.base, "input/data"))
        pipe = os.path.join(self.base, "input/data/train_0")
        os.mkfifo(pipe)
        process = self.start()
        with open(pipe, "w") as file:
            file.write(as_csv(rows_of(50, 0)))
        out, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, errors)
        self.assertIn("50 rows", out)

    @unittest.skipUnless(util.find_spec("pyarrow"), "this interpreter has no pyarrow")
    def test_parquet(self):
        import pyarrow
        from pyarrow import parquet
        rows = rows_of(100)
        self.prepare({"num_round": 3, "objective": "binary:logistic"}, {"train": {"ContentType": "application/x-parquet"}}, {})
        os.makedirs(os.path.join(self.base, "input/data/train"))
        table = pyarrow.table({"c{}".format(i): list(column) for i, column in enumerate(zip(*rows))})
        parquet.write_table(table, os.path.join(self.base, "input/data/train/a.parquet"))
        code, log = self.run_job()
        self.assertEqual(code, 0, self.errors)
        self.assertIn("100 rows and 5 columns", log)

    def test_checkpoints(self):
        os.makedirs(os.path.join(self.base, "checkpoints"))
        log = self.train({"num_round": 42}, {"train": CSV}, {"train/a": as_csv(rows_of(100, 0))})
        whole = metric(log, "train:rmse")
        names = sorted(os.listdir(os.path.join(self.base, "checkpoints")), key=lambda name: int(name.split(".")[1]))
        self.assertEqual(names, ["xgboost-checkpoint.{}".format(n) for n in (24, 29, 34, 39, 41)])
        os.remove(os.path.join(self.base, "checkpoints", names[-1]))
        self.write("checkpoints/" + names[-2], b"broken")
        code, log = self.run_job()
        self.assertEqual(code, 0, self.errors)
        self.assertIn("resuming from iteration 35", log)
        self.assertIn("[41]\ttrain-rmse", log)
        self.assertNotIn("[34]\t", log)
        self.assertEqual(len(metric(log, "train:rmse")), 7)
        self.assertAlmostEqual(metric(log, "train:rmse")[-1], whole[-1], places=3)
        self.assertEqual(self.model().num_boosted_rounds(), 42)
        code, log = self.run_job()  # nothing is left to do
        self.assertEqual((code, metric(log, "train:rmse")), (0, []))

    def stopped(self, settings):
        self.prepare(dict(settings, num_round=1000000), {"train": CSV}, {"train/a": as_csv(rows_of(100, 0))})
        process = self.start()
        for line in process.stdout:
            if line.startswith("[3]"):
                break
        process.send_signal(signal.SIGTERM)
        start = time.time()
        process.stdout.read()
        process.stderr.read()
        code = process.wait(timeout=30)
        self.assertLess(time.time() - start, 30)
        process.stdout.close()
        process.stderr.close()
        return code

    def test_a_stopped_job_saves_its_model_when_asked_to(self):
        self.assertEqual(self.stopped({"save_model_on_termination": "true"}), 0)
        self.assertGreaterEqual(self.model().num_boosted_rounds(), 4)

    def test_a_stopped_job_saves_nothing_else(self):
        self.assertEqual(self.stopped({}), -signal.SIGTERM)
        self.assertFalse(os.path.exists(os.path.join(self.base, "model", "xgboost-model")))


@unittest.skipUnless(HAS_XGBOOST, "this interpreter has no xgboost")
class Refusals(Job):
    def test_hyperparameters(self):
        for settings, message in [
            ({}, "num_round.* is required"),
            ({"num_round": 0}, r"num_round: 0 is outside \[1,inf\)"),
            ({"num_round": "many"}, "num_round: `many` is not a whole number"),
            ({"num_round": 2, "max_dept": 3, "foo": 1}, "no hyper-parameter foo, max_dept"),
            ({"num_round": 2, "max_dept": 3}, "did you mean max_depth"),
            ({"num_round": 2, "eta": 1.5}, r"eta: 1.5 is outside \[0,1\]"),
            ({"num_round": 2, "eta": "nan"}, "eta: nan is outside"),
            ({"num_round": 2, "subsample": 0}, r"subsample: 0 is outside \(0,1\]"),
            ({"num_round": 2, "booster": "tree"}, "booster: `tree` is none of gbtree gblinear dart"),
            ({"num_round": 2, "updater": "grow"}, "updater: `grow` is none of"),
            ({"num_round": 2, "_kfold": 5}, "cross-validation"),
            ({"num_round": 2, "objective": "multi:softmax"}, "num_class is required .*multi:softmax.$"),
            ({"num_round": 2, "num_class": 3}, "for no other objective .reg:squarederror"),
            ({"num_round": 2, "eval_metric": "rmse,best"}, "eval_metric: `best` is none of"),
            ({"num_round": 2, "eval_metric": "auc"}, "auc is for classification and ranking"),
            ({"num_round": 2, "objective": "multi:softmax", "num_class": 3, "eval_metric": "precision"},
             "there is precision_macro"),
            ({"num_round": 2, "monotone_constraints": "(2,0)"}, "monotone_constraints: `.*` is not of the form"),
            ({"num_round": 2, "interaction_constraints": "0,1"}, "interaction_constraints: `0,1` is not of the form"),
            ({"num_round": 2, "_tuning_objective_metric": "validation:rmse"}, "there is no validation channel"),
        ]:
            with self.subTest(settings):
                self.refuse(settings, {"train": CSV}, {"train/a": as_csv(rows_of(20, 0))}, message)

    def test_data(self):
        rows = rows_of(20)
        ragged = as_csv(rows) + "1,2\n"
        for content_type, text, message in [
            ("text/csv", "label,a,b\n" + as_csv(rows), "a: line 1 looks like a header"),
            ("text/csv", as_csv(rows) + "1,x,2,3,4,5\n", "line 21 has a field that is no number: 1,x,2"),
            ("text/csv", ragged, "line 21 has 2 columns, line 1 has 6"),
            ("text/csv", ",1,2\n0,3,4\n", "a row without a label"),
            ("text/csv", "1\n0\n", "has 1 columns, none of them a feature"),
            ("text/csv", b"\x1f\x8b\xff\x00", "is no text"),
            ("text/csv", "", "no data in the channel train"),
            ("text/csv; label_size=2", as_csv(rows), "label_size has to be 1"),
            ("image/png", as_csv(rows), "content type `image/png`: supported are"),
            (None, as_csv(rows), "line 1 is no libsvm .*set its ContentType to text/csv"),
            ("libsvm", as_libsvm(rows) + "1 2:a\n", "line 21 is no libsvm"),
            ("libsvm", as_libsvm(rows) + "x 2:1\n", "line 21 is no libsvm"),
            ("libsvm", as_libsvm(rows) + "1 2\n", "line 21 is no libsvm"),
        ]:
            with self.subTest(message):
                self.refuse({"num_round": 2}, {"train": {"ContentType": content_type} if content_type else {}},
                            {"train/a": text}, message)

    def test_channels(self):
        csv = as_csv(rows_of(20))
        self.refuse({"num_round": 2}, {"validation": CSV}, {"validation/a": csv}, "no channel named train")
        narrow = as_csv([row[:4] for row in rows_of(20)])
        self.refuse({"num_round": 2}, BOTH, {"train/a": csv, "validation/a": narrow}, "train has 5 features, validation has 3")
        self.refuse({"num_round": 2}, BOTH, {"train/b": narrow}, "differ in their columns: 4 to 6")

    def test_what_the_package_refuses(self):
        settings = {"num_round": 2, "booster": "gblinear", "updater": "prune"}
        self.refuse(settings, {"train": CSV}, {"train/a": as_csv(rows_of(20))}, "^ERROR: xgboost: .*prune[^/]*$")

    def test_labels(self):
        for settings, message in [({"objective": "binary:logistic"}, r"labels must be in \[0,1\] for binary:logistic"),
                                  ({"objective": "multi:softmax", "num_class": 3}, "whole numbers from 0 to 2")]:
            rows = [[row[0] * 3] + row[1:] for row in rows_of(20)]
            self.refuse(dict(settings, num_round=2), {"train": CSV}, {"train/a": as_csv(rows)}, message)


if __name__ == "__main__":
    unittest.main()
