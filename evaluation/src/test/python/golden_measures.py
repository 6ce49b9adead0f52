"""Golden values for measures, from pytrec_eval (trec_eval) and ranx.

    pip install pytrec-eval-terrier==0.5.11 ranx==0.3.21
    python golden_measures.py > ../resources/golden/measures.json

pytrec_eval gives precision, recall, nDCG, mAP@k(rel) and hit-rate (its success_k); mAP@k is its map_cut times
num_rel / min(num_rel, k); ranx gives nDCG(exp) (ndcg_burges) and MRR@k on the same order. A user without a list, whom
trec_eval leaves out, is expected to count 0; one with nothing relevant not to count: null.
"""
import json
import random
import warnings

import numpy as np
import pytrec_eval
import ranx

warnings.filterwarnings("ignore")
K = [1, 5, 10, 20]
rng = random.Random(20261121)


def case(number):
    pool = [f"i{j:02d}" for j in range(30)]
    qrels, run = {}, {}
    for u in range(4):
        user = f"u{u}"
        judged = rng.sample(pool, rng.randint(1, 15))
        top = rng.choice([1, 1, 5])
        qrels[user] = {i: rng.randint(0, top) for i in judged}
        if u == 3 and number % 3 == 0:
            qrels[user] = {i: 0 for i in judged}
        length = rng.choice([0, 1, 3, 10, 25])
        scores = rng.choice(["distinct", "ties", "float32"])
        run[user] = {}
        for i in rng.sample(pool, length):
            if scores == "distinct":
                run[user][i] = rng.random()
            elif scores == "ties":
                run[user][i] = float(rng.randint(0, 3))
            else:
                run[user][i] = 0.5 + rng.randint(0, 2) * 1e-9
    return qrels, run


def in_trec_order(scores):
    by_id = sorted(scores, reverse=True)
    return sorted(by_id, key=lambda i: -np.float32(scores[i]))


def expected(qrels, run):
    names = {"P", "recall", "ndcg_cut", "map_cut", "success"}
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {f"{n}.{','.join(map(str, K))}" for n in names})
    trec = evaluator.evaluate({u: r for u, r in run.items() if r})
    out = {}
    for u, judged in qrels.items():
        rel = sum(g > 0 for g in judged.values())
        order = in_trec_order(run[u])
        values = {}
        for k in K:
            names = ["precision", "recall", "nDCG", "mAP", "hit-rate", "MRR"]
            row = {f"{n}@{k}": 0.0 for n in names} | {f"mAP@{k}(rel)": 0.0, f"nDCG@{k}(exp)": 0.0}
            if rel == 0:
                row = dict.fromkeys(row)
            elif order:
                t = trec[u]
                row[f"precision@{k}"] = t[f"P_{k}"]
                row[f"recall@{k}"] = t[f"recall_{k}"]
                row[f"nDCG@{k}"] = t[f"ndcg_cut_{k}"]
                row[f"mAP@{k}(rel)"] = t[f"map_cut_{k}"]
                row[f"mAP@{k}"] = t[f"map_cut_{k}"] * rel / min(rel, k)
                row[f"hit-rate@{k}"] = t[f"success_{k}"]
                one = ranx.Qrels({u: {i: g for i, g in judged.items() if g > 0}})
                ranked = ranx.Run({u: {i: float(len(order) - r) for r, i in enumerate(order)}})
                x = ranx.evaluate(one, ranked, [f"ndcg_burges@{k}", f"mrr@{k}"])
                row[f"nDCG@{k}(exp)"] = float(x[f"ndcg_burges@{k}"])
                row[f"MRR@{k}"] = float(x[f"mrr@{k}"])
            values |= row
        out[u] = values
    return out


cases = []
for n in range(60):
    q, r = case(n)
    cases.append({"qrels": q, "run": r, "expected": expected(q, r)})
print("[" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "]")
