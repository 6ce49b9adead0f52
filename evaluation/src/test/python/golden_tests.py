"""Golden values for the significance library, from scipy and statsmodels.

    pip install scipy==1.17.1 statsmodels==0.15.0 numpy==2.4.6
    python golden_tests.py > ../resources/golden/tests.json

The clustered t is statsmodels' OLS on a constant with cluster-robust covariance; the clustered signed ranks have no
counterpart there and are written out below from Rosner, Glynn and Lee (2006).
"""
import itertools
import json
import warnings

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import PermutationMethod, chi, norm, permutation_test, rankdata, t as student, ttest_rel, wilcoxon
from statsmodels.formula.api import ols
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import ttost_paired

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261121)
SIZES = [3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 51, 70, 100, 200]


def noncentral(t, degrees, delta):
    """P(T <= t) by adaptive quadrature over chi: scipy's nct gives NaN at some arguments."""
    inner = lambda s: norm.cdf(t * s - delta) * chi.pdf(s * degrees**0.5, degrees) * degrees**0.5
    reach = 12 / (2 * degrees) ** 0.5
    return quad(inner, max(0, 1 - reach), 1 + reach, epsabs=1e-13, epsrel=1e-13, limit=400, points=[1])[0]


def differences(n, kind, shift):
    if kind == "distinct":
        return np.round(rng.normal(shift, 1, n), 6)
    if kind == "ties":
        return rng.integers(-4, 6, n) / 8
    d = rng.integers(-3, 5, n) / 8  # many zeros
    d[rng.random(n) < 0.3] = 0
    return d if d.any() else d + 0.125


def signed_ranks(n=60):
    cases = []
    for n in SIZES:
        for kind in ["distinct", "ties", "zeros"]:
            d = differences(n, kind, 0.3)
            nonzero = d[d != 0]
            case = {"d": d.tolist()}
            for zeros in ["wilcox", "pratt"]:
                for correction in [False, True]:
                    w = wilcoxon(d, zero_method=zeros, correction=correction, method="asymptotic")
                    case[f"{zeros}-{'half' if correction else 'plain'}"] = float(w.pvalue)
            ranks = rankdata(np.abs(nonzero))
            plus, minus = ranks[nonzero > 0].sum(), ranks[nonzero < 0].sum()
            case["plus"], case["minus"] = float(plus), float(minus)
            case["rankBiserial"] = float((plus - minus) / (plus + minus))
            if kind == "distinct" and n <= 50:
                case["exact"] = float(wilcoxon(d, method="exact").pvalue)
            elif 2 <= len(nonzero) <= 12:
                case["exact"] = float(wilcoxon(nonzero, method=PermutationMethod(n_resamples=10**6)).pvalue)
            cases.append(case)
    return cases


def paired():
    cases = []
    for n in SIZES:
        for shift in [0.0, 0.02, 0.1]:
            a = np.round(rng.random(n), 6)
            d = np.round(rng.normal(shift, 0.2, n), 6)
            b = a - d
            mean, sd = d.mean(), d.std(ddof=1)
            t = ttest_rel(a, b)
            low, high = t.confidence_interval(0.95)
            effect = mean / sd
            delta = t.statistic
            ends = [brentq(lambda x: noncentral(delta, n - 1, x) - q, delta - 12, delta + 12, xtol=1e-13) for q in (0.975, 0.025)]
            case = {"d": d.tolist(), "p": float(t.pvalue), "low": float(low), "high": float(high), "effect": float(effect),
                    "effectLow": float(ends[0] / n**0.5), "effectHigh": float(ends[1] / n**0.5)}
            case["tost"] = [[m, float(ttost_paired(d, np.zeros(n), -m, m)[0])] for m in (0.01, 0.1, 0.3)]
            if n <= 12:
                exact = permutation_test((a, b), lambda x, y, axis: np.mean(x - y, axis=axis), permutation_type="samples", n_resamples=np.inf)
                case["flip"] = float(exact.pvalue)
            cases.append(case)
    return cases


