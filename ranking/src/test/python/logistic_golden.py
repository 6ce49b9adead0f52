"""Makes the golden coefficients of LogisticRegressionTest: pip install numpy scikit-learn; python3 logistic_golden.py

Reads resources/xgboost-golden.csv (labels, weights, six features, missing ones empty), scales as Scaler does with z-score
(population mean and deviation of the known values, missing to 0, an indicator column for every column that misses
values) and prints bias and coefficients of the maximum-likelihood fit without penalty, its mean weighted log loss, and the coefficients with l2 = 0.1 and with l1 = 0.05.
"""
import csv
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression

path = pathlib.Path(__file__).parent.parent / "resources" / "xgboost-golden.csv"
rows = [[float(v) if v else np.nan for v in r] for r in csv.reader(path.open())]
data = np.array(rows, dtype=np.float64)
y, w, x = data[:, 0], data[:, 1], data[:, 2:8]
scaled = (x - np.nanmean(x, axis=0)) / np.nanstd(x, axis=0)
indicators = [np.isnan(x[:, j]) for j in range(6) if np.isnan(x[:, j]).any()]
full = np.column_stack([np.nan_to_num(scaled)] + indicators)
model = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(full, y, sample_weight=w)
p = model.predict_proba(full)[:, 1]
loss = -(w * (y * np.log(p) + (1 - y) * np.log(1 - p))).sum() / w.sum()
print("bias", model.intercept_[0], "coefficients", model.coef_[0].tolist(), "loss", loss)
n = len(y)
for name, penalised in [
    ("l2", LogisticRegression(C=1 / (n * 0.1), tol=1e-12, max_iter=100_000)),
    ("l1", LogisticRegression(C=1 / (n * 0.05), l1_ratio=1, solver="saga", tol=1e-12, max_iter=100_000)),
]:
    penalised.fit(full, y, sample_weight=w)
    print(name, penalised.coef_[0].tolist(), "bias", penalised.intercept_[0])
