"""How well simple systems do on a sample world: python3 world_baselines.py FOLDER (needs numpy, scipy, duckdb, implicit)."""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import duckdb
import implicit
import numpy as np
import scipy.sparse as sp

from world_truth import Truth

folder = sys.argv[1]
sample = int(sys.argv[2]) if len(sys.argv) > 2 else 500
truth = Truth(folder)
sql = duckdb.connect()
rows = sql.execute(f"""select substr("user", 2)::int u, substr(item, 2)::int i, "timestamp" t, event e
                       from '{folder}/interactions/part-*.parquet' order by t, u, i""").fetchnumpy()
index = np.full(truth.items["number"].max() + 1, -1)
index[truth.items["number"]] = np.arange(len(truth.items))
users, items, times = rows["u"], index[rows["i"]], rows["t"]
liked = rows["e"] != "hide"
n_users, n_items = len(truth.users), len(truth.items)
seen = sp.csr_matrix((np.ones(len(users)), (users, items)), (n_users, n_items))
X = sp.csr_matrix((np.ones(liked.sum()), (users[liked], items[liked])), (n_users, n_items))
X.data[:] = 1
test = sql.execute(f"""select substr("user", 2)::int u, substr(item, 2)::int i, "timestamp" t
                       from '{folder}/test.parquet' order by u""").fetchnumpy()
tested = np.unique(test["u"])
when = dict(zip(test["u"].tolist(), test["t"].tolist()))
positives = {u: set() for u in tested}
for u, i in zip(test["u"], index[test["i"]]):
    positives[u].add(i)
if sample < len(tested):
    tested = np.random.default_rng(1).choice(tested, sample, replace=False)
print("tested", len(tested), "positives a user", np.mean([len(positives[u]) for u in tested]))

als = implicit.als.AlternatingLeastSquares(64, regularization=0.05, alpha=10, iterations=12, random_state=1, num_threads=2)
als.fit(X, show_progress=False)
knn = implicit.nearest_neighbours.CosineRecommender(K=100)
knn.fit(X, show_progress=False)
similar = knn.similarity
pop = np.asarray(X.sum(0)).ravel()
days30 = times[liked] > truth.end - 14 * 86_400_000
recent_pop = np.bincount(items[liked][days30], minlength=n_items)

order = np.lexsort((times, users))
uu, ii = users[order], items[order]
pairs = {}
for lag in (1, 2, 3):
    a, b = ii[:-lag], ii[lag:]
    ok = (uu[:-lag] == uu[lag:]) & liked[order][:-lag] & liked[order][lag:]
    m = sp.csr_matrix((np.full(ok.sum(), 0.7 ** (lag - 1)), (a[ok], b[ok])), (n_items, n_items))
    pairs[lag] = m
trans = sum(pairs.values()).tocsr()


def ranks(score):
    return np.argsort(np.argsort(-score)) + 1.0


ndcg = {}
discount = 1 / np.log2(np.arange(2, 12))
rng = np.random.default_rng(2)
history_sizes = []
for u in tested:
    true = truth.expected(u, when[u])
    mask = np.asarray(seen[u].todense()).ravel() > 0
    hist = [j for j in truth.histories[u]["item"] if j >= 0]
    t = np.zeros(n_items)
    for back, j in enumerate(hist[::-1][:10]):
        t += 0.75 ** back * np.asarray(trans[j].todense()).ravel() / (3 + pop[j])
    x = X[u]
    history_sizes.append(x.nnz)
    s = {"random": rng.random(n_items), "popularity": pop, "popularity-14d": recent_pop,
         "item-knn": (x @ similar).toarray().ravel() + 1e-9 * pop,
         "als": als.item_factors @ als.user_factors[u] if x.nnz else pop,
         "transitions": t + 1e-9 * pop, "oracle": true}
    s["fused"] = 1 / (30 + ranks(s["item-knn"])) + 1 / (30 + ranks(s["als"])) + 0.7 / (30 + ranks(s["popularity-14d"]))
    s["fused+transitions"] = s["fused"] + 1 / (30 + ranks(s["transitions"]))
    logit = np.log(np.maximum(true, 1e-9) / (1 - true))
    s["oracle-without-sequence"] = logit - truth.sequence(u, when[u])
    s["appeal-oracle"] = truth.items["appeal"]
    ideal = np.sort(np.where(mask, 0, true))[::-1][:10] @ discount
    for name, score in s.items():
        score = np.where(mask, -np.inf, score)
        top = np.argpartition(-score, 10)[:10]
        top = top[np.lexsort((rng.random(10), -score[top]))]
        rel = np.array([i in positives[u] for i in top], float)
        best = discount[:min(10, len(positives[u]))].sum()
        ndcg.setdefault(name, []).append((true[top] @ discount / ideal, rel @ discount / best if best else 0,
                                          true[top].mean()))
print("history", np.mean(history_sizes), "median", np.median(history_sizes))
warm = np.array(history_sizes) > 0
for name, v in ndcg.items():
    v = np.array(v)
    print(f"{name:24} nDCG@10(true) {v[:,0].mean():.3f}  warm {v[warm,0].mean():.3f}  nDCG@10 {v[:,1].mean():.4f} ±{v[:,1].std()/len(v)**.5:.4f}  top-10 a {v[:,2].mean():.3f}")
