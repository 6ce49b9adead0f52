"""Times an iteration of implicit's ALS on the pairs that sluice.benchmarks.AlsBenchmark wrote.

Usage: python3 als_peer.py PAIRS FACTORS THREADS   (pip install implicit)
"""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import numpy as np
import scipy.sparse as sparse
from implicit.cpu.als import AlternatingLeastSquares

path, factors, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
raw = np.fromfile(path, dtype=">i4").astype(np.int32)
users, items, n = raw[:3]
pairs = raw[3:].reshape(n, 2)
# implicit's confidence is the stored value itself: 1 + alpha.
matrix = sparse.csr_matrix((np.full(n, 11, np.float32), (pairs[:, 0], pairs[:, 1])), shape=(users, items))
model = AlternatingLeastSquares(
    factors=factors, regularization=0.01, use_cg=True, iterations=8, num_threads=threads, random_state=42,
    calculate_training_loss=False)
times = []
model.fit(matrix, show_progress=False, callback=lambda iteration, elapsed, *rest: times.append(elapsed))
print(f"implicit: {n} pairs, {factors} factors, {threads} threads, seconds an iteration "
      f"{[round(t, 3) for t in times]}, best {min(times):.3f}")
