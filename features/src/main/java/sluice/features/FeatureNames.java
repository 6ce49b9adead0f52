package sluice.features;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Makes feature names of what people call their columns and sources: lower case, digits,
 * underscores, none twice.
 */
public final class FeatureNames {
  private final Set<String> prefixes = new HashSet<>();

  /**
   * Returns a name such as {@code item_is_genres_drama}, made as {@link #prefix} makes prefixes.
   */
  public String name(String kind, String name) {
    String prefix = prefix(kind, name);
    return prefix.substring(0, prefix.length() - 1);
  }

  /**
   * Returns a prefix such as {@code cat_genres_}; a second column of the same spelling gets {@code
   * cat_genres_2_}.
   */
  public String prefix(String kind, String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    String base = kind + "_" + (plain.isEmpty() ? "x" : plain) + "_";
    String prefix = base;
    for (int i = 2; !prefixes.add(prefix); i++) {
      prefix = base + i + "_";
    }
    return prefix;
  }
}
