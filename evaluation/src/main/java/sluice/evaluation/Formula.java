package sluice.evaluation;

import java.util.function.ToDoubleFunction;

/**
 * How a measure counts one user's list: numerator / denominator.
 *
 * <p>Immutable, called by many threads. What it is given is valid during the call alone.
 */
public interface Formula {
  /**
   * Returns what does not depend on the list, such as the best possible sum; 0 for a user who is
   * not counted. Asked for once a user, used for the lists of all systems.
   */
  double denominator(RelevantItems relevant);

  /** Returns what the list has earned, 0 for an empty one. */
  double numerator(JudgedList list);

  /** Makes a formula of two functions. */
  static Formula of(
      ToDoubleFunction<JudgedList> numerator, ToDoubleFunction<RelevantItems> denominator) {
    return new Formula() {
      @Override
      public double denominator(RelevantItems relevant) {
        return denominator.applyAsDouble(relevant);
      }

      @Override
      public double numerator(JudgedList list) {
        return numerator.applyAsDouble(list);
      }
    };
  }
}
