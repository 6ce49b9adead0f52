"""Golden values for BprTest: the steps of BPR matrix factorisation (Rendle et al. 2009) and the fold-in, by numpy.

Run in this folder with `python3 bpr_golden.py`; it writes ../resources/sluice/candidates/bpr/bpr.txt.
Each step is written as the gradient of the objective, from which BprFactors' own formulas are derived.
"""
import numpy as np

rng = np.random.default_rng(2)
users, items, factors, rate, regularization = 6, 8, 5, 0.1, 0.02
x = (rng.random((users, items)) < 0.4).astype(int)
x[0, 0] = x[1, 1] = 1
x[:, 7] = 0  # nobody has the last item
x[5] = 0  # a user without items
p, q, b = rng.normal(size=(users, factors)) * 0.5, rng.normal(size=(items, factors)) * 0.5, np.zeros(items)
q[7] = 0
start_p, start_q = p.copy(), q.copy()
pairs = np.argwhere(x)
triples, losses = [], []
for _ in range(300):
    u, i = pairs[rng.integers(len(pairs))]
    j = rng.choice([k for k in range(7) if not x[u, k]])
    triples.append((u, i, j))
    difference = p[u] @ (q[i] - q[j]) + b[i] - b[j]
    losses.append(-np.log(1 / (1 + np.exp(-difference))))
    d_difference = 1 - 1 / (1 + np.exp(-difference))  # of ln sigma
    d_p = d_difference * (q[i] - q[j]) - regularization * p[u]
    d_qi = d_difference * p[u] - regularization * q[i]
    d_qj = -d_difference * p[u] - regularization * q[j]
    p[u] += rate * d_p
    q[i] += rate * d_qi
    q[j] += rate * d_qj
    b[i] += rate * (d_difference - regularization * b[i])
    b[j] += rate * (-d_difference - regularization * b[j])
m = np.array([np.append(q[x[u] > 0].sum(axis=0) / np.sqrt(x[u].sum()), 1) for u in range(users) if x[u].any()])
known = [u for u in range(users) if x[u].any()]
ridge = np.trace(m.T @ m) / (factors + 1) / 1000
w = np.linalg.solve(m.T @ m + ridge * np.eye(factors + 1), m.T @ p[known])
history = [1, 4]
folded = np.append(q[history].sum(axis=0) / np.sqrt(2), 1) @ w
with open("../resources/sluice/candidates/bpr/bpr.txt", "w") as out:
    for name, values in [("shape", [users, items, factors]), ("settings", [rate, regularization]), ("pairs", pairs),
                         ("users", start_p), ("items", start_q), ("triples", triples), ("losses", losses),
                         ("trainedUsers", p), ("trainedItems", q), ("biases", b), ("history", history),
                         ("folded", folded)]:
        print(name, *(f"{v:.17g}" for v in np.ravel(np.array(values, dtype=float))), file=out)
