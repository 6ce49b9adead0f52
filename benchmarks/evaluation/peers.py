"""Judges the lists that EvaluationSpeed wrote with ranx and ir_measures; see run.

    python peers.py FOLDER ranx|ir_measures ROUNDS

Prints one JSON line: seconds of conversion, of the first (cold) and the best later evaluation, and the means.
"""
import json
import pathlib
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
folder, library, rounds = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
users, length, judged = json.loads((folder / "shape.json").read_text())
lists = np.fromfile(folder / "lists.i32", dtype="<i4").reshape(users, length)
relevant = np.fromfile(folder / "relevant.i32", dtype="<i4").reshape(users, judged)
NAMES = ["nDCG@10", "nDCG@100", "mAP@10(rel)", "mAP@100(rel)", "recall@10", "recall@100", "precision@10", "MRR@100", "hit-rate@10", "R-precision"]


def as_dicts():
    names = [f"i{i}" for i in range(int(max(lists.max(), relevant.max())) + 1)]
    scores = [float(length - r) for r in range(length)]
    run = {f"u{u:07d}": dict(zip([names[i] for i in row], scores)) for u, row in enumerate(lists.tolist())}
    qrels = {f"u{u:07d}": {names[i]: 1 for i in row} for u, row in enumerate(relevant.tolist())}
    return qrels, run


start = time.perf_counter()
qrels, run = as_dicts()
if library == "ranx":
    import ranx

    qrels, run = ranx.Qrels(qrels), ranx.Run(run)
converted = time.perf_counter() - start

if library == "ranx":
    asked = ["ndcg@10", "ndcg@100", "map@10", "map@100", "recall@10", "recall@100", "precision@10", "mrr@100", "hit_rate@10", "r-precision"]

    def evaluate():
        values = ranx.evaluate(qrels, run, asked, return_mean=False)
        return [float(np.mean(values[a])) for a in asked]
else:
    import ir_measures

    asked = ["nDCG@10", "nDCG@100", "AP@10", "AP@100", "R@10", "R@100", "P@10", "RR", "Success@10", "Rprec"]
    measures = [ir_measures.parse_measure(a) for a in asked]
    evaluator = ir_measures.pytrec_eval.evaluator(measures, qrels)

    def evaluate():
        sums = dict.fromkeys(measures, 0.0)
        for value in evaluator.iter_calc(run):
            sums[value.measure] += value.value
        return [sums[m] / users for m in measures]


times = []
for _ in range(rounds + 1):
    start = time.perf_counter()
    means = evaluate()
    times.append(time.perf_counter() - start)
print(json.dumps({"library": library, "conversion": converted, "cold": times[0], "best": min(times[1:]), "means": dict(zip(NAMES, means))}))
