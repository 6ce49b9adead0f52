package sluice.candidates.linear;

import java.util.Optional;
import sluice.candidates.ForgettingSource;
import sluice.core.SettingError;

/**
 * The settings of {@code ease}.
 *
 * @param n how many items it brings
 * @param regularization λ; without it {@link Ease#regularization} of the data
 * @param items how many items have weights at most, those with most users
 * @param minCount how many users an item must have for weights
 * @param neighbours how many weights of an item are kept, those furthest from 0; 0 for all
 * @param recent how many of the user's latest items count; 0 for all
 * @param forgetting how fast the history is forgotten, see {@link ForgettingSource}; empty where it
 *     is chosen
 * @param halfLifeDays after how many days an interaction counts half; without it never
 * @param memory how many MB (10⁶ bytes) fitting may take
 */
public record EaseSettings(
    int n,
    Optional<Double> regularization,
    int items,
    int minCount,
    int neighbours,
    int recent,
    Optional<Double> forgetting,
    Optional<Double> halfLifeDays,
    int memory) {
  /** So many items have less than 2³¹ weights. */
  private static final int MOST_ITEMS = 40_000;

  /** Checks. */
  public EaseSettings {
    SettingError.check("n", n, 1, 1_000_000);
    regularization.ifPresent(x -> SettingError.check("regularization", x, 1e-3, 1e6));
    SettingError.check("items", items, 1, MOST_ITEMS);
    SettingError.check("minCount", minCount, 1, Integer.MAX_VALUE);
    SettingError.check("neighbours", neighbours, 0, MOST_ITEMS);
    SettingError.check("recent", recent, 0, 1_000_000);
    forgetting.ifPresent(d -> SettingError.check("forgetting", d, 0, 10));
    halfLifeDays.ifPresent(x -> SettingError.check("halfLifeDays", x, 1e-4, 1e6));
    SettingError.check("memory", memory, 1, 1_000_000);
  }
}
