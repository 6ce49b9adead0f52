"""Checks that all libraries give the same means, then prints their times: python table.py PEERS ALONE"""
import json
import sys

peers = [json.loads(line) for line in open(sys.argv[1])]
names = ["sluice", "ranx", "ir_measures"]
means = {p["library"]: p["means"] for p in peers}
worst = 0.0
for name in names[1:]:
    for measure, value in means["sluice"].items():
        gap = abs(value - means[name][measure])
        worst = max(worst, gap)
        if gap > 1e-9:
            sys.exit(f"{measure}: {value} in sluice, {means[name][measure]} in {name}")
print(f"means agree, largest difference {worst:.1e}")
best = {n: {k: min(p[k] for p in peers if p["library"] == n) for k in ("conversion", "cold", "best")} for n in names}
print(f"{'':12} {'conversion':>11} {'first':>9} {'best':>9} {'against sluice':>15}")
for n in names:
    b = best[n]
    print(f"{n:12} {b['conversion']:9.2f} s {b['cold']:7.2f} s {b['best']:7.3f} s {b['best'] / best['sluice']['best']:13.1f} x")
for line in open(sys.argv[2]):
    a = json.loads(line)
    print(f"sluice alone, {a['users']:,} users: best {a['best']:.3f} s, conversion {a['conversion']:.2f} s, heap {a['heapMiB']} MiB")
