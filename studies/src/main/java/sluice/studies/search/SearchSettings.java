package sluice.studies.search;

import sluice.core.SettingError;

/**
 * How settings are searched.
 *
 * @param type how points are proposed
 * @param trials the most trials; with {@link Type#HALVING} those of the first round
 * @param minutes no trial begins once the trials so far took as long
 */
public record SearchSettings(Type type, int trials, double minutes) {
  /** How points are proposed. */
  public enum Type {
    /** Uniformly. */
    RANDOM,
    /** By {@link ParzenEstimator}. */
    TPE,
    /**
     * Uniformly, each on a part of the training requests; the best third goes on to three times as
     * many, until the best are trained on all (Jamieson and Talwalkar, AISTATS 2016).
     */
    HALVING
  }

  /** Checks. */
  public SearchSettings {
    SettingError.check("trials", trials, 1, 10_000);
    SettingError.check("minutes", minutes, 0, 1e5);
  }
}
