"""Golden values for measures of scored rows, from scikit-learn.

    pip install scikit-learn==1.9.1
    python golden_predictions.py > ../resources/golden/predictions.json

calibration-error and debiased-calibration-error are numpy's own: rows in ten bins by a stable sort of p;
normalised-entropy is log_loss over log_loss of the base rate.
"""
import json
import random
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")
rng = random.Random(20261124)


def calibration_error(p, y, bins=10):
    order = np.argsort(p, kind="stable")
    n, total = len(p), 0.0
    for b in range(bins):
        part = order[b * n // bins : (b + 1) * n // bins]
        if len(part):
            total += len(part) * abs(np.mean(p[part]) - np.mean(y[part]))
    return total / n


def debiased_calibration_error(p, y, bins=10):
    """Kumar, Liang and Ma, 2019, definition 5.2, of bins of equal size."""
    order = np.argsort(p, kind="stable")
    n, total = len(p), 0.0
    for b in range(bins):
        part = order[b * n // bins : (b + 1) * n // bins]
        if len(part):
            share = np.mean(y[part])
            chance = share * (1 - share) / (len(part) - 1) if len(part) > 1 else 0.0
            total += len(part) / n * ((np.mean(p[part]) - share) ** 2 - chance)
    return np.sqrt(max(0.0, total))


cases = []
for number in range(80):
    n = rng.choice([1, 2, 5, 20, 100, 400])
    kind = rng.choice(["distinct", "ties", "extreme"])
    draw = {
        "distinct": rng.random,
        "ties": lambda: rng.randint(0, 5) / 5,
        "extreme": lambda: rng.choice([0.0, 1.0, 1e-300, 1 - 1e-16, 0.5, rng.random()]),
    }[kind]
    p = np.array([draw() for _ in range(n)])
    share = rng.choice([0.0, 0.1, 0.5, 1.0]) if number % 8 == 0 else rng.uniform(0.05, 0.9)
    y = np.array([rng.random() < share for _ in range(n)])
    both = 0 < y.sum() < n
    called = p >= 0.5
    tn, fp, fn, tp = metrics.confusion_matrix(y, called, labels=[False, True]).ravel()
    cases.append(
        {
            "p": p.tolist(),
            "y": [int(v) for v in y],
            "confusion": [int(tp), int(fp), int(fn), int(tn)],
            "expected": {
                "ROC-AUC": metrics.roc_auc_score(y, p) if both else None,
                "PR-AUC": metrics.average_precision_score(y, p) if y.any() else None,
                "log-loss": metrics.log_loss(y, p, labels=[False, True]),
                "Brier": float(np.mean((p - y) ** 2)) if not both else metrics.brier_score_loss(y, p),
                "F1": metrics.f1_score(y, called, zero_division=0),
                "accuracy": metrics.accuracy_score(y, called),
                "precision": metrics.precision_score(y, called, zero_division=0),
                "recall": metrics.recall_score(y, called, zero_division=0),
                "calibration-error": calibration_error(p, y),
                "debiased-calibration-error": debiased_calibration_error(p, y),
                "normalised-entropy": (
                    metrics.log_loss(y, p, labels=[False, True])
                    / metrics.log_loss(y, np.full(n, y.mean()), labels=[False, True])
                    if both
                    else None
                ),
            },
        }
    )
cases = [c | {"expected": {k: None if v is None else float(v) for k, v in c["expected"].items()}} for c in cases]
print(json.dumps({"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}})[:-1] + ',"cases":[')
print(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "]}")
