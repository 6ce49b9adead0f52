"""Makes the golden values of XgboostTest: pip install numpy xgboost==3.0.4; python3 xgboost_golden.py > ../resources/xgboost-golden.csv

Rows: label, weight, six features (empty: missing), margin after 20 trees. The matrix comes from a linear congruential
generator, so that it needs no seed of numpy's.
"""
import numpy as np
import xgboost as xgb

state = 12345


def uniform():
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state / 2**31


rows = []
for _ in range(300):
    x = [round(uniform() * 10, 3) for _ in range(6)]
    z = 0.8 * (x[0] - 5) + (1.5 if x[1] > 6 else -1) + 0.3 * (x[2] - 5) * (x[3] > 5)
    y = 1.0 if uniform() < 1 / (1 + np.exp(-z)) else 0.0
    w = 2.0 if uniform() < 0.2 else 1.0
    x = [np.nan if j % 2 == 1 and uniform() < 0.2 else v for j, v in enumerate(x)]
    rows.append((y, w, x))

labels = np.array([r[0] for r in rows], dtype=np.float32)
weights = np.array([r[1] for r in rows], dtype=np.float32)
matrix = np.array([r[2] for r in rows], dtype=np.float32)
prior = np.float32((labels.astype(np.float64) * weights).sum() / weights.astype(np.float64).sum())
booster = xgb.train(
    {
        "objective": "binary:logistic", "tree_method": "hist", "nthread": 1, "eta": 0.3, "max_depth": 4,
        "min_child_weight": 1, "subsample": 1, "colsample_bytree": 1, "lambda": 1, "alpha": 0, "gamma": 0,
        "max_bin": 64, "base_score": float(prior), "seed": 0,
    },
    xgb.DMatrix(matrix, label=labels, weight=weights), 20)
margins = booster.predict(xgb.DMatrix(matrix), output_margin=True)
for (y, w, x), m in zip(rows, margins):
    print(",".join([f"{y:g}", f"{w:g}"] + ["" if np.isnan(v) else f"{v:.3f}" for v in x] + [f"{m:.9g}"]))
