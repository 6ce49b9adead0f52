package sluice.serving.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.core.RankedItems;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.ShownItem;
import sluice.serving.feedback.StoreBusy;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.funnel.Trace;
import sluice.serving.metrics.FunnelMetrics;

/** Keeps what is shown under the request's id, and answers. Safe for use by many threads. */
final class Issuing {
  private final FeedbackStore store;
  private final FunnelMetrics metrics;

  Issuing(FeedbackStore store, FunnelMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  /** Answers with a list that no ranker ordered. */
  Answer issue(Live now, Prepared prepared, RankedItems list) {
    return issue(now, prepared, List.of(), items(now, list, Optional.empty()));
  }

  /** Answers. */
  Answer issue(Live now, Prepared prepared, List<String> degraded, List<Answer.Item> items) {
    ShownItem[] shown = new ShownItem[items.size()];
    Arrays.setAll(shown, i -> new ShownItem(items.get(i).item(), i, 1));
    String id = prepared.request().id();
    List<String> all = new ArrayList<>(degraded);
    try {
      store.shown(
          new Shown(
              id,
              prepared.request().userId(),
              Math.max(0, prepared.request().time()),
              now.id(),
              List.of(shown)));
    } catch (StoreBusy | StoreUnavailable e) {
      if (e instanceof StoreBusy) {
        metrics.storeBusy();
      } else {
        metrics.storeUnavailable();
      }
      // a slate is worth more than its record; events that name it will be turned away
      all.add("feedback");
    }
    return new Answer(id, now.id(), all, items);
  }

  /** Names the items of a list, and says why they are there where a trace is given. */
  static List<Answer.Item> items(Live now, RankedItems list, Optional<Trace> trace) {
    List<Answer.Item> items = new ArrayList<>();
    for (int place = 0; place < list.size(); place++) {
      int item = list.item(place);
      items.add(
          new Answer.Item(
              now.part().catalogue().items().id(item),
              place + 1,
              list.score(place),
              trace.map(t -> Explanation.of(now, t, item))));
    }
    return items;
  }
}
