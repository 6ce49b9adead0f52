package sluice.candidates.als;

import sluice.core.SettingError;

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
  /** Checks. */
  public AlsSettings {
    SettingError.check("factors", factors, 1, 1024);
    SettingError.check("iterations", iterations, 1, 1000);
    SettingError.check("alpha", alpha, 1e-6, 1e6);
    SettingError.check("regularization", regularization, 1e-9, 1e6);
    SettingError.check("scaling", scaling, 0, 1);
    SettingError.check("steps", steps, 1, 100);
  }

  /** Returns all settings, in their order. */
  double[] numbers() {
    return new double[] {factors, iterations, alpha, regularization, scaling, steps};
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
