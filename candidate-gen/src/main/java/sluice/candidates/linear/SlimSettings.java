package sluice.candidates.linear;

import java.util.Optional;
import sluice.candidates.ForgettingSource;
import sluice.core.SettingError;

/**
 * The settings of {@code slim}.
 *
 * @param n how many items it brings
 * @param l1 λ₁, which makes weights 0
 * @param l2 λ₂, which holds weights back
 * @param neighbours from how many items each is predicted, those nearest by cosine
 * @param iterations rounds over the weights of an item at most
 * @param tolerance an item is done when no weight of a round moves by more
 * @param recent how many of the user's latest items count; 0 for all
 * @param forgetting how fast the history is forgotten, see {@link ForgettingSource}; empty where it
 *     is chosen
 */
public record SlimSettings(
    int n,
    double l1,
    double l2,
    int neighbours,
    int iterations,
    double tolerance,
    int recent,
    Optional<Double> forgetting) {
  /** Checks. */
  public SlimSettings {
    SettingError.check("n", n, 1, 1_000_000);
    SettingError.check("l1", l1, 0, 1e6);
    SettingError.check("l2", l2, 0, 1e6);
    SettingError.check("neighbours", neighbours, 1, 100_000);
    SettingError.check("iterations", iterations, 1, 100_000);
    SettingError.check("tolerance", tolerance, 1e-9, 1);
    SettingError.check("recent", recent, 0, 1_000_000);
    forgetting.ifPresent(d -> SettingError.check("forgetting", d, 0, 10));
  }
}
