package sluice.candidates.neighbour;

import java.util.Arrays;
import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.Interactions;
import sluice.core.UserError;

/**
 * Which event types count, by their index in {@link Interactions#eventTypes()}. Immutable, safe for
 * use by many threads.
 */
final class EventFilter {
  private final boolean[] counts;

  private EventFilter(boolean[] counts) {
    this.counts = counts;
  }

  /** Makes a filter that lets all types of a table through. */
  static EventFilter all(Interactions rows) {
    return of(List.of(), rows, "");
  }

  /**
   * Makes a filter.
   *
   * @param types that count; empty for all
   * @param place where they stand in the config, for messages
   * @throws UserError for a type that the table does not have
   */
  static EventFilter of(List<String> types, Interactions rows, String place) {
    List<String> known = rows.eventTypes();
    boolean[] counts = new boolean[known.size()];
    Arrays.fill(counts, types.isEmpty());
    for (String type : types) {
      int at = known.indexOf(type);
      if (at < 0) {
        throw new UserError(
            place
                + " names the event type "
                + type
                + ", which the interactions do not have"
                + ConfigNode.didYouMean(type, known)
                + "; there "
                + (known.size() == 1 ? "is " : "are ")
                + String.join(", ", known));
      }
      counts[at] = true;
    }
    return new EventFilter(counts);
  }

  /** Says whether an event of a type counts; one whose type is not told always does. */
  boolean test(int event) {
    return event < 0 || counts[event];
  }

  /** Says whether any positive interaction counts. */
  boolean any(Interactions rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.weight(row) > 0 && test(rows.event(row))) {
        return true;
      }
    }
    return false;
  }
}
