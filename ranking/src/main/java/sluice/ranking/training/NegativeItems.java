package sluice.ranking.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import sluice.core.Candidates;
import sluice.core.Catalogue;
import sluice.core.FittingPart;
import sluice.core.JudgedRequest;
import sluice.core.Request;

/**
 * Draws negatives from the whole catalogue and puts those that no source brought below the
 * candidates.
 *
 * <p>Immutable, safe for use by many threads.
 */
final class NegativeItems {
  /**
   * Draws that may miss (an item not available, seen, relevant or drawn before) for every negative
   * wanted.
   */
  private static final int PATIENCE = 20;

  private final Catalogue catalogue;
  private final ItemSampler sampler;

  NegativeItems(TrainingSettings settings, FittingPart inner) {
    this.catalogue = inner.catalogue();
    this.sampler =
        settings.negatives() == TrainingSettings.Negatives.POPULARITY
            ? ItemSampler.popularity(
                inner.interactions(), catalogue.size(), settings.popularityPower())
            : ItemSampler.uniform(catalogue.size());
  }

  /**
   * Draws distinct items that are available, not in the user's history and not judged.
   *
   * @return at most {@code wanted}; fewer where few can be had
   */
  int[] draw(JudgedRequest judged, int wanted, SplittableRandom random) {
    Request request = judged.request();
    BitSet out = new BitSet(catalogue.size());
    for (int i = 0; i < request.history().size(); i++) {
      out.set(request.history().item(i));
    }
    for (int i = 0; i < judged.size(); i++) {
      if (judged.item(i) >= 0) {
        out.set(judged.item(i));
      }
    }
    int[] drawn = new int[wanted];
    int n = 0;
    for (int attempt = 0; attempt < (long) wanted * PATIENCE && n < wanted; attempt++) {
      int item = sampler.draw(random);
      if (item < 0) {
        break;
      }
      if (!out.get(item) && catalogue.available(item, request.time())) {
        out.set(item);
        drawn[n++] = item;
      }
    }
    return Arrays.copyOf(drawn, n);
  }

  /** Returns the number of items of the catalogue. */
  int items() {
    return catalogue.size();
  }

  /** Returns the place of every candidate by item. */
  static Map<Integer, Integer> places(Candidates candidates) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int c = 0; c < candidates.size(); c++) {
      places.put(candidates.item(c), c);
    }
    return places;
  }
}
