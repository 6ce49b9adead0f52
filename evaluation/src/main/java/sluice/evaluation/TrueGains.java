package sluice.evaluation;

/** The true expected value of every item for a user, where it is known: on a simulated world. */
@FunctionalInterface
public interface TrueGains {
  /**
   * Writes a user's true gains. Called from several threads, each with an array of its own.
   *
   * @param user index in the judgements
   * @param out one place an item of the catalogue: 0 or more, NaN for an item that may not be
   *     recommended to this user (not available, seen)
   */
  void gains(int user, float[] out);
}
