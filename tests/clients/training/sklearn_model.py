"""A program in script mode that trains a network of scikit-learn, and the handlers that serve it."""
import argparse
import csv
import os

import joblib
import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.neural_network import MLPClassifier


def read(folder):
    rows = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as source:
            rows.extend([float(cell) for cell in line] for line in csv.reader(source))
    table = np.array(rows)
    return table[:, 1:], table[:, 0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--learning_rate', type=float, default=1e-3)
    parser.add_argument('--number_nodes', type=int, default=64)
    parser.add_argument('--optimizer', default='Adam')
    given = parser.parse_args()
    (rows, labels), (test_rows, test_labels) = read(os.environ['SM_CHANNEL_TRAINING']), read(os.environ['SM_CHANNEL_TEST'])
    model = MLPClassifier((given.number_nodes,), solver=given.optimizer.lower(), learning_rate_init=given.learning_rate,
                          max_iter=20, random_state=1)
    model.fit(rows, labels)
    scores = model.predict_proba(test_rows)[:, 1]
    print('roc_auc = %.6f' % roc_auc_score(test_labels, scores))
    print('pr_auc = %.6f' % average_precision_score(test_labels, scores))
    joblib.dump(model, os.path.join(os.environ['SM_MODEL_DIR'], 'model.joblib'))


def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, 'model.joblib'))


def predict_fn(data, model):
    return model.predict_proba(data)[:, 1]


if __name__ == '__main__':
    main()
