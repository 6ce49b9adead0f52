"""Golden values for RandomnessTest: FNV-1a and SplitMix64's finaliser, written down independently.

SplittableRandom's sequence is SplitMix64 seeded with the key; its first outputs are given too.
Run: python3 randomness.py
"""

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def fnv1a(text):
    h = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def hash_(text):
    return mix(fnv1a(text))


def key(seed, purpose, id_):
    return mix((mix(((seed + GAMMA) & MASK) ^ hash_(purpose)) + mix((id_ + GAMMA) & MASK)) & MASK)


def uniform(k):
    return (mix(k) >> 11) * 2.0**-53


if __name__ == "__main__":
    for z in (0, 1, 42, MASK):
        print("mix", z, hex(mix(z)))
    for text in ("", "a", "tie", "user 17", "é", "\U0001F600"):
        print("hash", repr(text), hex(hash_(text)))
    for seed, purpose, id_ in ((0, "", 0), (42, "tie", 7), (MASK, "ranker-part", hash_("u1"))):
        k = key(seed, purpose, id_)
        print("key", seed, purpose, id_, hex(k), repr(uniform(k)))
        state, out = k, []
        for _ in range(2):
            state = (state + GAMMA) & MASK
            out.append(hex(mix(state)))
        print("  nextLong", out)
