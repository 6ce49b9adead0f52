"""Run files written by other libraries, and the figures that these libraries give for them.

    pip install ranx==0.3.21 ir_measures==0.4.3 pytrec-eval-terrier==0.5.11
    python foreign_runs.py ../resources/evaluate

ranx saves its qrels and run in TREC form itself; the second run is trec_eval's own form, spaces and ties, judged by
ir_measures (pytrec_eval). The run lacks users that are judged, and holds users that are not. ranx and ir_measures both
count a judged user without a list as 0. Their names in Sluice: ndcg@k is nDCG@k, ndcg_burges@k is nDCG@k(exp), map@k is
mAP@k(rel), mrr@k is MRR@k, precision, recall, f1, hit_rate, r_precision likewise; AP@k is mAP@k(rel), RR is MRR without a
cutoff (ir_measures' RR@k is not trec_eval's: it breaks ties otherwise).
"""
import gzip
import importlib.metadata
import json
import pathlib
import random
import sys
import warnings

import ir_measures
import ranx

warnings.filterwarnings("ignore")
out = pathlib.Path(sys.argv[1])
(out / "lists").mkdir(exist_ok=True)
rng = random.Random(20261123)
pool = [f"item-{i}" for i in range(60)]
qrels, run = {}, {}
for u in range(40):
    user = f"user-{u}"
    qrels[user] = {i: rng.randint(1, 4) for i in rng.sample(pool, rng.randint(1, 12))}
    if u % 10 == 9:
        continue  # judged, without a list
    run[user] = {i: rng.random() for i in rng.sample(pool, rng.choice([1, 5, 20, 50]))}

ours = ["nDCG@10", "nDCG@20(exp)", "mAP@10(rel)", "MRR@10", "precision@10", "recall@20", "F1@10", "hit-rate@5", "R-precision"]
theirs = ["ndcg@10", "ndcg_burges@20", "map@10", "mrr@10", "precision@10", "recall@20", "f1@10", "hit_rate@5", "r-precision"]
q, r = ranx.Qrels(qrels), ranx.Run(dict(run), name="their-ranx")
q.save(str(out / "qrels.trec"), kind="trec")
r.save(str(out / "lists" / "ranx.trec"), kind="trec")
figures = ranx.evaluate(q, r, theirs, make_comparable=True)
expected = {"their-ranx": {o: float(figures[t]) for o, t in zip(ours, theirs)}}

lines = []
ties = {}
for user in list(qrels) + ["stranger-1", "stranger-2"]:
    if user == "user-3":
        continue
    ties[user] = {i: float(rng.randint(0, 5)) for i in rng.sample(pool, 30)}
    for rank, (item, score) in enumerate(ties[user].items()):
        lines.append(f"{user} Q0 {item} {rank} {score} their-trec\n")
with gzip.GzipFile(out / "lists" / "trec.run.gz", "wb", mtime=0) as file:
    file.write("".join(lines).encode())
names = {"nDCG@10": "nDCG@10", "mAP@10(rel)": "AP@10", "MRR@30": "RR", "precision@10": "P@10", "recall@20": "R@20"}
names |= {"hit-rate@5": "Success@5", "R-precision": "Rprec"}
asked = {o: ir_measures.parse_measure(t) for o, t in names.items()}
values = ir_measures.calc_aggregate(asked.values(), qrels, ties)
expected["their-trec"] = {o: values[m] for o, m in asked.items()}
versions = {m: importlib.metadata.version(m) for m in ["ranx", "ir_measures", "pytrec-eval-terrier"]}
(out / "expected.json").write_text(json.dumps({"versions": versions, "systems": expected}, indent=1) + "\n")
