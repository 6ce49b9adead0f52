package sluice.core.graph;

import java.util.List;
import sluice.core.SettingError;

/**
 * Which items the same users interacted with.
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
public record CoOccurrence(String similarity, double shrink, int neighbours, int longest, int users)
    implements ItemRelation {
  /** Checks. */
  public CoOccurrence {
    SettingError.oneOf("similarity", similarity, List.of("cosine", "jaccard"));
    SettingError.check("shrink", shrink, 0, 1e9);
    SettingError.check("neighbours", neighbours, 1, 100_000);
    SettingError.check("longest", longest, 1, 1_000_000);
    SettingError.check("users", users, 1, Integer.MAX_VALUE);
  }

  @Override
  public String name() {
    return "co-occurrence";
  }

  /** Says whether pairs are weighed by cosine rather than by Jaccard. */
  public boolean cosine() {
    return similarity.equals("cosine");
  }
}
