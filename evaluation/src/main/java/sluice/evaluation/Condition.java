package sluice.evaluation;

/**
 * A bound on the recorded value (rating) that narrows what counts as relevant: {@code [value>=4]}.
 *
 * @param atLeast the least value that is still relevant, a finite number; an item without a value
 *     is not
 */
public record Condition(double atLeast) {
  /** Checks. */
  public Condition {
    if (!Double.isFinite(atLeast)) {
      throw new IllegalArgumentException("bound of a condition: " + atLeast);
    }
  }

  /** Says whether a value meets the condition; NaN, which stands for no value, does not. */
  public boolean meets(float value) {
    return value >= atLeast;
  }

  /** Returns the least value, whole where it is: {@code 4}. */
  String bound() {
    boolean whole = atLeast == Math.rint(atLeast) && Math.abs(atLeast) < 1e15;
    return whole ? Long.toString((long) atLeast) : Double.toString(atLeast);
  }

  /** Returns the condition as it stands behind a measure's name, such as {@code [value>=4]}. */
  @Override
  public String toString() {
    return "[value>=" + bound() + "]";
  }
}
