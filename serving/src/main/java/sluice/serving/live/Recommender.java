package sluice.serving.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sluice.core.Dictionary;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.serving.bundle.Bundle;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Forgotten;
import sluice.serving.feedback.Receipt;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.ShownItem;
import sluice.serving.feedback.StoreBusy;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.funnel.SourceOutcome;
import sluice.serving.funnel.Trace;
import sluice.serving.metrics.FunnelMetrics;
import sluice.serving.search.AlsoLiked;
import sluice.serving.search.SearchQuery;
import sluice.serving.search.SearchResult;

/**
 * The running recommender: a bundle, what users did since, and the pool that answers.
 *
 * <p>A request is answered by one generation of the bundle from its first stage to its last, with
 * the history as of the last event that was durable when it began. Safe for use by many threads.
 */
public final class Recommender implements AutoCloseable {
  private static final int PEOPLE = 50;

  private final AtomicReference<Live> live;
  private final FeedbackStore store;
  private final LiveSettings settings;
  private final ServerClock clock;
  private final LiveHistories histories = new LiveHistories();
  private final SourceBreaker breaker = new SourceBreaker();
  private final FunnelPool pool;
  private final Optional<ReplayLog> log;
  private final FunnelMetrics metrics = new FunnelMetrics();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  /**
   * Starts: reads all actions of the store.
   *
   * @param bundle what answers
   * @param store what users did since, and do; closed with this
   * @param settings how it runs
   * @param clock what time it is for requests that do not say
   * @param log receives every answered recommendation; closed with this
   */
  public Recommender(
      Bundle bundle,
      FeedbackStore store,
      LiveSettings settings,
      ServerClock clock,
      Optional<ReplayLog> log) {
    this.log = log;
    this.live = new AtomicReference<>(Live.of(bundle));
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    store.each(0, histories::add);
    this.pool = new FunnelPool(settings.threads(), settings.waiting(), breaker);
  }

  /** Returns the bundle that answers now. */
  public Bundle bundle() {
    return live().bundle();
  }

  /** Answers from another bundle from now on; requests that run end on the one they began with. */
  public void swap(Bundle bundle) {
    live.set(Live.of(bundle));
  }

  /** Returns what an item is called. */
  public String title(String item) {
    return live().title(item);
  }

  /** Returns the types of events that count, with their weights. */
  public Map<String, Float> eventTypes() {
    return live().weights().all();
  }

  /** Returns the server's time, milliseconds since 1970 UTC. */
  public long now() {
    return clock.millis();
  }

  /** Returns the time for requests. */
  public ServerClock clock() {
    return clock;
  }

  /** Returns which sources failed how often. */
  public Map<String, Long> sourceFailures() {
    return breaker.failures();
  }

  /** Returns how many requests wait. */
  public int waiting() {
    return pool.waiting();
  }

  /** Returns how many threads were given up because they hung in a source. */
  public int lostThreads() {
    return pool.lost();
  }

  /** Returns what is counted of the funnel and of events. */
  public FunnelMetrics metrics() {
    return metrics;
  }

  /**
   * Recommends.
   *
   * @throws Overloaded where too many requests wait
   * @throws UserError where the query names what does not exist
   */
  public Answer recommend(Query query) {
    Live now = live();
    Asked asked = ask(now, query);
    Prepared prepared = asked.prepared;
    long deadline =
        System.nanoTime() + query.deadlineMillis().orElse(settings.deadlineMillis()) * 1_000_000;
    Slate slate;
    try {
      slate =
          pool.call(
              now.bundle().funnel(),
              deadline,
              (worker, until, running) ->
                  slate(
                      now,
                      query,
                      asked,
                      metrics.ran(
                          worker.answer(
                              prepared.request(),
                              prepared.wanted(),
                              query.n(),
                              new BudgetedSources(breaker, until, running)))));
    } catch (TimeoutException e) {
      metrics.tooLate();
      RankedItems popular =
          now.bundle().funnel().popular(prepared.request(), prepared.wanted(), query.n());
      slate = new Slate(List.of("popularity"), items(now, popular, Optional.empty()));
      record(now, query, asked, slate.items, true, Map.of(), "");
    }
    return issue(now, prepared, slate.degraded, slate.items);
  }

  private record Slate(List<String> degraded, List<Answer.Item> items) {}

