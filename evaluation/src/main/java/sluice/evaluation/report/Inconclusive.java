package sluice.evaluation.report;

import java.util.Objects;

/**
 * Why a split cannot tell one system from another, whatever the figures are, and what would.
 *
 * @param reason a clause without a full stop, such as "378 of 379 test users have no history"
 * @param remedy whole sentences
 */
public record Inconclusive(String reason, String remedy) {
  /** Checks. */
  public Inconclusive {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(remedy, "remedy");
  }
}
