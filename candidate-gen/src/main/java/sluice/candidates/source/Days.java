package sluice.candidates.source;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A time in days, or no bound.
 *
 * @param days above 0; infinite for no bound
 */
public record Days(double days) {
  /** Reads a number, or {@code all} or {@code none} for no bound. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Days of(Object value) {
    if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= 1e6) {
      return new Days(number.doubleValue());
    }
    if (value.equals("all") || value.equals("none")) {
      return new Days(Double.POSITIVE_INFINITY);
    }
    throw new IllegalArgumentException(
        "a number of days above 0, or all (none for decay), is expected");
  }
}
