package sluice.candidates.embedding;

import sluice.core.SettingError;

/**
 * How {@link Item2Vec} is trained.
 *
 * @param dimension floats a vector, 1 … 1,024
 * @param epochs passes over the sessions
 * @param window how many steps away an item counts as context
 * @param negatives items drawn against each pair
 * @param rate learning rate at the beginning; falls evenly to a ten-thousandth of it
 * @param subsample share of the interactions above which an item is thinned out; 0 for none
 * @param least interactions that an item needs to have a vector
 * @param gapHours pause that ends a session; 0 for whole histories
 * @param globalContext event type whose latest item in a session is context to all of the session;
 *     empty for none
 * @param halfLife after how many further interactions one counts half in the request's vector
 */
public record Item2VecSettings(
    int dimension,
    int epochs,
    int window,
    int negatives,
    double rate,
    double subsample,
    int least,
    double gapHours,
    String globalContext,
    double halfLife) {
  static final String DEFAULTS =
      """
      dimension: 64        # floats a vector
      epochs: 10           # passes over the sessions
      window: 5            # how many steps away an item counts as context
      negatives: 5         # items drawn against each pair
      rate: 0.025          # learning rate at the beginning; falls evenly to almost 0
      subsample: 0.001     # share of the interactions above which an item is thinned out; 0 for none
      least: 3             # interactions that an item needs to have a vector
      gapHours: 0.0        # pause that ends a session; 0: histories are not split
      globalContext: ""    # event type whose latest item in a session is context to all of it, such as buy
      halfLife: 10.0       # after so many further interactions one counts half in the request's vector
      """;

  /** Checks. */
  public Item2VecSettings {
    SettingError.check("dimension", dimension, 1, 1024);
    SettingError.check("epochs", epochs, 1, 10_000);
    SettingError.check("window", window, 1, 1000);
    SettingError.check("negatives", negatives, 1, 1000);
    SettingError.check("rate", rate, 1e-6, 10);
    SettingError.check("subsample", subsample, 0, 1);
    SettingError.check("least", least, 1, 1_000_000);
    SettingError.check("gapHours", gapHours, 0, 1e6);
    SettingError.check("halfLife", halfLife, 0.01, 1e6);
  }
}
