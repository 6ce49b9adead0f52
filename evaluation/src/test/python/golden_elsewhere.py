"""What other libraries print for one small example, from those libraries, and Sluice's name for each number.

    pip install pytrec-eval-terrier==0.5.11 ranx==0.3.21 ir_measures==0.4.3 implicit==0.7.3 RecTools==0.19.0 recommenders==1.2.1
    python golden_elsewhere.py > ../resources/golden/elsewhere.json

Four users and a cutoff of 5: "a" has a full list, "b" a short one and more relevant items than the cutoff, "c" no list,
"d" nothing relevant. `users` says over which users the library's mean is: all that have something relevant, or those that
have a list besides.
"""
import importlib.metadata
import json
import warnings

import ir_measures
import numpy as np
import pandas as pd
import pytrec_eval
import ranx
import rectools.metrics as rt
import recommenders.evaluation.python_evaluation as ms
import scipy.sparse
from ir_measures import AP, P, R, RBP, RR, Rprec, Success, nDCG
from implicit.evaluation import ranking_metrics_at_k

warnings.filterwarnings("ignore")
K = 5
POOL = [f"i{j}" for j in range(12)]
GAINS = {
    "a": {"i1": 3, "i4": 1, "i9": 1},
    "b": {"i2": 1, "i3": 2, "i5": 1, "i7": 1, "i8": 1, "i10": 3, "i11": 1},
    "c": {"i1": 1},
    "d": {"i6": 0},
}
LISTS = {"a": ["i4", "i7", "i1", "i5", "i8"], "b": ["i2", "i6", "i3"], "d": ["i6", "i1"]}
WITH_RELEVANT = [u for u in GAINS if any(GAINS[u].values())]
LISTED = [u for u in WITH_RELEVANT if u in LISTS]
rows = []


def row(library, name, value, sluice, users="all", note=""):
    rows.append({"library": library, "name": name, "value": float(value), "sluice": sluice, "users": users, "note": note})


qrels = {u: GAINS[u] for u in WITH_RELEVANT}
runs = {u: {i: float(len(LISTS[u]) - r) for r, i in enumerate(LISTS[u])} for u in LISTED}

asked = {"P.5", "recall.5", "ndcg_cut.5", "map_cut.5", "recip_rank", "success.5", "Rprec"}
trec = pytrec_eval.RelevanceEvaluator(qrels, asked).evaluate(runs)
for theirs, ours in [("P_5", "precision@5"), ("recall_5", "recall@5"), ("ndcg_cut_5", "nDCG@5"),
                     ("map_cut_5", "mAP@5(rel)"), ("recip_rank", "MRR@5"), ("success_5", "hit-rate@5"),
                     ("Rprec", "R-precision")]:
    row("trec_eval", theirs, np.mean([trec[u][theirs] for u in trec]), ours, "listed")

graded, made = ranx.Qrels(qrels), ranx.Run({u: runs.get(u, {}) for u in qrels} | {"c": {"none": 1.0}})
for theirs, ours in [("precision@5", "precision@5"), ("recall@5", "recall@5"), ("f1@5", "F1@5"), ("ndcg@5", "nDCG@5"),
                     ("ndcg_burges@5", "nDCG@5(exp)"), ("map@5", "mAP@5(rel)"), ("mrr@5", "MRR@5"),
                     ("hit_rate@5", "hit-rate@5"), ("r-precision", "R-precision")]:
    row("ranx", theirs, ranx.evaluate(graded, made, theirs), ours)
row("ranx", "rbp.80", ranx.evaluate(graded, made, "rbp.80"), None, note="weighs hits with their grade; with grades of 1, RBP@k")

q = [ir_measures.Qrel(u, i, g) for u in qrels for i, g in qrels[u].items()]
r = [ir_measures.ScoredDoc(u, i, s) for u in runs for i, s in runs[u].items()]
for theirs, ours in [(P @ 5, "precision@5"), (R @ 5, "recall@5"), (nDCG @ 5, "nDCG@5"), (AP @ 5, "mAP@5(rel)"),
                     (RR, "MRR@5"), (Success @ 5, "hit-rate@5"), (Rprec, "R-precision")]:
    row("ir_measures", str(theirs), ir_measures.calc_aggregate([theirs], q, r)[theirs], ours)


