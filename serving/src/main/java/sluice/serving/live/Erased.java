package sluice.serving.live;

import java.util.List;

/**
 * What was done to forget a user.
 *
 * @param actions events that were deleted
 * @param shown slates that were deleted
 * @param attributes 1 where something was said of the user
 * @param records lines that were taken out of the file of records
 * @param rewritten files that had the user and have no more, by their names
 * @param notRewritten files of the run that name users of the data, and are not the server's
 * @param retrain what was fitted on the user's interactions and has to be fitted again to be rid of
 *     them; empty where the bundle did not know the user
 */
public record Erased(
    long actions,
    long shown,
    long attributes,
    long records,
    List<String> rewritten,
    List<String> notRewritten,
    List<String> retrain) {
  /** Copies. */
  public Erased {
    rewritten = List.copyOf(rewritten);
    notRewritten = List.copyOf(notRewritten);
    retrain = List.copyOf(retrain);
  }
}
