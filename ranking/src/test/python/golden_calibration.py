"""Golden values of calibration, from scikit-learn.

    pip install scikit-learn==1.9.1
    python golden_calibration.py

platt: LogisticRegression without a penalty on every row twice, once relevant and once not, weighed by Platt's targets.
isotonic: IsotonicRegression(out_of_bounds="clip").
"""
import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression


def rows(n, step):
    """Scores with ties and labels that mostly follow them, without a generator to agree on."""
    i = np.arange(n)
    scores = ((i * 37) % step - step / 2) / 4.0
    relevant = ((i * 53) % 101) / 101.0 < 1 / (1 + np.exp(-scores))
    return scores, relevant


def platt(scores, relevant):
    high = (relevant.sum() + 1) / (relevant.sum() + 2)
    low = 1 / ((~relevant).sum() + 2)
    target = np.where(relevant, high, low)
    model = LogisticRegression(C=np.inf, tol=1e-14, max_iter=100000, solver="newton-cholesky")
    model.fit(
        np.concatenate([scores, scores])[:, None],
        np.concatenate([np.ones(len(scores)), np.zeros(len(scores))]),
        sample_weight=np.concatenate([target, 1 - target]),
    )
    return model.coef_[0, 0], model.intercept_[0]


ASKED = [-9, -1.6, -0.3, 0, 0.1, 0.77, 2.5, 9]
for n, step in ((40, 17), (200, 41), (500, 90)):
    scores, relevant = rows(n, step)
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, relevant)
    print(n, step, int(relevant.sum()), "platt", *map(repr, map(float, platt(scores, relevant))))
    print("  isotonic", ", ".join(repr(float(p)) for p in isotonic.predict(ASKED)))
print("parted", *map(float, platt(np.array([-2.0, -1, 1, 2]), np.array([False, False, True, True]))))
