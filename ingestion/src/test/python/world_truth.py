"""The sample world's truth, read and computed again from docs/concepts/sample-world.md (numpy only; no Sluice code).

Used by world_shape.py and world_baselines.py, and to make the golden values of WorldTruthTest.
"""

import json
import pathlib

import numpy as np

DAY = 86_400_000
ITEM = np.dtype([("taste", "<f4", 16), ("appeal", "<f4"), ("topic", "<i4"), ("creator", "<i4"),
                 ("successors", "<i4", 4), ("uploaded", "<i8"), ("number", "<i4")])
USER = np.dtype([("early", "<f4", 16), ("late", "<f4", 16), ("mainstream", "<f4"), ("count", "<i4"), ("first", "<i8")])
ENTRY = np.dtype([("item", "<i4"), ("seconds", "<i4")])


class Truth:
    def __init__(self, folder):
        truth = pathlib.Path(folder) / "truth"
        self.model = json.loads((truth / "model.json").read_text())
        self.items = np.fromfile(truth / "items.bin", ITEM)
        self.users, self.histories = [], []
        for part in sorted(truth.glob("users-*.bin")):
            users = np.fromfile(part, USER)
            history = np.fromfile(truth / part.name.replace("users", "history"), ENTRY)
            for u in users:
                self.users.append(u)
                self.histories.append(history[u["first"]:u["first"] + u["count"]])

    @property
    def end(self):
        return self.model["start"] + self.model["days"] * DAY

    def expected(self, user, time):
        """The probability that the user watches each item (in the order of items.bin) when shown it alone at a time."""
        m, items, u = self.model, self.items, self.users[user]
        s = min(max((time - m["start"]) / (m["days"] * DAY), 0.0), 1.0)
        taste = (1 - s) * u["early"].astype(float) + s * u["late"].astype(float)
        genre = items["topic"] // 4
        year = (time - m["start"]) / (365.25 * DAY)
        day = (time % DAY) / DAY
        logit = m["base"] + float(u["mainstream"]) * items["appeal"].astype(float) + items["taste"].astype(float) @ taste
        logit += m["season"] * np.cos(2 * np.pi * (year - genre / 12))
        logit += m["hour"] * np.cos(2 * np.pi * (day - (5 * genre % 12) / 12))
        age = (time - items["uploaded"]) / DAY
        logit += m["freshness"]["strength"] * np.exp(-age / m["freshness"]["days"])
        logit += self.sequence(user, time)
        return np.where(items["uploaded"] <= time, 1 / (1 + np.exp(-logit)), 0.0)

    def sequence(self, user, time):
        m, items, h = self.model["sequence"], self.items, self.histories[user]
        when = self.model["start"] + 1000 * h["seconds"].astype(np.int64)
        watched = (h["item"] >= 0) & (when < time)
        last = h["item"][watched][-5:][::-1]
        bonus = np.zeros((3, len(items)))
        for back, j in enumerate(last):
            weight = m["decay"] ** back
            followers = items["successors"][j]
            followers = followers[followers >= 0]
            bonus[0, followers] = np.maximum(bonus[0, followers], weight)
            bonus[1] = np.maximum(bonus[1], weight * (items["creator"] == items["creator"][j]))
            bonus[2] = np.maximum(bonus[2], weight * (items["topic"] == items["topic"][j]))
        if len(last) == 0:
            return bonus[0]
        memory = np.exp(-(time - when[watched][-1]) / (m["days"] * DAY))
        return memory * (m["successor"] * bonus[0] + m["creator"] * bonus[1] + m["topic"] * bonus[2])
