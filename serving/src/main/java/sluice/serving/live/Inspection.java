package sluice.serving.live;

import java.util.List;
import sluice.funnel.SourceOutcome;

/**
 * One request's way through the funnel, for the eye.
 *
 * @param requestId under which the slate was issued
 * @param user who
 * @param time of the request, milliseconds since 1970 UTC
 * @param history how many interactions are known of the user
 * @param stages in the order of the funnel
 */
public record Inspection(
    String requestId, String user, long time, int history, List<StageView> stages) {
  /** How many items of a stage are shown. */
  public static final int SHOWN = 10;

  /** Copies. */
  public Inspection {
    stages = List.copyOf(stages);
  }

  /**
   * What a stage made.
   *
   * @param name of the source or stage
   * @param kind {@code source}, {@code fusion}, {@code features}, {@code ranking}, {@code
   *     reranking} or {@code slate}
   * @param status whether it counts
   * @param reason why it does not, empty where it does
   * @param size how many items it gave
   * @param micros how long it took, in millionths of a second
   * @param items the first {@value Inspection#SHOWN}
   */
  public record StageView(
      String name,
      String kind,
      SourceOutcome.Status status,
      String reason,
      int size,
      long micros,
      List<Scored> items) {
    /** Copies. */
    public StageView {
      items = List.copyOf(items);
    }
  }

  /** An item with its score at a stage. */
  public record Scored(ItemCard item, float score) {}
}
