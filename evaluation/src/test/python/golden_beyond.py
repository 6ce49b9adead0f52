"""Golden values of the measures beyond accuracy, from other people's code.

novelty and popularity from RecTools (MeanInvUserFreq, AvgRecPopularity), coverage from Microsoft's recommenders
(catalog_coverage, in cases where every item has an interaction) and RecTools (CatalogCoverage), Jensen-Shannon,
Kullback-Leibler and entropy from scipy, cosines from scikit-learn; Gini by the mean absolute difference, Jaccard and
serendipity by Python's sets. Run: python golden_beyond.py > ../resources/golden/beyond.json
"""
import json
import sys
from importlib.metadata import version
from itertools import combinations

import numpy as np
import pandas as pd
from recommenders.evaluation.python_evaluation import catalog_coverage
from rectools.metrics import AvgRecPopularity, CatalogCoverage, MeanInvUserFreq
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy
from sklearn.metrics.pairwise import cosine_similarity

ALPHA = 0.01


def spread(items, categories, width):
    """The distribution over categories, or None where no item has one."""
    known = [i for i in items if categories[i]]
    out = np.zeros(width)
    for i in known:
        out[categories[i]] += 1 / len(categories[i])
    return out / len(known) if known else None


def case(number):
    rng = np.random.default_rng(number)
    n_items, n_users, judged, width, k = int(rng.integers(12, 25)), 20, 8, 6, int(rng.integers(1, 9))
    # Of every third case some items were never touched.
    pool = n_items - 3 if number % 3 == 0 else n_items
    pairs = {(int(rng.integers(n_users)), int(pool * rng.random() ** 2)) for _ in range(120)}
    pairs |= {(int(rng.integers(n_users)), i) for i in range(pool)} | {(u, 0) for u in range(n_users)}
    train = pd.DataFrame(sorted(pairs), columns=["user_id", "item_id"])
    train["weight"], train["datetime"] = 1, "2024-01-01"
    categories = [sorted(rng.choice(width, int(rng.integers(0, 4)), replace=False).tolist()) for _ in range(n_items)]
    vectors = rng.integers(-8, 9, (n_items, 4)) / 4.0
    vectors[int(rng.integers(n_items))] = 0
    lists = [rng.permutation(n_items)[: int(rng.integers(0, 10))].tolist() for _ in range(judged)]
    lists[0] = []
    relevant = [rng.choice(n_items, int(rng.integers(0, 6)), replace=False).tolist() for _ in range(judged)]
    histories = [train.item_id[train.user_id == u].tolist() for u in range(judged)]
    histories[1] = []
    counts = np.bincount(train.item_id, minlength=n_items)
    order = sorted(range(n_items), key=lambda i: (-counts[i], i))
    popular = [[i for i in order if i not in histories[u]] for u in range(judged)]

    reco = pd.DataFrame(
        [(u, i, r + 1) for u in range(judged) for r, i in enumerate(lists[u])], columns=["user_id", "item_id", "rank"]
    )
    top = reco[reco["rank"] <= k]
    shown = np.bincount(top.item_id, minlength=n_items)
    n = f"@{k}"
    system = {
        "coverage" + n: CatalogCoverage(k=k, normalize=True).calc(reco, list(range(n_items))),
        "gini" + n: np.abs(shown[:, None] - shown[None, :]).sum() / (2 * n_items * shown.sum()),
        "entropy" + n: entropy(shown, base=2),
    }
    if pool == n_items:
        others = top.assign(user_id=top.user_id + 1000)  # it refuses lists with items of the history
        theirs = catalog_coverage(train, others, col_user="user_id", col_item="item_id")
        assert abs(theirs - system["coverage" + n]) < 1e-12
    novelty = MeanInvUserFreq(k=k).calc_per_user(reco, train)
    popularity = AvgRecPopularity(k=k).calc_per_user(reco, train)
    users = []
    for u in range(judged):
        own = lists[u][:k]
        jac = [
            1 - len(set(categories[a]) & set(categories[b])) / len(set(categories[a]) | set(categories[b]))
            for a, b in combinations(own, 2)
            if categories[a] and categories[b]
        ]
        cos = [
            1 - cosine_similarity(vectors[[a]], vectors[[b]])[0, 0]
            for a, b in combinations(own, 2)
            if vectors[a].any() and vectors[b].any()
        ]
        hits = set(own) & set(relevant[u]) - set(popular[u][:k])
        p, q = spread(histories[u], categories, width), spread(own, categories, width)
        js = kl = None
        if p is not None:
            js = 1.0 if q is None else float(jensenshannon(p, q, base=2)) ** 2
            mixed = ALPHA * p + ((1 - ALPHA) * q if q is not None else 0)
            # scipy would scale the mixture of an empty list to 1
            kl = float(np.log(1 / ALPHA)) if q is None else float(entropy(p, mixed))
        users.append({
            "novelty" + n: float(novelty.get(u, 0.0)),
            "popularity" + n: float(popularity[u]) if u in popularity else None,
            "serendipity" + n: len(hits) / k if relevant[u] else None,
            f"diversity{n}(category)": float(np.mean(jac)) if jac else 0.0,
            f"diversity{n}(embedding)": float(np.mean(cos)) if cos else 0.0,
            "calibration" + n: js,
            f"calibration{n}(kl)": kl,
        })
    both = [u for u in range(judged) if lists[u] and histories[u]]
    if both:
        system["popularity-lift" + n] = float(
            np.mean([counts[lists[u][:k]].mean() for u in both]) / np.mean([counts[histories[u]].mean() for u in both])
        )
    return {
        "popularity": counts.tolist(), "users": n_users, "categories": categories, "vectors": vectors.tolist(),
        "lists": lists, "relevant": relevant, "histories": histories, "popular": popular,
        "system": {m: float(v) for m, v in system.items()}, "perUser": users,
    }


versions = {p: version(p) for p in ["rectools", "recommenders", "scipy", "scikit-learn", "numpy"]}
cases = [case(i) for i in range(60)]
print('{"versions": %s,\n"cases": [\n%s\n]}' % (json.dumps(versions), ",\n".join(json.dumps(c) for c in cases)))
print(versions, file=sys.stderr)
