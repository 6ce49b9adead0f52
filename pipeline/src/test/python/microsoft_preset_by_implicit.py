"""What implicit's ALS and plain popularity get on the very split that a run with `--preset microsoft` wrote out.

    python3 microsoft_preset_by_implicit.py RUN RATINGS.csv [ALPHA REGULARIZATION ITERATIONS]

RUN is the run folder (its qrels.tsv is the test part, its runs/ are measured as well), RATINGS.csv MovieLens' ratings.csv. Checks
first that the split is python_stratified_split's: of each item's m ratings floor(0.75 m) stay. Prints nDCG@10, precision@10,
recall@10, mAP@10(rel). The figures in docs/reference/presets/microsoft.md were made with implicit 0.7, numpy, scipy and pandas;
alpha 2 here is `alpha: 1` there, since Sluice's confidence is 1 + alpha * weight and implicit's alpha * weight.
"""
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import implicit
import numpy as np
import pandas as pd
import scipy.sparse as sp

run, ratings = sys.argv[1:3]
alpha, regularization, iterations = (float(x) for x in (sys.argv[3:] or (2, 8, 15)))
K = 10

data = pd.read_csv(ratings)
users = {u: n for n, u in enumerate(data.userId.unique())}
items = {i: n for n, i in enumerate(data.movieId.unique())}
data["u"], data["i"] = data.userId.map(users), data.movieId.map(items)
qrels = pd.read_csv(f"{run}/qrels.tsv", sep="\t", header=None, names=["user", "zero", "item", "gain"])
tested = set(zip(qrels.user, qrels["item"]))
held = np.array([pair in tested for pair in zip(data.userId, data.movieId)])
train, test = data[~held], data[held]
all_of, kept = data.groupby("movieId").size(), train.groupby("movieId").size()
assert (kept.reindex(all_of.index).fillna(0) == np.floor(0.75 * all_of)).all(), "not the split of the benchmark"
relevant = test.groupby("u").i.apply(set)


def figures(lists):
    rows = []
    for user, rel in relevant.items():
        hits = np.array([item in rel for item in lists.get(user, ())][:K], float)
        hits = np.pad(hits, (0, K - len(hits)))
        discounts = 1 / np.log2(np.arange(2, K + 2))
        ideal = discounts[: min(K, len(rel))].sum()
        precisions = hits.cumsum() / np.arange(1, K + 1)
        rows.append(((hits * discounts).sum() / ideal, hits.sum() / K, hits.sum() / len(rel), (precisions * hits).sum() / len(rel)))
    return " ".join(f"{value:.4f}" for value in np.mean(rows, axis=0))


matrix = sp.csr_matrix((np.ones(len(train), np.float32), (train.u, train.i)), shape=(len(users), len(items)))
order = np.argsort(-np.asarray(matrix.sum(0)).ravel(), kind="stable")
popular = {}
for user in range(len(users)):
    seen = set(matrix[user].indices)
    popular[user] = [item for item in order[: len(seen) + K] if item not in seen][:K]
print("popularity, here    ", figures(popular))
model = implicit.als.AlternatingLeastSquares(
    factors=64, alpha=alpha, regularization=regularization, iterations=int(iterations), random_state=0
)
model.fit(matrix, show_progress=False)
recommended, _ = model.recommend(np.arange(len(users)), matrix, N=K)
print(f"implicit {implicit.__version__} ALS  ", figures(dict(enumerate(recommended))))
for system in ("popularity", "ials"):
    lists = pd.read_csv(f"{run}/runs/{system}.tsv", sep="\t", header=None, names=["user", "q", "item", "rank", "score", "name"])
    lists = lists[lists["rank"] <= K].sort_values(["user", "rank"])
    print(f"{system}, Sluice".ljust(20), figures({users[u]: [items.get(i, -1) for i in g["item"]] for u, g in lists.groupby("user")}))
