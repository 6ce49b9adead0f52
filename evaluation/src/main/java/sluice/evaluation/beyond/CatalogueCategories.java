package sluice.evaluation.beyond;

import java.util.Objects;

/**
 * The categories of every item, as sorted sets of ints in a flat array: those of item i are {@code
 * codes[offsets[i] … offsets[i + 1] − 1]}.
 *
 * <p>Arrays are taken over, not copied. Immutable, safe for use by many threads.
 */
public final class CatalogueCategories {
  private final int[] offsets;
  private final int[] codes;
  private final int size;

  /**
   * Makes the sets.
   *
   * @param offsets items + 1 offsets, ascending from 0
   * @param codes from 0, ascending within an item, none twice
   * @throws IllegalArgumentException where a set is not ascending
   */
  public CatalogueCategories(int[] offsets, int[] codes) {
    this.offsets = Objects.requireNonNull(offsets, "offsets");
    this.codes = Objects.requireNonNull(codes, "codes");
    int bound = 0;
    for (int i = 0; i + 1 < offsets.length; i++) {
      for (int c = offsets[i]; c < offsets[i + 1]; c++) {
        if (codes[c] < 0 || (c > offsets[i] && codes[c] <= codes[c - 1])) {
          throw new IllegalArgumentException("categories of item " + i + " are not ascending");
        }
        bound = Math.max(bound, codes[c] + 1);
      }
    }
    this.size = bound;
  }

  /** Returns one more than the largest category. */
  public int size() {
    return size;
  }

  /** Returns how many items there are. */
  public int items() {
    return offsets.length - 1;
  }

  /** Returns how many categories an item has. */
  public int count(int item) {
    return offsets[item + 1] - offsets[item];
  }

  /** Returns the k-th category of an item. */
  public int code(int item, int k) {
    return codes[offsets[item] + k];
  }

  /** Returns |a ∩ b| / |a ∪ b|, 0 where both are empty. */
  public double jaccard(int a, int b) {
    int i = offsets[a];
    int j = offsets[b];
    int both = 0;
    while (i < offsets[a + 1] && j < offsets[b + 1]) {
      if (codes[i] == codes[j]) {
        both++;
        i++;
        j++;
      } else if (codes[i] < codes[j]) {
        i++;
      } else {
        j++;
      }
    }
    int either = count(a) + count(b) - both;
    return either == 0 ? 0 : (double) both / either;
  }
}
