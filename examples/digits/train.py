"""Train a small neural network to tell handwritten eights from the other digits.

Uses the digits data set that comes with scikit-learn: half of the images train the network, the
other half score it after every epoch, one line of output each.

    python train.py --learning_rate 0.003 --number_nodes 128 --optimizer Adam
"""

import os

# One thread a run: the networks are small, and several runs may share the machine.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import argparse
import logging
import sys

import joblib
import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

POSITIVE_DIGIT = 8  # the hardest to tell: it looks like a 1, a 3 or a 9; a tenth of the images
BATCH_SIZE = 32

log = logging.getLogger("digits")


def parse_arguments():
    parser = argparse.ArgumentParser(description="Tell handwritten eights from other digits.")
    parser.add_argument("--learning_rate", type=float, default=0.001)
    parser.add_argument("--number_nodes", type=int, default=64, help="nodes in each hidden layer")
    parser.add_argument("--optimizer", choices=["Adam", "SGD"], default="Adam")
    parser.add_argument("--number_layers", type=int, default=2, help="hidden layers")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0, help="for initial weights and batch order")
    return parser.parse_args()


def load_data():
    """Return training and held-out images, then their labels; the same split on every run."""
    images, digits = load_digits(return_X_y=True)
    labels = (digits == POSITIVE_DIGIT).astype(int)
    return train_test_split(
        images / images.max(), labels, train_size=0.5, stratify=labels, random_state=0
    )


def main():
    args = parse_arguments()
    logging.basicConfig(
        stream=sys.stdout,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s - %(name)s - %(message)s",
    )
    train_images, test_images, train_labels, test_labels = load_data()
    steps_per_epoch = -(-len(train_images) // BATCH_SIZE)  # rounded up
    model = MLPClassifier(
        hidden_layer_sizes=[args.number_nodes] * args.number_layers,
        solver=args.optimizer.lower(),
        learning_rate_init=args.learning_rate,
        batch_size=BATCH_SIZE,
        random_state=np.random.RandomState(args.seed),  # so that each epoch shuffles anew
    )

    for epoch in range(1, args.epochs + 1):
        model.partial_fit(train_images, train_labels, classes=[0, 1])
        step = epoch * steps_per_epoch
        scores = model.predict_proba(test_images)[:, 1]
        log.info(
            f"Saving dict for global step {step}: global_step = {step}, "
            f"loss = {log_loss(test_labels, scores):.8f}, "
            f"pr_auc = {average_precision_score(test_labels, scores):.8f}, "
            f"roc_auc = {roc_auc_score(test_labels, scores):.8f}"
        )

    # Each trial has a folder of its own; `tunesmith deploy` looks for the model there.
    if folder := os.environ.get("TUNESMITH_TRIAL_DIR"):
        joblib.dump(model, os.path.join(folder, "model.joblib"))


if __name__ == "__main__":
    main()
