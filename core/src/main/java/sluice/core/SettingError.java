package sluice.core;

import java.util.Collection;

/**
 * A setting whose value is not allowed, thrown by the constructor of a settings record.
 *
 * <p>{@link ConfigNode#bind} adds the file, the line and the value.
 */
public final class SettingError extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String problem;

  /**
   * Makes an error.
   *
   * @param key of the setting, as the config spells it; dotted where it stands in a map of values
   * @param problem what is wrong or expected, such as {@code a number above 0 is expected}
   */
  public SettingError(String key, String problem) {
    super(key + ": " + problem);
    this.key = key;
    this.problem = problem;
  }

  /** Checks a whole number and returns it. */
  public static int check(String key, int value, int min, int max) {
    return (int) check(key, (long) value, min, max);
  }

  /** Checks a whole number and returns it. */
  public static long check(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw new SettingError(key, "a whole number from " + min + " to " + max + " is expected");
    }
    return value;
  }

  /** Checks a number and returns it; NaN is never allowed. */
  public static double check(String key, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new SettingError(key, "a number from " + min + " to " + max + " is expected");
    }
    return value;
  }

  /** Checks that a condition holds. */
  public static void check(String key, boolean allowed, String problem) {
    if (!allowed) {
      throw new SettingError(key, problem);
    }
  }

  /** Checks that a word is one of several and returns it. */
  public static String oneOf(String key, String word, Collection<String> words) {
    if (!words.contains(word)) {
      throw new SettingError(
          key,
          "one of "
              + String.join(", ", words)
              + " is expected"
              + ConfigNode.didYouMean(word, words));
    }
    return word;
  }

  /** Returns the key of the setting. */
  public String key() {
    return key;
  }

  /** Returns what is wrong or expected. */
  String problem() {
    return problem;
  }
}
