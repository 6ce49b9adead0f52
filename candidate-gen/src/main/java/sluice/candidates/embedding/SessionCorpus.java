package sluice.candidates.embedding;

import java.util.Arrays;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.UserError;

/**
 * The positive interactions as sessions of items, one after the other.
 *
 * <p>A session is a user's history, or, where gaps split it, what lies between two pauses that are
 * longer; sessions that the data names are split where the name changes too. Immutable.
 */
final class SessionCorpus {
  static final int NONE = -1;

  private final int[] items;
  private final int[] starts;
  private final int[] contexts;
  private final int size;

  private SessionCorpus(int[] items, int[] starts, int[] contexts, int size) {
    this.items = items;
    this.starts = starts;
    this.contexts = contexts;
    this.size = size;
  }

  /**
   * Cuts the sessions.
   *
   * @throws UserError where the settings name an event type that the data does not have
   */
  static SessionCorpus of(FittingPart part, Item2VecSettings settings) {
    Interactions rows = part.interactions();
    Histories histories = part.histories();
    int[] counts = counts(rows, part.catalogue().size());
    int global = globalContext(rows, settings.globalContext());
    int[] items = new int[rows.size()];
    int[] starts = new int[rows.size() + 1];
    int[] contexts = new int[rows.size()];
    int sessions = 0;
    int n = 0;
    for (int user = 0; user < histories.users(); user++) {
      int before = -1;
      for (int k = 0; k < histories.size(user); k++) {
        int row = histories.row(user, k);
        if (!(rows.weight(row) > 0) || counts[rows.item(row)] < settings.least()) {
          continue;
        }
        if (before < 0 || ends(part, before, row, settings.gapHours())) {
          starts[sessions] = n;
          contexts[sessions++] = NONE;
        }
        if (rows.event(row) == global) {
          contexts[sessions - 1] = rows.item(row);
        }
        items[n++] = rows.item(row);
        before = row;
      }
    }
    starts[sessions] = n;
    return new SessionCorpus(
        Arrays.copyOf(items, n), starts, Arrays.copyOf(contexts, sessions), sessions);
  }

  private static int[] counts(Interactions rows, int items) {
    int[] counts = new int[items];
    for (int row = 0; row < rows.size(); row++) {
      counts[rows.item(row)] += rows.weight(row) > 0 ? 1 : 0;
    }
    return counts;
  }

  private static int globalContext(Interactions rows, String type) {
    int event = rows.eventTypes().indexOf(type);
    if (!type.isEmpty() && event < 0) {
      throw new UserError(
          "candidates.item2vec.globalContext names the event type "
              + type
              + ", which the interactions do not have"
              + ConfigNode.didYouMean(type, rows.eventTypes())
              + "; there are "
              + String.join(", ", rows.eventTypes()));
    }
    return event;
  }

  private static boolean ends(FittingPart part, int before, int row, double gapHours) {
    Interactions rows = part.interactions();
    return gapHours > 0
        && (rows.session(before) != rows.session(row)
            || (part.timed() && rows.time(row) - rows.time(before) > gapHours * 3_600_000));
  }

  /** Returns how many sessions there are. */
  int size() {
    return size;
  }

  /** Returns where a session starts in {@link #item}; of {@link #size()}, where the last ends. */
  int start(int session) {
    return starts[session];
  }

  /** Returns the item at a place. */
  int item(int place) {
    return items[place];
  }

  /** Returns the item that is context to all of a session, {@link #NONE} for none. */
  int context(int session) {
    return contexts[session];
  }

  /** Says whether any session has two different items. */
  boolean anyPair() {
    for (int s = 0; s < size; s++) {
      for (int p = starts[s] + 1; p < starts[s + 1]; p++) {
        if (items[p] != items[starts[s]]) {
          return true;
        }
      }
    }
    return false;
  }
}