class Lists:
    """A model that recommends the example's lists, as implicit's evaluation asks for one."""

    def recommend(self, users, user_items, N=10, **_):
        ids = np.full((len(users), N), -1, dtype=np.int32)
        for line, user in enumerate(users):
            items = [POOL.index(i) for i in LISTS.get(list(GAINS)[user], [])[:N]]
            ids[line, : len(items)] = items
        return ids, np.zeros(ids.shape, dtype=np.float32)


test = scipy.sparse.csr_matrix(np.array([[float(GAINS[u].get(i, 0) > 0) for i in POOL] for u in GAINS], dtype=np.float32))
train = scipy.sparse.csr_matrix(test.shape, dtype=np.float32)
i = ranking_metrics_at_k(Lists(), train, test, K=K, show_progress=False)
row("implicit", "precision", i["precision"], None, note="hits of all users / Σ min(5, |rel|): one user's is recall@5(capped)")
row("implicit", "map", i["map"], "mAP@5")
row("implicit", "ndcg", i["ndcg"], "nDCG@5(binary)")
row("implicit", "auc", i["auc"], None, note="AUC@5 for full lists; takes the gaps of a short list for misses")

true = pd.DataFrame([(u, i, g) for u in qrels for i, g in qrels[u].items()], columns=["userID", "itemID", "rating"])
pred = pd.DataFrame([(u, i, s) for u in runs for i, s in runs[u].items()], columns=["userID", "itemID", "prediction"])
asked = {"relevancy_method": "top_k", "k": K}
row("Recommenders", "precision_at_k", ms.precision_at_k(true, pred, **asked), "precision@5", "listed")
row("Recommenders", "recall_at_k", ms.recall_at_k(true, pred, **asked), "recall@5", "listed")
row("Recommenders", "ndcg_at_k", ms.ndcg_at_k(true, pred, **asked), "nDCG@5(binary)")
row("Recommenders", "ndcg_at_k(score_type='raw')", ms.ndcg_at_k(true, pred, score_type="raw", **asked), "nDCG@5")
row("Recommenders", "ndcg_at_k(score_type='exp')", ms.ndcg_at_k(true, pred, score_type="exp", **asked), "nDCG@5(exp)")
row("Recommenders", "map", ms.map(true, pred, **asked), "mAP@5(rel)", "listed")
row("Recommenders", "map_at_k", ms.map_at_k(true, pred, **asked), "mAP@5", "listed")

held = true.rename(columns={"userID": "user_id", "itemID": "item_id"})[["user_id", "item_id"]]
shown = pd.DataFrame([(u, i, n + 1) for u in LISTED for n, i in enumerate(LISTS[u])], columns=["user_id", "item_id", "rank"])
for theirs, metric, ours in [
    ("Precision", rt.Precision(k=K), "precision@5"),
    ("Precision(r_precision=True)", rt.Precision(k=K, r_precision=True), "recall@5(capped)"),
    ("Recall", rt.Recall(k=K), "recall@5"),
    ("F1Beta", rt.F1Beta(k=K), "F1@5"),
    ("MAP", rt.MAP(k=K), "mAP@5(rel)"),
    ("MRR", rt.MRR(k=K), "MRR@5"),
    ("HitRate", rt.HitRate(k=K), "hit-rate@5"),
    ("NDCG", rt.NDCG(k=K), "nDCG@5(full)"),
    ("NDCG(divide_by_achievable=True)", rt.NDCG(k=K, divide_by_achievable=True), "nDCG@5(binary)"),
]:
    row("RecTools", theirs, metric.calc(shown, held), ours)

names = ["pytrec-eval-terrier", "ranx", "ir_measures", "implicit", "recommenders", "RecTools"]
out = {"versions": {n: importlib.metadata.version(n) for n in names}, "gains": GAINS, "lists": LISTS}
print(json.dumps(out)[:-1] + ',\n"rows":[')
print(",\n".join(json.dumps(x, ensure_ascii=False) for x in rows) + "]}")
