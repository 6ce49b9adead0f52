package sluice.serving.live;

import java.util.function.IntPredicate;
import sluice.core.Dictionary;
import sluice.core.Request;
import sluice.core.TieBreak;

/**
 * A query made into what the funnel takes.
 *
 * @param request for whom, when, after what history
 * @param wanted which items the caller would have, and which what was written lets be shown
 */
record Prepared(Request request, IntPredicate wanted) {
  /** Puts a request together; what the caller just interacted with comes on top of the history. */
  static Prepared of(
      Generation live,
      String requestId,
      String user,
      LiveHistories.Known known,
      Query query,
      long time) {
    for (String item : query.recent()) {
      int index = live.part().catalogue().items().index(item);
      if (index != Dictionary.UNKNOWN) {
        known.rows().add(index, time - 1, Float.NaN, 1, -1);
      }
    }
    Request request =
        new Request(requestId, known.index(), user, time, known.rows().history(), query.context());
    IntPredicate filter = ItemFilter.of(live.part(), live.catalogue(), query, time);
    LiveCatalogue catalogue = live.catalogue();
    return new Prepared(
        request, catalogue.changed() ? filter.and(item -> catalogue.allows(item, time)) : filter);
  }

  TieBreak ties(Generation live) {
    return live.funnel().fitted().ties(request);
  }
}
