"""Golden values for off-policy estimates, from Open Bandit Pipeline, statsmodels and plain numpy.

    pip install numpy scikit-learn pandas statsmodels==0.15.0 && pip install --no-deps obp==0.4.1
    python golden_offpolicy.py > ../resources/golden/offpolicy.json

obp 0.4.1 imports torch for its tensor variants alone; nothing here uses them, so a stub stands in.
"""
import itertools
import json
import pathlib
import sys
import types

import numpy as np
import statsmodels
import statsmodels.api as sm

stub = types.ModuleType("torch")
stub.Tensor = type("Tensor", (), {})
sys.modules["torch"] = stub

# The package's __init__ pulls in all of its policies and learners; the estimators need their own folder alone.
root = None
for path in sys.path:
    if (pathlib.Path(path) / "obp" / "ope" / "estimators.py").is_file():
        root = pathlib.Path(path) / "obp"
for name, folder in [("obp", root), ("obp.ope", root / "ope")]:
    package = types.ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
from obp.ope.estimators import DoublyRobust, InverseProbabilityWeighting, SelfNormalizedInverseProbabilityWeighting
from obp.ope.estimators_slate import SlateIndependentIPS

rng = np.random.default_rng(11)
cases = []


def clustered(x, cluster):
    """Standard error of a mean with sandwich errors by cluster."""
    return float(sm.OLS(x, np.ones(len(x))).fit(cov_type="cluster", cov_kwds={"groups": cluster}).bse[0])


for n, slots, items in [(8, 1, 3), (40, 1, 5), (100, 1, 6), (12, 2, 3), (40, 3, 4), (60, 4, 5)]:
    mu = rng.dirichlet(np.full(items, 2.0), size=(n, slots))
    pi = rng.dirichlet(np.full(items, 1.0), size=(n, slots))
    pi[:, :, items - 1] = 0
    pi /= pi.sum(axis=2, keepdims=True)
    action = np.array([[rng.choice(items, p=mu[t, k]) for k in range(slots)] for t in range(n)])
    reward = (rng.random((n, slots)) < 0.2 + 0.1 * action / items).astype(float)
    cluster = rng.integers(0, max(3, n // 3), n)
    q = np.round(rng.random((n, slots, items)) * 0.5, 6)
    t, k = np.indices((n, slots))
    p_mu, p_pi = mu[t, k, action], pi[t, k, action]
    w = p_pi / p_mu
    clip = 1.5
    ips_t = (w * reward).sum(axis=1)
    dr_t = ((pi * q).sum(axis=2) + w * (reward - q[t, k, action])).sum(axis=1)
    clip_t = (np.minimum(w, clip) * reward).sum(axis=1)
    snips = sum((w[:, j] * reward[:, j]).sum() / w[:, j].sum() for j in range(slots))
    out = {"ips": float(ips_t.mean()), "dr": float(dr_t.mean()), "clipped": float(clip_t.mean()), "snips": float(snips)}
    out.update(ipsError=clustered(ips_t, cluster), drError=clustered(dr_t, cluster))
    out["effective"] = float(w.sum() ** 2 / (w**2).sum())
    out["largest"] = float(w.max())
    # Swaminathan and others: the factor is p_pi' pinv(Gamma) 1_s, Gamma = E[1_s 1_s'] over all slates.
    whole = reward.sum(axis=1)
    pi_t = []
    for r in range(n):
        gamma = np.zeros((slots * items, slots * items))
        for slate in itertools.product(range(items), repeat=slots):
            one = np.zeros(slots * items)
            one[[j * items + a for j, a in enumerate(slate)]] = 1
            gamma += np.prod([mu[r, j, a] for j, a in enumerate(slate)]) * np.outer(one, one)
        one = np.zeros(slots * items)
        one[[j * items + a for j, a in enumerate(action[r])]] = 1
        pi_t.append(whole[r] * (pi[r].ravel() @ np.linalg.pinv(gamma, rcond=1e-12) @ one))
    out["pseudoInverse"] = float(np.mean(pi_t))
    iips = SlateIndependentIPS(len_list=slots).estimate_policy_value(
        slate_id=np.repeat(np.arange(n), slots),
        reward=reward.ravel(),
        position=np.tile(np.arange(slots), n),
        pscore_item_position=p_mu.ravel(),
        evaluation_policy_pscore_item_position=p_pi.ravel(),
    )
    out["obpSlateIndependentIps"] = float(iips)
    if slots == 1:
        flat = dict(reward=reward[:, 0], action=action[:, 0], pscore=p_mu[:, 0], position=np.zeros(n, dtype=int))
        dist = pi.transpose(0, 2, 1)
        out["obpIps"] = float(InverseProbabilityWeighting().estimate_policy_value(action_dist=dist, **flat))
        out["obpSnips"] = float(SelfNormalizedInverseProbabilityWeighting().estimate_policy_value(action_dist=dist, **flat))
        out["obpDr"] = float(
            DoublyRobust().estimate_policy_value(
                action_dist=dist, estimated_rewards_by_reg_model=q.transpose(0, 2, 1), **flat
            )
        )
        # The linearised error of a ratio of sums is that of a weighted mean with errors by cluster.
        out["snipsError"] = float(
            sm.WLS(reward[:, 0], np.ones(n), weights=w[:, 0])
            .fit(cov_type="cluster", cov_kwds={"groups": cluster})
            .bse[0]
        )
    cases.append(
        {
            "requests": n, "slots": slots, "items": items, "clip": clip,
            "mu": mu.ravel().tolist(), "pi": pi.ravel().tolist(), "q": q.ravel().tolist(),
            "action": action.ravel().tolist(), "reward": reward.ravel().tolist(),
            "cluster": cluster.tolist(), "expected": out,
        }
    )
print(json.dumps({"versions": {"numpy": np.__version__, "obp": "0.4.1", "statsmodels": statsmodels.__version__}, "cases": cases}, separators=(",", ":")))