  /** Takes out of a trace what outlives the thread that made it. */
  private Slate slate(Live now, Query query, Asked asked, Trace trace) {
    List<String> degraded = new ArrayList<>(trace.leftOut());
    if (trace.popular()) {
      degraded.add("popularity");
    }
    Optional<Trace> explained = query.explain() ? Optional.of(trace) : Optional.empty();
    List<Answer.Item> items = items(now, trace.slate(), explained);
    if (log.isPresent()) {
      Map<String, SourceOutcome.Status> sources = new LinkedHashMap<>();
      trace.sources().forEach(source -> sources.put(source.source(), source.status()));
      record(now, query, asked, items, false, sources, Recorded.features(trace));
    }
    return new Slate(degraded, items);
  }

  private void record(
      Live now,
      Query query,
      Asked asked,
      List<Answer.Item> items,
      boolean popular,
      Map<String, SourceOutcome.Status> sources,
      String features) {
    Request request = asked.prepared.request();
    log.ifPresent(to ->
        to.add(
            new Recorded(
                request.id(),
                now.id(),
                request.userId(),
                request.time(),
                asked.clock,
                query.time().isPresent() ? (Long) query.time().getAsLong() : null,
                asked.sequence,
                asked.base,
                query.n(),
                query.recent(),
                query.filters(),
                query.exclude(),
                Set.copyOf(deleted),
                sources,
                popular,
                items.stream().map(Answer.Item::item).toList(),
                items.stream().map(i -> Float.floatToRawIntBits(i.score())).toList(),
                features)));
  }

  /** Returns items like an item. */
  public Answer similar(String item, Query query) {
    Live now = live();
    int index = now.part().catalogue().items().index(item);
    if (index == Dictionary.UNKNOWN || deleted.contains(item)) {
      throw new NoSuch("there is no item of this id in the bundle");
    }
    Prepared prepared = prepare(now, query);
    return issue(
        now,
        prepared,
        List.of(),
        items(
            now,
            now.similar().like(index, eligible(now, prepared), prepared.ties(now), query.n()),
            Optional.empty()));
  }

  /**
   * Returns the items nearest to a vector.
   *
   * @param embedding its name, such as {@code content}
   */
  public Answer near(String embedding, float[] vector, Query query) {
    Live now = live();
    int which = now.similar().names().indexOf(embedding);
    if (which < 0) {
      throw new UserError("there is no embedding of this name; there are " + now.similar().names());
    }
    if (vector.length != now.similar().dimension(which)) {
      throw new UserError(
          "the vector has "
              + vector.length
              + " numbers, "
              + now.similar().dimension(which)
              + " are expected");
    }
    Prepared prepared = prepare(now, query);
    RankedItems found =
        now.similar().near(which, vector, eligible(now, prepared), prepared.ties(now), query.n());
    return issue(now, prepared, List.of(), items(now, found, Optional.empty()));
  }

  /**
   * Returns what people of like taste also liked, by how many of the nearest {@value #PEOPLE} liked
   * it, weighed by how near they are. Who they are is not told.
   */
  public Answer people(Query query) {
    Live now = live();
    Prepared prepared = prepare(now, query);
    int self = prepared.request().user();
    AlsoLiked found =
        now.people()
            .alsoLiked(
                prepared.request().history(),
                user -> user != self && !forgotten.contains(now.part().users().id(user)),
                PEOPLE,
                eligible(now, prepared),
                prepared.ties(now),
                query.n());
    int[] items = found.items().stream().mapToInt(AlsoLiked.Item::item).toArray();
    float[] scores = new float[items.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = found.items().get(i).score();
    }
    return issue(
        now, prepared, List.of(), items(now, new RankedItems(items, scores), Optional.empty()));
  }

  /** Returns the columns that search counts facets of. */
  public List<String> facets() {
    return live().search().facets();
  }

  /** Searches the catalogue by words. */
  public SearchResult search(SearchQuery query) {
    return live().search().search(query);
  }

  /**
   * Stores events; on return they are durable, and the next slates know them.
   *
   * @throws UserError where an event's type counts nothing here
   * @throws StoreBusy where too much waits already
   * @throws StoreUnavailable where the database cannot be used
   */
  public Receipt events(List<Action> actions, String userAgent) {
    Live now = live();
    for (Action action : actions) {
      if (now.weights().weight(action.type()).isEmpty()) {
        throw new UserError(
            "there is no event type of this name; there are "
                + String.join(", ", now.weights().all().keySet()));
      }
    }
    Receipt receipt = append(actions, userAgent);
    receipt.results().forEach(r -> r.stored().ifPresent(histories::add));
    return receipt;
  }

