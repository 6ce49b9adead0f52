"""Golden values of re-rankers, from numpy alone.

    pip install numpy
    python golden_reranking.py

dpp: at each step the log-determinant of the kernel of the items taken and each other item is computed
whole, L = diag(e^(a rel)) S diag(e^(a rel)), a = theta / (2 (1 - theta)), S = (1 + cos) / 2.
"""
import numpy as np

VECTORS = np.array([[2, 0, 1], [0.8, 0.6, 1], [0, 3, 0], [-0.6, 0.8, 0], [0, 0, 0], [1.6, 1.2, 2], [1, 1, -2]])
GENRES = [{0}, {0, 1}, {0}, {1}, set(), {2}, {1, 2}]
SCORES = np.array([5, 4, 0, -3, -5, 3, 1.0])


def cosine(similar):
    n = len(SCORES)
    return np.array([[1.0 if i == j else similar(i, j) for j in range(n)] for i in range(n)])


def of_vectors(i, j):
    lengths = np.linalg.norm(VECTORS[i]) * np.linalg.norm(VECTORS[j])
    return VECTORS[i] @ VECTORS[j] / lengths if lengths > 0 else 0.0


def of_genres(i, j):
    both = len(GENRES[i]) * len(GENRES[j])
    return len(GENRES[i] & GENRES[j]) / np.sqrt(both) if both else 0.0


def dpp(theta, similar, shown):
    rel = (SCORES - SCORES.min()) / (SCORES.max() - SCORES.min())
    s = (1 + cosine(similar)) / 2
    scale = np.exp(theta / (2 * (1 - theta)) * rel)
    kernel = scale[:, None] * s * scale[None, :]
    taken = []
    while len(taken) < shown:
        gains = {}
        for i in range(len(SCORES)):
            if i not in taken:
                part = taken + [i]
                sign, log = np.linalg.slogdet(kernel[np.ix_(part, part)])
                volume = np.linalg.det(s[np.ix_(part, part)]) / np.linalg.det(s[np.ix_(taken, taken)])
                if sign > 0 and volume > 1e-6:
                    gains[i] = log
        if not gains:
            break
        best = max(gains, key=gains.get)
        runner = sorted(gains.values())[-2:]
        taken.append(best)
        print("   ", best, "ahead by", runner[-1] - runner[0] if len(runner) > 1 else None)
    return taken


for similar in (of_vectors, of_genres):
    for theta in (0.1, 0.3, 0.6, 0.9):
        print(similar.__name__, theta, dpp(theta, similar, 5))


def calibrated(lam, alpha, half_life, history, shown):
    """Steck 2018: at each step KL(p || q~) is computed anew from the whole list of items taken."""

    def shares(items, weights):
        total = np.zeros(3)
        for item, weight in zip(items, weights):
            for c in GENRES[item]:
                total[c] += weight / len(GENRES[item])
        return total / total.sum() if total.sum() > 0 else total

    p = shares(history, [0.5 ** ((len(history) - 1 - i) / half_life) for i in range(len(history))])
    rel = (SCORES - SCORES.min()) / (SCORES.max() - SCORES.min())
    taken = []
    while len(taken) < shown:
        values = {}
        for i in range(len(SCORES)):
            if i not in taken:
                items = taken + [i]
                smooth = (1 - alpha) * shares(items, [1.0] * len(items)) + alpha * p
                with np.errstate(divide="ignore", invalid="ignore"):
                    kl = np.nansum(np.where(p > 0, p * np.log(p / smooth), 0))
                values[i] = lam * rel[i] - (1 - lam) * kl
        best = max(values, key=values.get)
        last = sorted(values.values())[-2:]
        print("   ", best, "ahead by", last[-1] - last[0])
        taken.append(best)
    return taken, p


for lam in (0.05, 0.3, 0.5, 0.9):
    for half_life in (1, 50):
        print("calibrated", lam, half_life, calibrated(lam, 0.01, half_life, [2, 1, 6, 4, 5], 5))
