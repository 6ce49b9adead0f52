package sluice.funnel;

import java.util.Objects;
import sluice.core.RankedItems;

/**
 * What became of one candidate source in one answer: its list, or why it was left out. Immutable.
 *
 * @param source its name
 * @param status whether its list counts
 * @param list what it brought; empty where it was left out
 * @param nanos how long it took
 * @param reason why it was left out, empty where it was not; for the log and the inspector, never
 *     with a user's id
 */
public record SourceOutcome(
    String source, Status status, RankedItems list, long nanos, String reason) {
  /** Whether a source's list counts. */
  public enum Status {
    /** It answered. */
    ANSWERED,
    /** It threw, or its list broke the contract of a source. */
    FAILED,
    /** There was no time left for it. */
    LATE,
    /** It has failed so often lately that it was not asked. */
    SKIPPED
  }

  /** Checks. */
  public SourceOutcome {
    Objects.requireNonNull(source, "source");
    if (status != Status.ANSWERED && list.size() > 0) {
      throw new IllegalArgumentException(source + " was left out, but has a list");
    }
  }

  static SourceOutcome answered(String source, RankedItems list, long nanos) {
    return new SourceOutcome(source, Status.ANSWERED, list, nanos, "");
  }

  static SourceOutcome leftOut(String source, Status status, long nanos, String reason) {
    return new SourceOutcome(source, status, RankedItems.EMPTY, nanos, reason);
  }
}
