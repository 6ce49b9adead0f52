"""Makes the golden values of CartTest: pip install numpy scikit-learn; python3 cart_golden.py > ../resources/cart-golden.csv

Reads resources/xgboost-golden.csv (labels, weights, six features, missing ones empty). What is missing becomes −1, below
all values. One line a row: the log-odds of (n p + 10 π) / (n + 10) in the row's leaf of a tree of three levels.
"""
import csv
import pathlib

import numpy as np
from sklearn.tree import DecisionTreeClassifier

path = pathlib.Path(__file__).parent.parent / "resources" / "xgboost-golden.csv"
rows = [[float(v) if v else -1 for v in r] for r in csv.reader(path.open())]
data = np.array(rows, dtype=np.float64)
y, w, x = data[:, 0], data[:, 1], data[:, 2:8]
tree = DecisionTreeClassifier(criterion="gini", max_depth=3, random_state=0).fit(x, y, sample_weight=w)
leaf = tree.apply(x)
prior = (w * y).sum() / w.sum()
for i in leaf:
    n, r = w[leaf == i].sum(), (w * y)[leaf == i].sum()
    print(f"{np.log((r + 10 * prior) / (n - r + 10 * (1 - prior))):.9g}")
