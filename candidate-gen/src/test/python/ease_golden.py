"""Golden values for EaseTest: EASE (Steck 2019) with numpy, in double.

Run in this folder with `python3 ease_golden.py`; it writes ../resources/sluice/candidates/linear/ease.txt.
The interactions and the settings are written there too, so that the test reads everything from one file.
"""
import numpy as np

rng = np.random.default_rng(11)
users, items, regularization, half_life, kept = 15, 12, 3.5, 20.0, 4
rows = []  # user, item, day, weight
for day in range(110):
    user, item = rng.integers(users), int((items - 1) * rng.random() ** 1.5)  # the last item is never touched
    rows.append((user, item, day, -1 if rng.random() < 0.1 else rng.integers(1, 4)))
last = max(day for _, _, day, weight in rows if weight > 0)


def weights(x):
    p = np.linalg.inv(x.T @ x + regularization * np.eye(x.shape[1]))
    b = -p / np.diag(p)
    np.fill_diagonal(b, 0)
    return b


binary, decayed = np.zeros((users, items)), np.zeros((users, items))
for user, item, day, weight in rows:
    if weight > 0:
        binary[user, item] = 1
        decayed[user, item] = 2 ** (-(last - day) / half_life)
known = [i for i in range(items) if binary[:, i].any()]
dense = weights(binary[:, known])
sparse = np.zeros_like(dense)
for i in range(len(known)):
    best = np.argsort(-abs(dense[i]))[:kept]
    sparse[i, best] = dense[i, best]
history = [(2, 100), (0, 105), (5, 109)]  # item, day
scores = sum(dense[known.index(i)] for i, _ in history)
forgotten = sum((1 + len(history) - 1 - n) ** -0.5 * dense[known.index(i)] for n, (i, _) in enumerate(history))
old = sum(2 ** (-(109 - day) / half_life) * weights(decayed[:, known])[known.index(i)] for i, day in history)
with open("../resources/sluice/candidates/linear/ease.txt", "w") as out:
    for name, values in [("shape", [users, items, kept]), ("settings", [regularization, half_life]), ("rows", rows),
                         ("known", known), ("dense", dense), ("sparse", sparse), ("history", history),
                         ("scores", scores), ("forgotten", forgotten), ("decayed", old)]:
        print(name, *(f"{v:.17g}" for v in np.ravel(np.array(values, dtype=float))), file=out)
