package sluice.candidates.als;

import sluice.core.ConfigNode;

/**
 * How implicit alternating least squares is trained.
 *
 * @param factors floats a vector, 1 … 1,024
 * @param iterations rounds of solving all users, then all items
 * @param alpha how much an interaction of weight 1 adds to the confidence 1 that every pair has
 * @param regularization λ: see {@link #scaling}
 * @param scaling ν in 0 … 1: a row with n interactions among m columns is held back by λ (m + α
 *     n)^ν, so that 0 is the same λ for all (Hu et al.) and 1 grows with how often the row occurs
 *     (Rendle et al. 2021)
 * @param steps steps of the conjugate gradient a row and iteration
 */
public record AlsSettings(
    int factors, int iterations, double alpha, double regularization, double scaling, int steps) {
  /** What is used where the config says nothing. */
  public static final AlsSettings DEFAULT = new AlsSettings(64, 12, 3, 0.01, 1, 3);

  /** Checks. */
  public AlsSettings {
    if (factors < 1 || iterations < 1 || steps < 1) {
      throw new IllegalArgumentException("factors, iterations and steps are 1 or more");
    }
    if (!(alpha > 0) || !(regularization > 0) || !(scaling >= 0 && scaling <= 1)) {
      throw new IllegalArgumentException("alpha and regularization are above 0, scaling in 0 … 1");
    }
  }

  /** Reads the settings; every key has a default. */
  public static AlsSettings read(ConfigNode node) {
    AlsSettings settings = readKeys(node, DEFAULT);
    node.finish();
    return settings;
  }

  /**
   * Reads the keys of these settings from a node that has others as well; the caller finishes it.
   */
  public static AlsSettings readKeys(ConfigNode node, AlsSettings defaults) {
    return new AlsSettings(
        node.integer("factors", defaults.factors, 1, 1024),
        node.integer("iterations", defaults.iterations, 1, 1000),
        node.number("alpha", defaults.alpha, 1e-6, 1e6),
        node.number("regularization", defaults.regularization, 1e-9, 1e6),
        node.number("scaling", defaults.scaling, 0, 1),
        node.integer("steps", defaults.steps, 1, 100));
  }

  /** Returns the floats a row takes in flat arrays: factors, rounded up to a multiple of 8. */
  int stride() {
    return (factors + 7) / 8 * 8;
  }

  /** Returns how much a row with some interactions among some columns is held back. */
  float regularization(int interactions, int columns) {
    return (float) (regularization * Math.pow(columns + alpha * interactions, scaling));
  }
}
