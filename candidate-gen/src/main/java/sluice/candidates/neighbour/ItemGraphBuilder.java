package sluice.candidates.neighbour;

import sluice.candidates.als.Confidences;
import sluice.candidates.neighbour.Relatedness.Relation;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * Builds item-to-item graphs from the interactions of positive weight of a part.
 *
 * <p>Co-occurrence: c_ij users have both, n_i have i. Transitions: c_ij = Σ 1 / d over the places
 * where j stands d ≤ distance steps after i in a user's history; co-visitation: before or after.
 * Similarity is c_ij / (√(n_i n_j) + shrink), where n counts the users, or for the last two the
 * interactions, of an item. Each item keeps its best neighbours, ties by a hash of the seed and the
 * item. The same to the bit for any number of threads. Time: item-knn Σ over users of (their
 * items)².
 */
public final class ItemGraphBuilder {
  private final FittingPart part;
  private final Relatedness settings;
  private final TieBreak ties;
  private final int[] totals;

  private ItemGraphBuilder(FittingPart part, Relatedness settings, long seed) {
    this.part = part;
    this.settings = settings;
    this.ties = new TieBreak(Randomness.key(seed, "item-graph", 0), part.catalogue());
    this.totals = new int[part.catalogue().size()];
  }

  /** Builds the graph that the settings ask for. */
  public static ItemGraph build(FittingPart part, Relatedness settings, long seed, int threads) {
    ItemGraphBuilder builder = new ItemGraphBuilder(part, settings, seed);
    return settings.relation() == Relation.ITEM_KNN
        ? builder.coOccurrence(threads)
        : builder.sequences(threads);
  }

  private ItemGraph coOccurrence(int threads) {
    int items = totals.length;
    Confidences users =
        Confidences.ofUsers(part.interactions(), part.users().size(), items, 1).positive();
    Confidences byItem = users.transposed(items);
    for (int i = 0; i < items; i++) {
      totals[i] = byItem.count(i);
    }
    return rows(
        threads,
        (item, sums) -> {
          for (int k = byItem.start(item); k < byItem.start(item + 1); k++) {
            int user = byItem.column(k);
            for (int j = users.start(user); j < users.start(user + 1); j++) {
              sums.add(users.column(j), 1);
            }
          }
        });
  }

  private ItemGraph sequences(int threads) {
    int items = totals.length;
    int[] sequence = new int[part.interactions().size()];
    int[] starts = new int[part.users().size() + 1];
    int size = positives(sequence, starts);
    // For each item the places where it stands, so that each row can be made by itself.
    int[] offsets = new int[items + 1];
    for (int p = 0; p < size; p++) {
      offsets[sequence[p] + 1]++;
    }
    for (int i = 0; i < items; i++) {
      totals[i] = offsets[i + 1];
      offsets[i + 1] += offsets[i];
    }
    int[] next = offsets.clone();
    int[] places = new int[size];
    int[] from = new int[size];
    int[] to = new int[size];
    for (int u = 0; u + 1 < starts.length; u++) {
      for (int p = starts[u]; p < starts[u + 1]; p++) {
        places[next[sequence[p]]++] = p;
        from[p] = starts[u];
        to[p] = starts[u + 1];
      }
    }
    boolean both = settings.relation() == Relation.CO_VISITATION;
    return rows(
        threads,
        (item, sums) -> {
          for (int k = offsets[item]; k < offsets[item + 1]; k++) {
            int p = places[k];
            for (int d = 1; d <= settings.distance() && p + d < to[p]; d++) {
              sums.add(sequence[p + d], 1f / d);
            }
            for (int d = 1; both && d <= settings.distance() && p - d >= from[p]; d++) {
              sums.add(sequence[p - d], 1f / d);
            }
          }
        });
  }

  /**
   * Writes the items of each user's positive interactions in time order, one user after the other.
   */
  private int positives(int[] sequence, int[] starts) {
    Histories histories = part.histories();
    Interactions rows = part.interactions();
    int size = 0;
    for (int u = 0; u < histories.users(); u++) {
      for (int k = 0; k < histories.size(u); k++) {
        int row = histories.row(u, k);
        if (rows.weight(row) > 0) {
          sequence[size++] = rows.item(row);
        }
      }
      starts[u + 1] = size;
    }
    return size;
  }

  @FunctionalInterface
  private interface Row {
    void fill(int item, ItemSums sums);
  }

  private ItemGraph rows(int threads, Row row) {
    int items = totals.length;
    RankedItems[] lists = new RankedItems[items];
    Parallel.run(
        threads,
        items,
        () -> new Scratch(items, settings.neighbours()),
        (item, scratch) -> {
          row.fill(item, scratch.sums);
          scratch.top.reset(ties);
          for (int k = 0; k < scratch.sums.size(); k++) {
            int other = scratch.sums.item(k);
            if (other != item) {
              double expected = Math.sqrt((double) totals[item] * totals[other]);
              double near = scratch.sums.sum(other) / (expected + settings.shrink());
              scratch.top.offer(other, (float) near);
            }
          }
          lists[item] = scratch.top.take();
          scratch.sums.clear();
        });
    int[] offsets = new int[items + 1];
    for (int i = 0; i < items; i++) {
      offsets[i + 1] = offsets[i] + lists[i].size();
    }
    int[] neighbours = new int[offsets[items]];
    float[] weights = new float[offsets[items]];
    for (int i = 0; i < items; i++) {
      for (int k = 0; k < lists[i].size(); k++) {
        neighbours[offsets[i] + k] = lists[i].item(k);
        weights[offsets[i] + k] = lists[i].score(k);
      }
    }
    return new ItemGraph(offsets, neighbours, weights);
  }

  private static final class Scratch {
    private final ItemSums sums;
    private final TopK top;

    Scratch(int items, int neighbours) {
      sums = new ItemSums(items);
      top = new TopK(neighbours);
    }
  }
}
