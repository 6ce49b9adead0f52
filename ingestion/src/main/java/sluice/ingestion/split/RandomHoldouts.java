package sluice.ingestion.split;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import sluice.core.Dictionary;
import sluice.core.Interactions;
import sluice.core.Randomness;

/**
 * The random protocols. They part pairs of user and item, never the interactions of one pair.
 *
 * <p>Per user (or item) the number of pairs held out is ⌊test · m + x⌋ of its m, x drawn uniformly
 * from [0, 1): the share is test in the mean for everyone, also for those with one pair. Which ones
 * is drawn by the pair's place in order of first occurrence. All draws are functions of (seed,
 * level, external id, place).
 */
final class RandomHoldouts {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private final Dataset data;
  private final Interactions rows;
  private final String level;
  private final long seed;

  RandomHoldouts(Dataset data, String level, long seed) {
    this.data = data;
    this.rows = data.interactions();
    this.level = level;
    this.seed = seed;
  }

  /** Holds out a random part of each user's pairs. */
  Holdout perUser(double test) {
    return perGroup(
        test, level + "-per-user", data.users(), rows::user, data.items().size(), rows::item);
  }

  /** Holds out a random part of each item's pairs. */
  Holdout perItem(double test) {
    return perGroup(
        test, level + "-per-item", data.items(), rows::item, data.users().size(), rows::user);
  }

  /** Holds out the pairs whose hash falls into a fold. */
  Holdout fold(int fold, int folds) {
    String purpose = level + "-fold";
    long[] userKeys = new long[data.users().size()];
    Arrays.setAll(
        userKeys, u -> Randomness.key(seed, purpose, Randomness.hash(data.users().id(u))));
    long[] itemHashes = new long[data.items().size()];
    Arrays.setAll(itemHashes, t -> Randomness.hash(data.items().id(t)));
    BitSet kept = new BitSet(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      long key = userKeys[rows.user(i)] ^ itemHashes[rows.item(i)];
      if ((int) (Randomness.uniform(key) * folds) != fold) {
        kept.set(i);
      }
    }
    return Holdout.parting(rows, kept, Timing.NONE, Long.MAX_VALUE);
  }

  private Holdout perGroup(
      double test,
      String purpose,
      Dictionary groups,
      IntUnaryOperator groupOf,
      int members,
      IntUnaryOperator memberOf) {
    int[] offsets = new int[groups.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      offsets[groupOf.applyAsInt(i) + 1]++;
    }
    for (int g = 0; g < groups.size(); g++) {
      offsets[g + 1] += offsets[g];
    }
    int[] grouped = new int[rows.size()];
    int[] next = offsets.clone();
    for (int i = 0; i < rows.size(); i++) {
      grouped[next[groupOf.applyAsInt(i)]++] = i;
    }
    int[] metIn = new int[members];
    Arrays.fill(metIn, -1);
    int[] place = new int[members];
    BitSet kept = new BitSet(rows.size());
    for (int g = 0; g < groups.size(); g++) {
      int pairs = 0;
      for (int k = offsets[g]; k < offsets[g + 1]; k++) {
        int member = memberOf.applyAsInt(grouped[k]);
        if (metIn[member] != g) {
          metIn[member] = g;
          place[member] = pairs++;
        }
      }
      long key = Randomness.key(seed, purpose, Randomness.hash(groups.id(g)));
      BitSet held = draw(key, pairs, (int) (test * pairs + Randomness.uniform(key)));
      for (int k = offsets[g]; k < offsets[g + 1]; k++) {
        if (!held.get(place[memberOf.applyAsInt(grouped[k])])) {
          kept.set(grouped[k]);
        }
      }
    }
    return Holdout.parting(rows, kept, Timing.NONE, Long.MAX_VALUE);
  }

  /** Draws some of n places without replacement: those of the smallest keys. */
  private static BitSet draw(long key, int n, int some) {
    BitSet drawn = new BitSet(n);
    if (some > 0) {
      long[] keys = new long[n];
      for (int p = 0; p < n; p++) {
        // A bijection of the place, so that no two keys are equal.
        keys[p] = Randomness.mix(key + (p + 1) * STEP);
      }
      long[] sorted = keys.clone();
      Arrays.sort(sorted);
      for (int p = 0; p < n; p++) {
        drawn.set(p, keys[p] <= sorted[some - 1]);
      }
    }
    return drawn;
  }
}