  private Receipt append(List<Action> actions, String userAgent) {
    try {
      Receipt receipt = store.append(actions, userAgent);
      metrics.received(receipt);
      return receipt;
    } catch (StoreBusy e) {
      metrics.storeBusy();
      throw e;
    } catch (StoreUnavailable e) {
      metrics.storeUnavailable();
      throw e;
    }
  }

  /** Returns a user's latest positive items, the latest first. */
  public List<ItemCard> recent(String user, int n) {
    Live now = live();
    LiveHistories.Known known = known(now, user, Long.MAX_VALUE);
    var history = known.rows().history();
    return IntStream.range(0, history.size())
        .map(i -> history.size() - 1 - i)
        .filter(i -> history.weight(i) > 0)
        .mapToObj(i -> now.part().catalogue().items().id(history.item(i)))
        .distinct()
        .limit(n)
        .map(now::card)
        .toList();
  }

  /** Returns what a page shows of an item. */
  public ItemCard card(String item) {
    return live().card(item);
  }

  /** Says whether the bundle has an item that was not deleted. */
  public boolean has(String item) {
    return !deleted.contains(item)
        && live().part().catalogue().items().index(item) != Dictionary.UNKNOWN;
  }

  /** Returns some users of the data, of short and long histories, to try. */
  public List<String> someUsers(int n) {
    Live now = live();
    int users = now.part().users().size();
    return IntStream.range(0, Math.min(n, users))
        .mapToObj(i -> now.part().users().id((int) ((long) i * users / Math.min(n, users))))
        .filter(user -> !forgotten.contains(user))
        .toList();
  }

  /** Recommends and shows every stage. */
  public Inspection inspect(Query query) {
    Live now = live();
    Prepared prepared = prepare(now, query);
    long deadline = System.nanoTime() + Query.LONGEST * 1_000_000;
    try {
      return pool.call(
          now.bundle().funnel(),
          deadline,
          (worker, until, running) ->
              Inspector.of(
                  now,
                  worker.answer(
                      prepared.request(),
                      prepared.wanted(),
                      query.n(),
                      new BudgetedSources(breaker, until, running)),
                  prepared.request().id()));
    } catch (TimeoutException e) {
      throw new Overloaded("a stage did not end within a minute");
    }
  }

  /** Deletes an item: it is never shown again. */
  public void deleteItem(String item) {
    deleted.add(item);
    live().search().delete(item);
  }

  /** Forgets a user: hidden at once, gone from the store on return. */
  public Forgotten forget(String user) {
    forgotten.add(user);
    histories.forget(user);
    return store.forget(user);
  }

  @Override
  public void close() {
    pool.close();
    log.ifPresent(ReplayLog::close);
    store.close();
  }

  private Live live() {
    return live.get();
  }

  private LiveHistories.Known known(Live now, String user, long before) {
    return histories.before(
        now.part(), now.weights(), user, !forgotten.contains(user), before, clock.millis());
  }

  private Prepared prepare(Live now, Query query) {
    return ask(now, query).prepared;
  }

  /** A query with what its record needs besides. */
  private record Asked(Prepared prepared, long clock, long sequence, boolean base) {}

  private Asked ask(Live now, Query query) {
    String requestId = RequestIds.next();
    String user = query.user().orElse("visitor-" + requestId);
    boolean base = !forgotten.contains(user);
    long clockTime = clock.millis();
    long before = query.time().orElse(Long.MAX_VALUE);
    LiveHistories.Known known =
        histories.before(now.part(), now.weights(), user, base, before, clockTime);
    // a clock that stepped back does not take an event out of the past
    long after = known.rows().last() == Long.MIN_VALUE ? Long.MIN_VALUE : known.rows().last() + 1;
    long time = query.time().orElseGet(() -> Math.max(clockTime, after));
    Prepared prepared = Prepared.of(now, requestId, user, known, query, time, Set.copyOf(deleted));
    return new Asked(prepared, clockTime, known.sequence(), base);
  }

  private IntPredicate eligible(Live now, Prepared prepared) {
    long time = prepared.request().time();
    return item -> now.part().catalogue().available(item, time) && prepared.wanted().test(item);
  }

  private static List<Answer.Item> items(Live now, RankedItems list, Optional<Trace> trace) {
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

  /** Keeps what is shown under the request's id, and answers. */
  private Answer issue(
      Live now, Prepared prepared, List<String> degraded, List<Answer.Item> items) {
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
}
