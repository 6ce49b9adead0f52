package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.funnel.SourcePolicy;
import sluice.funnel.Trace;
import sluice.funnel.bundle.Bundle;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.Explained.Fate;

/**
 * Asks the funnel of a bundle once, every source in full, and says of the slate or of one item how
 * it came through. For one thread.
 */
public final class Explainer {
  /** How many items a source is asked for to find where it has one that it did not bring. */
  private static final int FURTHER = 10_000;

  private final Generation live;
  private final LiveHistories histories = new LiveHistories();
  private final Funnel.Walker walker;
  private final long time;

  /**
   * Prepares.
   *
   * @param bundle what answers
   * @param store what users did since, all of which is read
   * @param time of the requests, milliseconds since 1970 UTC; counts and trends are as a server has
   *     them whose clock shows it
   */
  public Explainer(Bundle bundle, Optional<FeedbackStore> store, long time) {
    this.live = FreshCounts.offline(Generation.of(bundle), store, time);
    this.walker = live.funnel().newWalker();
    this.time = time;
    store.ifPresent(s -> s.each(0, histories::add));
  }

  /**
   * Explains a slate, or an item wherever it went.
   *
   * @param user whose; one that nobody knows is a newcomer
   * @param item the item to explain; empty for all of the slate
   * @param n how many items are shown
   * @throws UserError where there is no such item
   */
  public Explained explain(String user, Optional<String> item, int n) {
    Optional<Integer> wanted = item.map(this::index);
    LiveHistories.Known known =
        histories.before(live.part(), live.weights(), user, true, time, time);
    Request request = known.request("explain", user, time);
    Trace trace = walker.walk(request, any -> true, n, SourcePolicy.IN_FULL);
    int[] items =
        wanted
            .map(IntStream::of)
            .orElseGet(() -> IntStream.range(0, trace.slate().size()).map(trace.slate()::item))
            .toArray();
    List<Explained.Item> explained = new ArrayList<>();
    for (int one : items) {
      explained.add(item(trace, one, n));
    }
    return new Explained(
        live.id(),
        known.index() != Dictionary.UNKNOWN || known.sequence() > 0,
        Inspector.of(live, trace, request.id()),
        recent(request.history()),
        explained);
  }

  /** Returns the user whose id is nearest to one that is not known, as a question in brackets. */
  public String nearestUser(String user) {
    return ConfigNode.didYouMean(user, live.part().users().ids());
  }

  private int index(String item) {
    Dictionary items = live.part().catalogue().items();
    int index = items.index(item);
    if (index == Dictionary.UNKNOWN) {
      throw new UserError(
          "there is no item '"
              + item
              + "' in the bundle"
              + ConfigNode.didYouMean(item, items.ids()));
    }
    return index;
  }

  private List<ItemCard> recent(History history) {
    return IntStream.range(0, history.size())
        .map(i -> history.size() - 1 - i)
        .filter(i -> history.weight(i) > 0)
        .mapToObj(i -> live.card(live.part().catalogue().items().id(history.item(i))))
        .distinct()
        .limit(5)
        .toList();
  }

  private Explained.Item item(Trace trace, int item, int n) {
    int rank = place(trace.ranked(), item);
    int shown = place(trace.slate(), item);
    Fate fate = fate(trace, item, rank, shown, n);
    return new Explained.Item(
        live.card(live.part().catalogue().items().id(item)),
        fate,
        sources(trace, item, fate == Fate.NOT_RETRIEVED),
        rank,
        rank == 0 ? Optional.empty() : Optional.of(trace.ranked().score(rank - 1)),
        shown,
        Explanation.of(live, trace, item, Integer.MAX_VALUE));
  }

  private Fate fate(Trace trace, int item, int rank, int shown, int n) {
    FittedFunnel fitted = live.funnel().fitted();
    Request request = trace.request();
    if (shown > 0) {
      return Fate.SHOWN;
    }
    if (!live.part().catalogue().available(item, request.time())) {
      return Fate.NOT_AVAILABLE;
    }
    if (!fitted.eligible(request).test(item)) {
      return Fate.SEEN;
    }
    if (!live.funnel().eligible(request).test(item)) {
      return Fate.HIDDEN;
    }
    if (rank > 0) {
      return rank > n ? Fate.RANKED_TOO_LOW : Fate.REMOVED_AFTER_RANKING;
    }
    boolean brought = trace.sources().stream().anyMatch(s -> place(s.list(), item) > 0);
    return brought ? Fate.CUT_BY_FUSION : Fate.NOT_RETRIEVED;
  }

  private List<Explained.AtSource> sources(Trace trace, int item, boolean askFurther) {
    Retrieval retrieval = live.funnel().fitted().retrieval();
    List<Explained.AtSource> all = new ArrayList<>();
    for (int s = 0; s < retrieval.sources().size(); s++) {
      CandidateSource source = retrieval.sources().get(s);
      RankedItems list = trace.sources().get(s).list();
      int rank = place(list, item);
      all.add(
          new Explained.AtSource(
              source.name(),
              retrieval.n(source),
              list.size(),
              rank,
              rank == 0 ? Optional.empty() : Optional.of(list.score(rank - 1)),
              askFurther ? further(source, trace.request(), item) : 0));
    }
    return all;
  }

  private int further(CandidateSource source, Request request, int item) {
    FittedFunnel fitted = live.funnel().fitted();
    IntPredicate eligible = live.funnel().eligible(request);
    int n = Math.min(FURTHER, live.part().catalogue().size());
    return place(source.retrieve(request, eligible, fitted.ties(request), n), item);
  }

  /** Returns an item's rank in a list, 1 the first; 0 where it is not there. */
  private static int place(RankedItems list, int item) {
    for (int i = 0; i < list.size(); i++) {
      if (list.item(i) == item) {
        return i + 1;
      }
    }
    return 0;
  }
}
