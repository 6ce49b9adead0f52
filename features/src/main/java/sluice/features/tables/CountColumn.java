package sluice.features.tables;

import java.util.Locale;

/**
 * What a snapshot table counts. Sums of real numbers are kept as whole millionths, so that adding
 * them is exact.
 */
public enum CountColumn {
  /** Interactions of any weight. */
  INTERACTIONS,
  /** Interactions whose weight is above 0. */
  POSITIVES,
  /** Users, each on the day of the first interaction with the entity. */
  USERS,
  /** Sum of the weights, in millionths. */
  WEIGHT,
  /** Interactions that recorded a value. */
  VALUED,
  /** Sum of the recorded values, in millionths. */
  VALUE,
  /** Impressions. */
  IMPRESSIONS,
  /** Impressions that a positive interaction of the same user and item followed within a day. */
  CLICKS,
  /** Expected clicks, given the positions of the impressions, in millionths. */
  EXPECTED;

  /** Returns the name of the column in the Parquet tables. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
