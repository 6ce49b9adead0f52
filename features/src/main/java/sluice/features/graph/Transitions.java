package sluice.features.graph;

import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.SettingError;

/**
 * What follows what: how often users turned to item b within the next few steps after item a.
 *
 * <p>Weight(a → b) = S / (n_a^α · n_b^β + shrink), where S sums over all users and all places of a
 * followed by b at most {@code window} steps later: decay^(steps − 1) · 2^(−gap / halfLife), the
 * gap being the time between the two (left out where the part is not timed), and n is how many
 * places an item has. Only positive interactions, the latest {@code longest} of each user. α = 1, β
 * = 0 is nearly a conditional probability; α = β = ½ keeps popular items down.
 *
 * @param window how many steps ahead count, 1 to 50
 * @param decay weight of each further step, above 0 to 1
 * @param halfLifeDays gap at which a pair counts half, above 0
 * @param alpha exponent of the first item's count, 0 to 1
 * @param beta exponent of the second item's count, 0 to 1
 * @param shrink keeps rare pairs down, 0 or more
 * @param neighbours how many are kept a row
 * @param longest how many interactions a user
 */
public record Transitions(
    int window,
    double decay,
    double halfLifeDays,
    double alpha,
    double beta,
    double shrink,
    int neighbours,
    int longest) {
  /** Checks. */
  public Transitions {
    SettingError.check("window", window, 1, 50);
    SettingError.check("decay", decay, 0.01, 1);
    SettingError.check("halfLifeDays", halfLifeDays, 1e-4, 1e6);
    SettingError.check("alpha", alpha, 0, 1);
    SettingError.check("beta", beta, 0, 1);
    SettingError.check("shrink", shrink, 0, 1e6);
    SettingError.check("neighbours", neighbours, 1, 10_000);
    SettingError.check("longest", longest, 1, 1_000_000);
  }

  /**
   * Counts the transitions of a part; linear in interactions × window, the same for any number of
   * threads.
   */
  public ItemGraph fit(FittingPart part, long seed, int threads, Progress progress) {
    Sequences s = Sequences.of(part, longest, false);
    double perMinute = part.timed() ? -Math.log(2) / (halfLifeDays * 1440) : 0;
    return GraphBuilder.build(
        "transitions",
        part.catalogue(),
        neighbours,
        seed,
        threads,
        progress,
        new GraphBuilder.Row() {
          @Override
          public void add(int item, GraphBuilder.Sums sums) {
            for (int k = s.placeOffsets[item]; k < s.placeOffsets[item + 1]; k++) {
              int p = s.places[k];
              double weight = 1;
              for (int q = p + 1; q < Math.min(s.end[p], p + 1 + window); q++) {
                int gap = s.minute[q] - s.minute[p];
                double near = gap == 0 || perMinute == 0 ? 1 : Math.exp(perMinute * gap);
                if (near > 1e-6) {
                  sums.add(s.item[q], weight * near);
                }
                weight *= decay;
              }
            }
          }

          @Override
          public double weight(int a, int b, double sum) {
            return sum / (Math.pow(s.count(a), alpha) * Math.pow(s.count(b), beta) + shrink);
          }
        });
  }
}
