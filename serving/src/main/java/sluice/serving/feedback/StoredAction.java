package sluice.serving.feedback;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * An action as it was stored.
 *
 * @param sequence its place in the order in which actions were made durable: strictly increasing,
 *     never given twice, with gaps where users were forgotten. This is the order of events,
 *     whatever their times say
 * @param action what the client told
 * @param marks why it may not be what a person did
 */
public record StoredAction(long sequence, Action action, Set<Suspicion> marks) {
  /** Copies. */
  public StoredAction {
    Set<Suspicion> copy = EnumSet.noneOf(Suspicion.class);
    copy.addAll(marks);
    marks = Collections.unmodifiableSet(copy);
  }
}
