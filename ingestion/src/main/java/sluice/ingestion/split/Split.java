package sluice.ingestion.split;

import java.util.List;
import sluice.core.Fold;
import sluice.core.ReportSection;

/**
 * A dataset as a protocol parts it.
 *
 * @param folds one, or in k-fold one a fold
 * @param excludeSeen whether items that a user has in the fitting part may not be recommended to
 *     that user
 * @param section what the report says of the protocol; its id is {@code protocol}
 * @param notes how the protocol was understood, one sentence each
 * @param warnings what the user should know before trusting the figures, one sentence each
 */
public record Split(
    List<Fold> folds,
    boolean excludeSeen,
    ReportSection section,
    List<String> notes,
    List<String> warnings) {
  /** Copies. */
  public Split {
    folds = List.copyOf(folds);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }
}
