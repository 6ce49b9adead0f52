"""Golden values for further measures and for other libraries' variants, from those libraries.

    pip install pytrec-eval-terrier==0.5.11 ranx==0.3.21 implicit==0.7.3 RecTools==0.19.0
    python golden_variants.py > ../resources/golden/variants.json

R-precision and nDCG(binary) are pytrec_eval's (Rprec, ndcg_cut of gains made 1); F1 and RBP ranx's; recall(capped) and
AUC implicit's (its "precision" and "auc"); nDCG(full) RecTools' NDCG; precision(list) is pytrec_eval's P_k times
k / min(k, length). A user without a list, whom trec_eval leaves out, is expected to count 0;
one with nothing relevant not to count: null.
"""
import importlib.metadata
import json
import random
import warnings

import numpy as np
import pandas as pd
import pytrec_eval
import ranx
import rectools.metrics
import scipy.sparse
from implicit.evaluation import ranking_metrics_at_k

warnings.filterwarnings("ignore")
K = [1, 5, 10, 20]
POOL = [f"i{j}" for j in range(30)]
rng = random.Random(20261122)


class Fixed:
    """A model that recommends a given list, as implicit's evaluation asks for one."""

    def __init__(self, items):
        self.items = items

    def recommend(self, users, user_items, N=10, **_):
        ids = np.full((len(users), N), -1, dtype=np.int32)
        ids[0, : len(self.items[:N])] = self.items[:N]
        return ids, np.zeros(ids.shape, dtype=np.float32)


def implicit_values(order, relevant, k):
    test = scipy.sparse.csr_matrix(np.array([[float(i in relevant) for i in POOL]], dtype=np.float32))
    train = scipy.sparse.csr_matrix((1, len(POOL)), dtype=np.float32)
    model = Fixed([POOL.index(i) for i in order])
    return ranking_metrics_at_k(model, train, test, K=k, show_progress=False)


def expected(order, gains):
    relevant = {i for i, g in gains.items() if g > 0}
    names = ["F1@{k}", "RBP@{k}", "RBP@{k}(p=0.95)", "recall@{k}(capped)", "precision@{k}(list)"]
    names += ["nDCG@{k}(binary)", "nDCG@{k}(full)", "AUC@{k}"]
    row = {"R-precision": 0.0} | {n.format(k=k): 0.0 for k in K for n in names}
    if not relevant:
        return dict.fromkeys(row)
    ranked = {i: float(len(order) - r) for r, i in enumerate(order)}
    binary = {i: int(g > 0) for i, g in gains.items()}
    if order:
        asked = {"Rprec"} | {f"{m}.{','.join(map(str, K))}" for m in ("P", "ndcg_cut")}
        trec = pytrec_eval.RelevanceEvaluator({"u": binary}, asked).evaluate({"u": ranked})["u"]
        row["R-precision"] = trec["Rprec"]
        qrels = ranx.Qrels({"u": {i: 1 for i in relevant}})
        frame = pd.DataFrame({"user_id": 0, "item_id": order, "rank": range(1, len(order) + 1)})
        held = pd.DataFrame({"user_id": 0, "item_id": sorted(relevant)})
    for k in K:
        if order:
            cut = ranx.Run({"u": {i: ranked[i] for i in order[:k]}})
            x = ranx.evaluate(qrels, cut, [f"f1@{k}", "rbp.80", "rbp.95"])
            row[f"F1@{k}"] = float(x[f"f1@{k}"])
            row[f"RBP@{k}"] = float(x["rbp.80"])
            row[f"RBP@{k}(p=0.95)"] = float(x["rbp.95"])
            row[f"precision@{k}(list)"] = trec[f"P_{k}"] * k / min(k, len(order))
            row[f"nDCG@{k}(binary)"] = trec[f"ndcg_cut_{k}"]
            row[f"nDCG@{k}(full)"] = float(rectools.metrics.NDCG(k=k).calc(frame, held))
            row[f"recall@{k}(capped)"] = implicit_values(order, relevant, k)["precision"]
            # implicit would take the padding of a shorter list for misses
            row[f"AUC@{k}"] = implicit_values(order, relevant, min(k, len(order)))["auc"]
    return row


cases = []
for n in range(80):
    gains = {i: rng.randint(0, rng.choice([1, 4])) for i in rng.sample(POOL, rng.randint(1, 15))}
    if n % 20 == 19:
        gains = dict.fromkeys(gains, 0)
    order = rng.sample(POOL, rng.choice([0, 1, 3, 10, 25, 30]))
    cases.append({"gains": gains, "order": order, "expected": expected(order, gains)})
versions = {m: importlib.metadata.version(m) for m in ["pytrec-eval-terrier", "ranx", "implicit", "RecTools"]}
print('{"versions":' + json.dumps(versions) + ',\n"cases":[')
print(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "]}")
