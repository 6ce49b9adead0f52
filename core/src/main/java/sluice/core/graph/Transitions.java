package sluice.core.graph;

import java.util.List;
import sluice.core.SettingError;

/**
 * What follows what: how often users interacted with item b within the next few steps after item a.
 *
 * <p>Weight(a → b) = S / (n_a^α · n_b^β + shrink), where S sums over all users and all places of a
 * followed by b at most {@code window} steps later: decay^(steps − 1) · 2^(−gap / halfLife), the
 * gap being the time between the two (left out where the part is not timed), and n is how many
 * places an item has. Only positive interactions, the latest {@code longest} of each user. α = 1, β
 * = 0 is nearly a conditional probability; α = β = ½ keeps popular items down.
 *
 * @param direction {@code next}, or {@code both}: b may also stand before a
 * @param window how many steps ahead count, 1 to 1000
 * @param decay weight of each further step, above 0 to 1
 * @param halfLifeDays gap at which a pair counts half, above 0
 * @param alpha exponent of the first item's count, 0 to 1
 * @param beta exponent of the second item's count, 0 to 1
 * @param shrink keeps rare pairs down, 0 or more
 * @param neighbours how many are kept a row
 * @param longest how many interactions a user
 */
public record Transitions(
    String direction,
    int window,
    double decay,
    double halfLifeDays,
    double alpha,
    double beta,
    double shrink,
    int neighbours,
    int longest)
    implements ItemRelation {
  /** Checks. */
  public Transitions {
    SettingError.oneOf("direction", direction, List.of("next", "both"));
    SettingError.check("window", window, 1, 1000);
    SettingError.check("decay", decay, 0.01, 1);
    SettingError.check("halfLifeDays", halfLifeDays, 1e-4, 1e6);
    SettingError.check("alpha", alpha, 0, 1);
    SettingError.check("beta", beta, 0, 1);
    SettingError.check("shrink", shrink, 0, 1e9);
    SettingError.check("neighbours", neighbours, 1, 100_000);
    SettingError.check("longest", longest, 1, 1_000_000);
  }

  @Override
  public String name() {
    return "transitions";
  }

  /** Says whether what stands before an item counts too. */
  public boolean both() {
    return direction.equals("both");
  }
}
