package sluice.features.graph;

import java.util.List;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.SettingError;

/**
 * Which items the same users turned to.
 *
 * <p>With n_a the users of item a and n_ab those of both: cosine is n_ab / (√(n_a · n_b) + shrink),
 * Jaccard n_ab / (n_a + n_b − n_ab + shrink). Only positive interactions; each item once a user,
 * the latest {@code longest} items of each. Where an item has more than {@code users} users, every
 * so many-th of them is counted and n_ab scaled up.
 *
 * @param similarity {@code cosine} or {@code jaccard}
 * @param shrink keeps rare pairs down, 0 or more
 * @param neighbours how many are kept a row
 * @param longest how many items a user
 * @param users how many users of an item are looked at
 */
public record CoOccurrence(
    String similarity, double shrink, int neighbours, int longest, int users) {
  /** Checks. */
  public CoOccurrence {
    SettingError.oneOf("similarity", similarity, List.of("cosine", "jaccard"));
    SettingError.check("shrink", shrink, 0, 1e6);
    SettingError.check("neighbours", neighbours, 1, 10_000);
    SettingError.check("longest", longest, 1, 1_000_000);
    SettingError.check("users", users, 1, Integer.MAX_VALUE);
  }

  /**
   * Counts the pairs of a part; at most {@code users · longest} steps an item, the same for any
   * number of threads.
   */
  public ItemGraph fit(FittingPart part, long seed, int threads, Progress progress) {
    Sequences s = Sequences.of(part, longest, true);
    boolean cosine = similarity.equals("cosine");
    return GraphBuilder.build(
        "co-occurrence",
        part.catalogue(),
        neighbours,
        seed,
        threads,
        progress,
        new GraphBuilder.Row() {
          @Override
          public void add(int item, GraphBuilder.Sums sums) {
            int n = s.count(item);
            int looked = Math.min(n, users);
            double scale = (double) n / Math.max(1, looked);
            for (int k = 0; k < looked; k++) {
              int p = s.places[s.placeOffsets[item] + (int) ((long) k * n / looked)];
              for (int q = s.start[p]; q < s.end[p]; q++) {
                sums.add(s.item[q], scale);
              }
            }
          }

          @Override
          public double weight(int a, int b, double sum) {
            double na = s.count(a);
            double nb = s.count(b);
            return cosine ? sum / (Math.sqrt(na * nb) + shrink) : sum / (na + nb - sum + shrink);
          }
        });
  }
}
