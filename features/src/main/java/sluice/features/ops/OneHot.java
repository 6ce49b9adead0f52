package sluice.features.ops;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import sluice.core.Dictionary;

/**
 * One flag for each text that was seen in fitting, in alphabetical order; a text that was not seen
 * gives all 0.
 */
public final class OneHot implements TextOperation {
  private final Dictionary categories;

  private OneHot(Dictionary categories) {
    this.categories = categories;
  }

  /**
   * Fits the categories.
   *
   * @param values texts, the empty string where missing
   * @param most how many categories at most: the most frequent, ties alphabetically
   */
  public static OneHot fit(Collection<String> values, int most) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (String v : values) {
      if (!v.isEmpty()) {
        counts.merge(v, 1, Integer::sum);
      }
    }
    List<String> kept =
        counts.entrySet().stream()
            .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
            .limit(most)
            .map(e -> e.getKey())
            .sorted()
            .toList();
    return new OneHot(Dictionary.of(kept));
  }

  /** Returns the categories in the order of the flags. */
  public List<String> categories() {
    return categories.ids();
  }

  @Override
  public int width() {
    return categories.size();
  }

  @Override
  public void apply(String value, float[] out, int offset) {
    int code = categories.index(value);
    for (int k = 0; k < width(); k++) {
      out[offset + k] = k == code ? 1 : 0;
    }
  }
}
