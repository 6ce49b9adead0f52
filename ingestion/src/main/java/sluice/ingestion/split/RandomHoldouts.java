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
 * <p>How many of a user's (or item's) m pairs are held out, {@link Rounding} says. Which ones is
 * drawn by the pair's place in order of first occurrence; what is set aside is drawn next in the
 * same order. All draws are functions of (seed, level, external id, place): no user's (item's) part
 * depends on another's.
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
  Holdout perUser(Protocol.RandomPerUser protocol) {
    return users(
        level + "-per-user",
        (user, m, x) -> {
          int held = protocol.rounding().held(protocol.test(), m, x);
          int aside =
              protocol.validation() == 0
                  ? 0
                  : Math.min(
                      protocol.rounding().held(protocol.validation(), m, x),
                      Math.max(0, m - held - 1));
          return new Drawn(held, aside);
        });
  }

  /** Holds out a random part of each item's pairs. */
  Holdout perItem(Protocol.RandomPerItem protocol) {
    return perGroup(
        level + "-per-item",
        data.items(),
        rows::item,
        data.users().size(),
        rows::user,
        (item, m, x) -> new Drawn(protocol.rounding().held(protocol.test(), m, x), 0));
  }

  /** Holds out a random part of the pairs of the users that are dealt into a fold. */
  Holdout usersOfFold(Protocol.UserFolds protocol, int fold) {
    return users(
        level + "-user-folds",
        (user, m, x) ->
            dealtInto(user, protocol.folds()) != fold
                ? Drawn.NONE
                : new Drawn(
                    protocol.pairs().isPresent()
                        ? Math.min(m, protocol.pairs().getAsInt())
                        : protocol.rounding().held(protocol.test(), m, x),
                    0));
  }

  /** Returns the fold of a user, by a hash of seed and id, so that no other user has a say. */
  private int dealtInto(int user, int folds) {
    long key = Randomness.key(seed, level + "-deal", Randomness.hash(data.users().id(user)));
    return (int) (Randomness.uniform(key) * folds);
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

  /** How many pairs of one group are held out, and how many more set aside. */
  private record Drawn(int held, int aside) {
    static final Drawn NONE = new Drawn(0, 0);
  }

  /** Says how many of a group's m pairs are drawn; x is uniform in [0, 1), the group's own. */
  @FunctionalInterface
  private interface Amount {
    Drawn of(int group, int m, double x);
  }

  private Holdout users(String purpose, Amount amount) {
    return perGroup(purpose, data.users(), rows::user, data.items().size(), rows::item, amount);
  }

  private Holdout perGroup(
      String purpose,
      Dictionary groups,
      IntUnaryOperator groupOf,
      int members,
      IntUnaryOperator memberOf,
      Amount amount) {
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
    BitSet heldRows = new BitSet(rows.size());
    BitSet asideRows = new BitSet();
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
      Drawn some = amount.of(g, pairs, Randomness.uniform(key));
      BitSet held = draw(key, pairs, some.held());
      BitSet either = some.aside() == 0 ? held : draw(key, pairs, some.held() + some.aside());
      for (int k = offsets[g]; k < offsets[g + 1]; k++) {
        int at = place[memberOf.applyAsInt(grouped[k])];
        if (held.get(at)) {
          heldRows.set(grouped[k]);
        } else if (either.get(at)) {
          asideRows.set(grouped[k]);
        }
      }
    }
    return Holdout.drawn(rows, heldRows::get, asideRows::get);
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
