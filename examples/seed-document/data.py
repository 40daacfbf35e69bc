"""Writes the data of the example: five of the breast cancer measurements that come with scikit-learn, for training and for the test.
With all thirty there would be little left to tune."""
import csv
import os
import random

from sklearn.datasets import load_breast_cancer

COLUMNS = ['mean texture', 'mean smoothness', 'mean compactness', 'mean symmetry', 'mean fractal dimension']


def write(folder):
    """Two files; the paths of both."""
    data = load_breast_cancer()
    table = data.data[:, [list(data.feature_names).index(name) for name in COLUMNS]]
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    rows = [[int(label), *row] for label, row in zip(data.target, table.round(5).tolist())]
    random.Random(0).shuffle(rows)
    paths = []
    for name, part in (('training_file.csv', rows[:400]), ('test_file.csv', rows[400:])):
        paths.append(os.path.join(folder, name))
        with open(paths[-1], 'w', newline='') as file:
            csv.writer(file).writerows(part)
    return paths


if __name__ == '__main__':
    print(*write('.'), sep='\n')
