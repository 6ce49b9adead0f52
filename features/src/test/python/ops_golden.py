"""Golden values of OperationsTest and FeatureShiftTest, by numpy; prints the version and the arrays to paste."""
import numpy as np

print("numpy", np.__version__)
x = np.array([3.5, np.nan, -1.25, 8.0, 3.5, 0.0, 12.75, np.nan, -4.0, 2.0])
print("quantiles", np.nanquantile(x, [0.25, 0.5, 0.75]))
print("digitize", np.digitize(x[~np.isnan(x)], np.nanquantile(x, [0.25, 0.5, 0.75])))
# PSI by its definition, ten quantile bins, shares (count + .5) / (rows + .5 bins), one more bin for missing values
t = np.arange(100.0)
s = np.arange(100.0) * 0.5 + 30
edges = np.quantile(t, np.arange(1, 10) / 10)
p = np.append(np.bincount(np.digitize(t, edges), minlength=10), 0)
q = np.append(np.bincount(np.digitize(s, edges), minlength=10), 0)
p = (p + 0.5) / (100 + 5.5)
q = (q + 0.5) / (100 + 5.5)
print("psi", np.sum((q - p) * np.log(q / p)))
