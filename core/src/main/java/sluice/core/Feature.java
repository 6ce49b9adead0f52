package sluice.core;

import java.time.Duration;
import java.util.Objects;

/**
 * The declaration of one feature: what it is called, what it means, who makes it.
 *
 * @param name unique, lower case with underscores
 * @param type what its numbers mean
 * @param defaultValue the value where nothing is known; may be NaN, which rankers treat as missing
 * @param group which features belong together (item popularity, user activity, …); importance is
 *     also summed by group
 * @param owner the stage that makes it: {@code features} for tables made by SQL, {@code assembler}
 *     for what is computed at the request, {@code candidates} for ranks and scores of sources
 * @param lag how long before the request's time the data that it reads must have happened
 * @param description one sentence for a reader
 */
public record Feature(
    String name,
    Type type,
    float defaultValue,
    String group,
    String owner,
    Duration lag,
    String description) {
  /** What a feature's numbers mean. */
  public enum Type {
    /** A real number without bounds. */
    NUMBER,
    /** A count, 0 or more. */
    COUNT,
    /** A share or rate in 0 … 1. */
    RATE,
    /** A rank, quantile or similarity in a bounded range. */
    SCORE,
    /** 0 or 1. */
    FLAG,
    /** A duration in days. */
    DAYS
  }

  /** Checks. */
  public Feature {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("feature name: " + name);
    }
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(lag, "lag");
    Objects.requireNonNull(description, "description");
  }
}
