"""Golden values for SlimTest: SLIM (Ning, Karypis 2011) by scikit-learn's ElasticNet(positive=True).

Run in this folder with `python3 slim_golden.py`; it writes ../resources/sluice/candidates/linear/slim.txt.
ElasticNet divides the squared error by 2 · users: alpha = (l1 + l2) / users, l1_ratio = l1 / (l1 + l2).
"""
import numpy as np
from sklearn.linear_model import ElasticNet

rng = np.random.default_rng(1)
users, items, few, l1, l2 = 25, 11, 3, 0.4, 1.5
rows = []  # user, item, day, weight
for day in range(140):
    user, item = rng.integers(users), int((items - 1) * rng.random() ** 1.3)  # the last item is never touched
    rows.append((user, item, day, -1 if rng.random() < 0.1 else rng.integers(1, 4)))
x = np.zeros((users, items))
for user, item, day, weight in rows:
    if weight > 0:
        x[user, item] = 1
count = x.sum(axis=0)


def weights(nearest):
    w = np.zeros((items, items))
    for j in range(items):
        if count[j] == 0:
            continue
        cosine = x.T @ x[:, j] / np.sqrt(np.maximum(count, 1) * count[j])
        cosine[j] = 0
        order = np.argsort(-cosine, kind="stable")
        assert nearest >= items or cosine[order[nearest - 1]] > cosine[order[nearest]], "the k-th must be alone"
        chosen = [i for i in order[:nearest] if cosine[i] > 0]
        model = ElasticNet(alpha=(l1 + l2) / users, l1_ratio=l1 / (l1 + l2), positive=True, fit_intercept=False,
                           tol=1e-12, max_iter=100000)
        w[chosen, j] = model.fit(x[:, chosen], x[:, j]).coef_
    return w


with open("../resources/sluice/candidates/linear/slim.txt", "w") as out:
    for name, values in [("shape", [users, items, few]), ("settings", [l1, l2]), ("rows", rows),
                         ("all", weights(items)), ("few", weights(few))]:
        print(name, *(f"{v:.17g}" for v in np.ravel(np.array(values, dtype=float))), file=out)
