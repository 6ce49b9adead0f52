"""Golden values for the paired t test and Holm's correction, from scipy and statsmodels.

    pip install scipy==1.17.1 statsmodels==0.15.0
    python golden_significance.py > ../resources/golden/significance.json
"""
import json

import numpy as np
from scipy.stats import ttest_rel
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(7)
t, holm = [], []
for n in [2, 3, 4, 5, 8, 10, 17, 30, 60, 150]:
    for shift in [0.0, 0.05, 0.4, 2.0]:
        a = np.round(rng.random(n), 6)
        b = np.round(a + rng.normal(shift, 0.3, n), 6)
        t.append({"a": a.tolist(), "b": b.tolist(), "p": float(ttest_rel(a, b).pvalue)})
for n in [1, 2, 5, 20]:
    for _ in range(3):
        p = np.round(rng.random(n) ** 3, 5)
        holm.append({"p": p.tolist(), "corrected": multipletests(p, method="holm")[1].tolist()})
big = []
for n, q in [(2001, 0.01), (5000, 0.003), (200000, 0.0004)]:
    i = np.arange(n)
    a = (i * 7919 % 1000) / 1000
    b = a + ((i * 104729 % 997) / 997 - 0.5) * 0.2 + q
    big.append({"n": n, "shift": q, "p": float(ttest_rel(a, b).pvalue)})
print(json.dumps({"t": t, "big": big, "holm": holm}, separators=(",", ":")))
