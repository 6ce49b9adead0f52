"""Golden values for KnnTest with numpy, in double: item similarities as the library `implicit` has them, user neighbours.

Run in this folder with `python3 knn_golden.py`; it writes ../resources/sluice/candidates/neighbour/knn.txt.
tfidf_weight and bm25_weight are those of implicit 0.7.2 (nearest_neighbours.py), on a dense matrix of items × users.
"""
import numpy as np

rng = np.random.default_rng(6)
users, items, nearest, shrink = 14, 10, 4, 2.0
rows = []  # user, item, day, weight
for day in range(75):
    user, item = rng.integers(users), int((items - 1) * rng.random() ** 1.5)  # the last item is never touched
    rows.append((user, item, day, -1 if rng.random() < 0.1 else rng.integers(1, 4)))
x = np.zeros((items, users))
for user, item, day, weight in rows:
    if weight > 0:
        x[item, user] = 1


def idf(x):
    return np.log(x.shape[0]) - np.log1p((x > 0).sum(axis=0))


def tfidf_weight(x):
    return np.sqrt(x) * idf(x)


def bm25_weight(x, k1=1.2, b=0.75):
    sums = x.sum(axis=1)
    norm = (1 - b) + b * sums / sums.mean()
    return x * (k1 + 1) / (k1 * norm[:, None] + x) * idf(x)


def without_diagonal(s):
    s = s.copy()
    np.fill_diagonal(s, 0)
    return s


tfidf, bm25 = tfidf_weight(x), bm25_weight(x)
length = np.linalg.norm(tfidf, axis=1)
tfidf[length > 0] /= length[length > 0, None]
history, own = [0, 3, 5], 2  # of the user 2, who is no neighbour
h = np.zeros(items)
h[history] = 1
similar = (h @ x) / (np.sqrt(len(history) * x.sum(axis=0)) + shrink)
similar[own] = 0
best = np.argsort(-similar, kind="stable")[:nearest]
assert np.sort(similar)[-nearest] > np.sort(similar)[-nearest - 1], "the k-th must be alone"
with open("../resources/sluice/candidates/neighbour/knn.txt", "w") as out:
    for name, values in [("shape", [users, items, nearest, own]), ("shrink", [shrink]), ("rows", rows),
                         ("tf-idf", without_diagonal(tfidf @ tfidf.T)), ("bm25", without_diagonal(bm25 @ bm25.T)),
                         ("history", history), ("scores", x[:, best] @ similar[best])]:
        print(name, *(f"{v:.17g}" for v in np.ravel(np.array(values, dtype=float))), file=out)
