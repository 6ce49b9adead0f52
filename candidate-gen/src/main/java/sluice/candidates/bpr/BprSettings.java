package sluice.candidates.bpr;

import sluice.core.SettingError;
import sluice.core.YamlFile;

/**
 * How Bayesian personalised ranking is trained.
 *
 * @param factors floats a vector, 1 … 1,024
 * @param epochs rounds of as many steps as there are pairs of a user and an item
 * @param learningRate η: how far a step goes
 * @param regularization λ: how strongly vectors are held back
 * @param negatives what a user's items are compared with
 */
public record BprSettings(
    int factors, int epochs, double learningRate, double regularization, Negatives negatives) {
  static final String DEFAULTS = YamlFile.resource(BprSettings.class, "bpr.yaml");

  /** How the item is drawn that a user does not have. */
  public enum Negatives {
    /** Each item that anyone has, alike. */
    UNIFORM,
    /** In proportion to how many users have it. */
    POPULARITY
  }

  /** Checks. */
  public BprSettings {
    SettingError.check("factors", factors, 1, 1024);
    SettingError.check("epochs", epochs, 1, 10_000);
    SettingError.check("learningRate", learningRate, 1e-6, 10);
    SettingError.check("regularization", regularization, 0, 10);
  }

  /** Returns the floats of a vector with the bias, rounded up to a multiple of 8. */
  int stride() {
    return (factors + 8) / 8 * 8;
  }
}