def clustered():
    cases = []
    for number in range(60):
        users = int(rng.integers(4, 12 if number % 2 else 60))
        of = np.repeat(np.arange(users), rng.integers(1, 6, users))
        rng.shuffle(of)
        d = rng.normal(0.1, 0.3, users)[of] + rng.normal(0, 0.3, len(of))
        d = np.round(d, 6) if number % 3 else np.round(d * 8) / 8
        fit = sm.OLS(d, np.ones(len(d))).fit(cov_type="cluster", cov_kwds={"groups": of}, use_t=True)
        low, high = fit.conf_int()[0]
        case = {"d": d.tolist(), "of": of.tolist(), "mean": float(fit.params[0]), "error": float(fit.bse[0]),
                "p": float(fit.pvalues[0]), "low": float(low), "high": float(high)}
        keep = d != 0
        ranks = rankdata(np.abs(d[keep])) * np.sign(d[keep])
        sums = np.array([ranks[of[keep] == u].sum() for u in range(users)])
        case["normal"] = float(2 * norm.sf(abs(sums.sum()) / np.sqrt((sums**2).sum())))
        if users <= 11:
            turns = np.array(list(itertools.product([1, -1], repeat=users)))
            case["exact"] = float(np.mean(np.abs(turns @ sums) >= abs(sums.sum()) - 1e-9))
            total = np.array([d[of == u].sum() for u in range(users)])
            case["flip"] = float(np.mean(np.abs(turns @ total) >= abs(total.sum()) - 1e-9))
        cases.append(case)
    return cases


def power():
    cases, solver = [], TTestPower()
    for n in [2, 3, 5, 10, 31, 100, 1000, 20000]:
        for effect in [0.01, 0.05, 0.1, 0.3, 0.8, 1.5]:
            for alpha in [0.05, 0.01]:
                value = float(solver.power(effect, n, alpha, alternative="two-sided"))
                if np.isfinite(value):
                    cases.append({"n": n, "effect": effect, "alpha": alpha, "power": value})
    users = [{"effect": e, "power": p, "users": int(np.ceil(solver.solve_power(e, None, 0.05, p)))}
             for e in [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0] for p in [0.5, 0.8, 0.9]]
    found = [{"n": n, "power": p, "effect": float(brentq(lambda e: solver.power(e, n, 0.05) - p, 1e-6, 7 / n**0.5, xtol=1e-14))}
             for n in [5, 10, 50, 200, 2000, 100000] for p in [0.5, 0.8, 0.9]]
    return {"power": cases, "users": users, "detectable": found}


def false_discovery():
    cases = []
    for n in [1, 2, 3, 5, 8, 20, 50]:
        for _ in range(8):
            p = np.round(rng.random(n) ** 3, 5)
            cases.append({"p": p.tolist(), "corrected": multipletests(p, method="fdr_bh")[1].tolist()})
    return cases


def split():
    cases = []
    for number in range(50):
        users, refits = int(rng.integers(2, 30)), int(rng.integers(2, 7))
        scale = rng.choice([0, 0.3, 1, 3], 2)
        y = rng.normal(0.2, 1, (refits, users)) + scale[0] * rng.normal(size=users) + scale[1] * rng.normal(size=(refits, 1))
        y = np.round(y, 6)
        frame = pd.DataFrame([(r, u, y[r, u]) for r in range(refits) for u in range(users)], columns=["r", "u", "y"])
        table = sm.stats.anova_lm(ols("y ~ C(u) + C(r)", frame).fit())
        squares = table["sum_sq"] / table["df"]
        ms_u, ms_r, ms_e = (float(squares[k]) for k in ["C(u)", "C(r)", "Residual"])
        of_u, of_r = max(0, (ms_u - ms_e) / refits), max(0, (ms_r - ms_e) / users)
        terms = ([(ms_u, users - 1)] if of_u else []) + ([(ms_r, refits - 1)] if of_r else [])
        if len(terms) != 1:
            terms.append((-ms_e if terms else ms_e, (users - 1) * (refits - 1)))
        total = sum(m for m, _ in terms)
        df = total**2 / sum(m**2 / f for m, f in terms)
        se = (of_u / users + of_r / refits + ms_e / users / refits) ** 0.5 if len(terms) == 3 else (total / users / refits) ** 0.5
        cases.append({"y": y.tolist(), "users": of_u, "refits": of_r, "rest": ms_e, "mean": float(y.mean()), "error": se,
                      "degrees": df, "p": float(2 * student.sf(abs(y.mean() / se), df))})
    return cases


versions = {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__}
golden = {"versions": versions, "signedRanks": signed_ranks(), "paired": paired(), "clustered": clustered(), **power(),
          "falseDiscovery": false_discovery(), "split": split()}
print(json.dumps(golden, separators=(",", ":")))
