package sluice.evaluation.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What each stage leaves of the catalogue, what recall that leaves as the ceiling, and what time it
 * takes.
 *
 * @param catalogueItems how many items may be recommended
 * @param rows the sources, the fusion, the served ranker, the slate
 */
public record FunnelTable(long catalogueItems, List<Row> rows) {
  /** Copies. */
  public FunnelTable {
    rows = List.copyOf(rows);
  }

  /**
   * One system in its stage.
   *
   * @param stage {@code retrieval}, {@code fusion}, {@code ranking} or {@code reranking}
   * @param system its name
   * @param candidatesPerUser mean length of its lists
   * @param recall share of a user's relevant items that its whole list holds, mean over users
   * @param millis time for one user, mean; NaN where it was not measured
   * @param uniqueRecall share of the relevant items that this source alone brings
   */
  public record Row(
      String stage,
      String system,
      double candidatesPerUser,
      double recall,
      double millis,
      OptionalDouble uniqueRecall) {}
}
