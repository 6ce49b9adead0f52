package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.funnel.Trace;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.ShownItem;
import sluice.serving.feedback.StoreBusy;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.feedback.Surface;
import sluice.serving.metrics.FunnelMetrics;

/** Keeps what is shown under the request's id, and answers. Safe for use by many threads. */
final class Issuing {
  private final FeedbackStore store;
  private final FunnelMetrics metrics;
  private final PendingSlates pending = new PendingSlates();

  Issuing(FeedbackStore store, FunnelMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  /** Answers with a list that no ranker ordered. */
  Answer issue(Generation now, Asked asked, Surface surface, Delivery delivery, RankedItems list) {
    return issue(now, asked, surface, delivery, List.of(), items(now, list));
  }

  /** Answers. */
  Answer issue(
      Generation now,
      Asked asked,
      Surface surface,
      Delivery delivery,
      List<String> degraded,
      List<Answer.Item> items) {
    Request request = asked.prepared().request();
    // what was cut short or stands in for it is not the policy's choice
    boolean chosen = degraded.isEmpty();
    Shown slate =
        new Shown(
            request.id(),
            request.userId(),
            Math.max(0, asked.shownAt()),
            now.id(),
            surface,
            degraded,
            items.stream()
                .map(i -> new ShownItem(i.item(), i.rank(), chosen ? i.propensity() : Double.NaN))
                .toList());
    List<String> all = new ArrayList<>(degraded);
    switch (delivery) {
      case ANSWER -> {
        if (!keep(slate)) {
          // a slate is worth more than its record; events that name it will be turned away
          all.add("feedback");
        }
      }
      case PAGE -> pending.add(slate);
      case NONE -> {}
    }
    return new Answer(request.id(), now.id(), asked.shownAt(), request.time(), all, items);
  }

  private boolean keep(Shown slate) {
    try {
      store.shown(slate);
      return true;
    } catch (StoreBusy e) {
      metrics.storeBusy();
    } catch (StoreUnavailable e) {
      metrics.storeUnavailable();
    }
    return false;
  }

  /** Stores a slate that stands in a page, as shown; false where there is none of this user. */
  boolean shown(String requestId, String user) {
    Optional<Shown> slate = pending.take(requestId, user);
    try {
      slate.ifPresent(store::shown);
    } catch (StoreBusy | StoreUnavailable e) {
      slate.ifPresent(pending::add);
      throw e;
    }
    return slate.isPresent();
  }

  /** Drops what stands in pages for a user. */
  void forget(String user) {
    pending.forget(user);
  }

  /** Names the items of a list that no ranker ordered. */
  static List<Answer.Item> items(Generation now, RankedItems list) {
    List<Answer.Item> items = new ArrayList<>();
    for (int place = 0; place < list.size(); place++) {
      String id = now.part().catalogue().items().id(list.item(place));
      items.add(new Answer.Item(id, place + 1, list.score(place), Optional.empty()));
    }
    return items;
  }

  /** Names the items of a slate, and says why they are there where that is asked for. */
  static List<Answer.Item> items(Generation now, Trace trace, boolean explain) {
    RankedItems slate = trace.slate();
    List<Answer.Item> items = new ArrayList<>();
    for (int place = 0; place < slate.size(); place++) {
      int item = slate.item(place);
      items.add(
          new Answer.Item(
              now.part().catalogue().items().id(item),
              place + 1,
              slate.score(place),
              trace.probability(place),
              trace.propensity(place),
              explain ? Optional.of(Explanation.of(now, trace, item)) : Optional.empty()));
    }
    return items;
  }
}
