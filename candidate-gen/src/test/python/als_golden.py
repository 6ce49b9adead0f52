"""Golden values for ImplicitAlsTest: implicit ALS (Hu, Koren, Volinsky 2008) solved exactly with numpy, in double.

Run in this folder with `python3 als_golden.py`; it writes ../resources/sluice/candidates/als/golden.txt.
The matrix, the start values and the settings are written there too, so that the test reads everything from one file.
"""
import numpy as np

rng = np.random.default_rng(7)
users, items, factors = 12, 9, 5
alpha, lam, scaling, iterations = 2.0, 0.02, 0.7, 4
weights = np.zeros((users, items))
for u in range(users):
    for i in range(items):
        if rng.random() < 0.4:
            weights[u, i] = rng.integers(1, 4)
        elif rng.random() < 0.1:
            weights[u, i] = -1.0
weights[:, 8] = 0   # an item nobody touched
weights[11, :] = 0  # a user who did nothing
start = rng.normal(size=(items, factors)) * 0.3
start[8] = 0


def half(w, other):
    rows, columns = w.shape
    gram = other.T @ other
    out = np.zeros((rows, other.shape[1]))
    for r in range(rows):
        n = np.count_nonzero(w[r])
        if n == 0:
            continue
        reg = lam * (columns + alpha * n) ** scaling
        extra = alpha * np.abs(w[r])
        p = (w[r] > 0).astype(float)
        a = gram + other.T @ (extra[:, None] * other) + reg * np.eye(other.shape[1])
        out[r] = np.linalg.solve(a, other.T @ ((1 + extra) * p))
    return out


def loss(x, y):
    s = x @ y.T
    c = 1 + alpha * np.abs(weights)
    p = (weights > 0).astype(float)
    nu = np.count_nonzero(weights, axis=1)
    ni = np.count_nonzero(weights, axis=0)
    ru = lam * (items + alpha * nu) ** scaling
    ri = lam * (users + alpha * ni) ** scaling
    return (c * (p - s) ** 2).sum() + (ru * (x**2).sum(1)).sum() + (ri * (y**2).sum(1)).sum()


y = start.copy()
losses = []
for _ in range(iterations):
    x = half(weights, y)
    y = half(weights.T, x)
    losses.append(loss(x, y))
history = np.zeros((1, items))
history[0, [0, 3, 4]] = [1.0, 2.0, -1.0]
folded = half(history, y)


def line(name, values):
    return name + " " + " ".join(repr(float(v)) for v in np.ravel(values)) + "\n"


with open("../resources/sluice/candidates/als/golden.txt", "w") as f:
    f.write(line("shape", [users, items, factors, iterations]))
    f.write(line("settings", [alpha, lam, scaling]))
    f.write(line("weights", weights))
    f.write(line("start", start))
    f.write(line("items", y))
    f.write(line("losses", losses))
    f.write(line("history", history))
    f.write(line("folded", folded))
