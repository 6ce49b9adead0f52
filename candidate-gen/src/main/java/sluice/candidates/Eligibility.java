package sluice.candidates;

import java.util.function.IntPredicate;
import sluice.core.Catalogue;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Request;

/**
 * Which items may be recommended for a request: available at its time and, where seen items are
 * excluded, not in its history. What the user hid with a negative event, or what the request has
 * set aside, never comes back.
 *
 * <p>Safe for use by many threads. Each thread keeps 4 bytes an item of the catalogue; a question
 * costs one look-up.
 */
public final class Eligibility {
  private final Catalogue catalogue;
  private final boolean excludeSeen;
  private final ThreadLocal<Marks> marks;

  private Eligibility(Catalogue catalogue, boolean excludeSeen) {
    this.catalogue = catalogue;
    this.excludeSeen = excludeSeen;
    this.marks = ThreadLocal.withInitial(() -> new Marks(catalogue.size()));
  }

  /** Makes the rule of a part. */
  public static Eligibility of(FittingPart part, boolean excludeSeen) {
    return new Eligibility(part.catalogue(), excludeSeen);
  }

  /**
   * Returns the question for one request.
   *
   * @return to be asked by the calling thread only, and only until that thread calls this method
   *     again: after that it throws {@link IllegalStateException}
   */
  public IntPredicate forRequest(Request request) {
    long time = request.time();
    History history = request.history();
    if (request.setAside().length == 0 && !(excludeSeen ? history.size() > 0 : hidesAny(history))) {
      return catalogue.dated() ? item -> catalogue.available(item, time) : item -> true;
    }
    Marks own = marks.get();
    int epoch = own.mark(history, excludeSeen, request.setAside());
    int[] seen = own.seen;
    boolean dated = catalogue.dated();
    return item -> {
      if (own.epoch != epoch) {
        throw new IllegalStateException("this thread has begun another request");
      }
      return seen[item] != epoch && (!dated || catalogue.available(item, time));
    };
  }

  private static boolean hidesAny(History history) {
    for (int i = 0; i < history.size(); i++) {
      if (history.hidden(i)) {
        return true;
      }
    }
    return false;
  }

  private static final class Marks {
    private final int[] seen;
    private int epoch;

    Marks(int items) {
      seen = new int[items];
    }

    int mark(History history, boolean all, int[] setAside) {
      if (++epoch == 0) {
        java.util.Arrays.fill(seen, 0);
        epoch = 1;
      }
      for (int i = 0; i < history.size(); i++) {
        if (all || history.hidden(i)) {
          seen[history.item(i)] = epoch;
        }
      }
      for (int item : setAside) {
        seen[item] = epoch;
      }
      return epoch;
    }
  }
}
