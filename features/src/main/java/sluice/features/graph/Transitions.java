package sluice.features.graph;

import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.Progress;

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
  /** The settings where none are given. */
  public static final Transitions DEFAULT = new Transitions(10, 0.8, 7, 0.5, 0.5, 2, 300, 1000);

  /** Checks. */
  public Transitions {
    if (window < 1
        || decay <= 0
        || halfLifeDays <= 0
        || shrink < 0
        || neighbours < 1
        || longest < 1) {
      throw new IllegalArgumentException("transitions out of range");
    }
  }

  /** Reads settings. */
  public static Transitions read(ConfigNode node) {
    Transitions d = DEFAULT;
    Transitions read =
        new Transitions(
            node.integer("window", d.window, 1, 50),
            node.number("decay", d.decay, 0.01, 1),
            node.number("halfLifeDays", d.halfLifeDays, 1e-4, 1e6),
            node.number("alpha", d.alpha, 0, 1),
            node.number("beta", d.beta, 0, 1),
            node.number("shrink", d.shrink, 0, 1e6),
            node.integer("neighbours", d.neighbours, 1, 10_000),
            node.integer("longest", d.longest, 1, 1_000_000));
    node.finish();
    return read;
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
