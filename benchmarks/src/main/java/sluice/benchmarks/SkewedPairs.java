package sluice.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;

/** Made-up pairs of users and items, a few of which have most of the pairs. */
final class SkewedPairs {
  private final int users;
  private final int items;
  private final long[] pairs;

  private SkewedPairs(int users, int items, long[] pairs) {
    this.users = users;
    this.items = items;
    this.pairs = pairs;
  }

  /** Draws pairs; repeats are dropped. */
  static SkewedPairs draw(int users, int items, int draws) {
    SplittableRandom random = new SplittableRandom(42);
    long[] pairs = new long[draws];
    for (int i = 0; i < draws; i++) {
      long user = (long) (users * Math.pow(random.nextDouble(), 2));
      long item = (long) (items * Math.pow(random.nextDouble(), 2.5));
      pairs[i] = user * items + item;
    }
    return new SkewedPairs(users, items, Arrays.stream(pairs).sorted().distinct().toArray());
  }

  /** Returns the pairs, sorted, each once: user · items + item. */
  long[] pairs() {
    return pairs;
  }

  /** Returns what can be trained on: each pair an interaction of weight 1. */
  FittingPart part() {
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), pairs.length);
    for (long pair : pairs) {
      builder.add((int) (pair / items), (int) (pair % items), 0, Float.NaN, 1, 0, -1);
    }
    Interactions interactions = builder.build();
    return new FittingPart(
        names("u", users),
        Catalogue.always(names("i", items)),
        interactions,
        new Histories(interactions, users),
        EntityTable.empty(items),
        EntityTable.empty(users),
        Tags.none(),
        Optional.empty(),
        Long.MAX_VALUE,
        false);
  }

  /** Returns made-up ids. */
  static Dictionary names(String prefix, int n) {
    return Dictionary.of(IntStream.range(0, n).mapToObj(i -> prefix + i).toList());
  }
}
