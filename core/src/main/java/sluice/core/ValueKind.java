package sluice.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the recorded values of interactions are, and how they weigh.
 *
 * <p>A rating says how much the user liked the item: it is averaged in features, and measures may
 * ask for a least rating. A count, a duration or an amount says how much the user did: it makes the
 * interaction weigh more and is no opinion.
 *
 * @param type what they are
 * @param scale the value that counts as one unit, above 0; 1 for ratings
 */
public record ValueKind(Type type, double scale) {
  /** Values that are ratings, or no values at all. */
  public static final ValueKind RATING = new ValueKind(Type.RATING, 1);

  /** What values can be. */
  public enum Type {
    /** An opinion on a fixed scale, such as 1 to 5 stars. */
    RATING,
    /** How often: plays, visits, pieces bought. */
    COUNT,
    /** How long: seconds watched, milliseconds on a page. */
    DURATION,
    /** How much: money, weight. */
    AMOUNT;

    /** Returns its word in a {@code dataset.yaml}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type of a word; throws where there is none. */
    public static Type of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns the words of all. */
    public static List<String> words() {
      return Arrays.stream(values()).map(Type::word).toList();
    }
  }

  /** Checks. */
  public ValueKind {
    SettingError.check(
        "scale", scale > 0 && scale <= 1e15, "a number above 0, at most 1.0E15, is expected");
    SettingError.check(
        "scale",
        type != Type.RATING || scale == 1,
        "a rating has no scale; it is for count, duration and amount");
  }

  /** Says whether the values are ratings. */
  public boolean isRating() {
    return type == Type.RATING;
  }

  /**
   * Returns the factor by which a value raises its interaction's weight: 1 + ln(1 + value / scale),
   * after the confidence of Hu, Koren and Volinsky (2008). It is 1 for a rating, for no value (NaN)
   * and for a value of 0 or less.
   */
  public double factor(float value) {
    return isRating() || !(value > 0) ? 1 : 1 + StrictMath.log1p(value / scale);
  }
}
