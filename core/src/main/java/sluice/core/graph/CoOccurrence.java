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
 * <p>Weighted, a user of m of the N items counts idf² with idf = ln N − ln(1 + m) in place of 1, in
 * n_a, n_b and n_ab alike, so that those who take everything say little: with {@code tf-idf} in the
 * same formulas. With {@code bm25} (Robertson 1994, k 1.2, b 0.75) it is n_ab (k + 1)² / (l_a l_b +
 * shrink), where l_a = k (1 − b + b · users of a / their mean) + 1. Both are those of the library
 * {@code implicit}, where shrink is 0.
 *
 * @param similarity {@code cosine} or {@code jaccard}; bm25 has lengths of its own and goes with
 *     {@code cosine} alone
 * @param weighting {@code none}, {@code tf-idf} or {@code bm25}
 * @param shrink keeps rare pairs down, 0 or more
 * @param neighbours how many are kept a row
 * @param longest how many items a user
 * @param users how many users of an item are looked at
 */
public record CoOccurrence(
    String similarity, String weighting, double shrink, int neighbours, int longest, int users)
    implements ItemRelation {
  /** Checks. */
  public CoOccurrence {
    SettingError.oneOf("similarity", similarity, List.of("cosine", "jaccard"));
    SettingError.oneOf("weighting", weighting, List.of("none", "tf-idf", "bm25"));
    SettingError.check(
        "weighting",
        !(weighting.equals("bm25") && similarity.equals("jaccard")),
        "bm25 has lengths of its own, which similarity: jaccard does not go with; take tf-idf, or"
            + " similarity: cosine");
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
