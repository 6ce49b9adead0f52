package sluice.funnel.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Randomness;
import sluice.core.Request;

/**
 * Made-up requests that a bundle is tried with: nobody's history, items drawn from the catalogue.
 *
 * <p>Half of a history is drawn from the interactions, so popular items come often, half from the
 * catalogue evenly. A function of the part and the seed.
 */
final class SampleRequests {
  /** How long the histories are. */
  private static final int[] LENGTHS = {0, 0, 1, 1, 2, 3, 5, 10, 20, 50, 100, 200};

  private static final long DAY = 86_400_000L;

  private SampleRequests() {}

  static List<Request> draw(FittingPart part, long seed) {
    List<Request> requests = new ArrayList<>();
    long now = now(part);
    for (int r = 0; r < LENGTHS.length; r++) {
      SplittableRandom random = Randomness.generator(seed, "bundle-sample", r);
      History history = history(part, random, LENGTHS[r], now);
      // an id with a tab, which no dataset can have: nobody is called so
      String user = "sample\t" + r;
      requests.add(new Request("sample-" + r, Dictionary.UNKNOWN, user, now, history, Map.of()));
    }
    return requests;
  }

  private static long now(FittingPart part) {
    int rows = part.interactions().size();
    long last = rows == 0 ? 0 : part.interactions().time(rows - 1) + 1;
    return part.asOf() == Long.MAX_VALUE ? last : part.asOf();
  }

  private static History history(FittingPart part, SplittableRandom random, int length, long now) {
    Catalogue catalogue = part.catalogue();
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int tries = 0; drawn.size() < length && tries < 4 * length; tries++) {
      int rows = part.interactions().size();
      if (tries % 2 == 0 && rows > 0) {
        drawn.add(part.interactions().item(random.nextInt(rows)));
      } else if (catalogue.size() > 0) {
        drawn.add(random.nextInt(catalogue.size()));
      }
    }
    int[] items = drawn.stream().mapToInt(Integer::intValue).toArray();
    for (int i = items.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = items[i];
      items[i] = items[j];
      items[j] = swapped;
    }
    long[] times = new long[items.length];
    Arrays.setAll(times, i -> now - 1 - random.nextLong(30 * DAY));
    Arrays.sort(times);
    float[] values = new float[items.length];
    Arrays.fill(values, Float.NaN);
    float[] weights = new float[items.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(10) == 0 ? -1 : 1;
    }
    return new History(items, times, values, weights);
  }
}
