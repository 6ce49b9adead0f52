"""Golden values of WorldTruthTest, from a reading of the truth that shares no code with Sluice.

python3 golden_truth.py FOLDER, where FOLDER is the world of SmallWorld.settings("base"): users 400, items 800, impressions 30000,
days 60, parameters base, testUsers 100, testItemsPerUser 800, seed 7.
"""

import sys

import numpy as np

from world_truth import DAY, Truth

truth = Truth(sys.argv[1])
for user, days in ((5, 0.3), (7, 0.5), (17, -3.25), (42, 0.9), (123, -20.1), (395, 0.6)):
    time = truth.end + round(days * DAY)
    values = truth.expected(user, time)
    with_bonus = truth.sequence(user, time)
    for item in sorted({int(np.argmax(values)), int(np.argmax(with_bonus)), 3 * user % 800}):
        print(f'"u{user:07d}, {time - truth.end}, v{truth.items["number"][item]:07d}, {values[item]:.9f}",')
