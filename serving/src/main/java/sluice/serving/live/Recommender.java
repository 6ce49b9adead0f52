package sluice.serving.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import sluice.core.RankedItems;
import sluice.core.UserError;
import sluice.funnel.Trace;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.UserRows;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Receipt;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.StoreBusy;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.feedback.StoredAction;
import sluice.serving.feedback.Surface;
import sluice.serving.feedback.SuspicionRules;
import sluice.serving.metrics.FunnelMetrics;

/**
 * The running recommender: a bundle, what users did since, and the pool that answers.
 *
 * <p>A request is answered by one generation of the bundle from its first stage to its last, with
 * the history as of the last event that was durable when it began. Safe for use by many threads.
 */
public final class Recommender implements AutoCloseable {
  /** So many users' slates are made before the first that is asked for. */
  private static final int WARM_USERS = 20;

  private final AtomicReference<Generation> live;
  private final FeedbackStore store;
  private final LiveSettings settings;
  private final ServerClock clock;
  private final LiveHistories histories;
  private final StoreFollower follower;
  private final SourceBreaker breaker = new SourceBreaker();
  private final FunnelPool pool;
  private final Recording recording;
  private final Asking asking;
  private final Issuing issuing;
  private final SimilarityLists likeness;
  private final CatalogueWrites writes;
  private final ServedCatalogue catalogue;
  private final FreshCounts counts;
  private final Forgetting forgetting;
  private final FunnelMetrics metrics = new FunnelMetrics();
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
    this.live = new AtomicReference<>(Generation.of(bundle));
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.histories = new LiveHistories();
    this.follower = new StoreFollower(store, histories);
    follower.follow();
    date(bundle);
    this.writes = new CatalogueWrites(live, store.catalogue(), clock);
    writes.catchUp();
    this.catalogue = new ServedCatalogue(live, writes, store.catalogue(), clock);
    this.recording = new Recording(log);
    this.counts = new FreshCounts(store, forgotten, recording.counts());
    this.forgetting = new Forgetting(store, recording, follower, forgotten);
    this.asking = new Asking(histories, forgotten, clock);
    this.issuing = new Issuing(store, metrics);
    this.likeness = new SimilarityLists(forgotten);
    this.pool = new FunnelPool(settings.threads(), settings.waiting(), breaker);
  }

  /** Returns the bundle that answers now. */
  public Bundle bundle() {
    return live().bundle();
  }

  /** Answers from another bundle from now on; requests that run end on the one they began with. */
  public void swap(Bundle bundle) {
    forgetting.forgetIn(bundle);
    date(bundle);
    writes.swap(counts.at(Generation.of(bundle), clock.featureMillis()));
  }

  private void date(Bundle bundle) {
    long end = bundle.manifest().dataEnd();
    clock.serve(end, histories.first(end));
  }

  /**
   * Takes over what other servers on the same database wrote of users and items.
   *
   * @throws StoreUnavailable where the database cannot be used
   */
  public void follow() {
    follower.follow();
    writes.catchUp();
  }

  /**
   * Lets the counts and trends that features read go on up to today, in UTC: requests that begin
   * when it is done read them. Where nothing was done since those that hold, nothing changes.
   *
   * @return whether others hold now
   * @throws StoreUnavailable where the database cannot be used; those that held go on
   */
  public boolean refreshCounts() {
    Generation now = live();
    Generation next = counts.at(now, clock.featureMillis());
    boolean others = !next.counts().equals(now.counts());
    if (others) {
      writes.count(next);
    }
    return others;
  }

  /**
   * Returns up to when counts go that features read, milliseconds since 1970 UTC; empty where the
   * data does not part by time.
   */
  public OptionalLong countsEnd() {
    long end = live().counts().end();
    return end == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(end);
  }

  /** Returns what is known of items and said about users. */
  public ServedCatalogue catalogue() {
    return catalogue;
  }

  /** Returns the types of events that count, with their weights. */
  public Map<String, Float> eventTypes() {
    return live().weights().all();
  }

  /** Returns the server's clock. */
  public ServerClock clock() {
    return clock;
  }

  /** Says whether events can not be stored at the moment; the log has said why. */
  public boolean storeFailing() {
    return store.failing();
  }

  /** Returns how many requests wait. */
  public int waiting() {
    return pool.waiting();
  }

  /** Returns how many threads were given up because they hung in a source. */
  public int lostThreads() {
    return pool.lost();
  }

  /** Returns how many requests could not be recorded. */
  public long droppedRecords() {
    return recording.dropped();
  }

  /** Returns what is counted of the funnel and of events. */
  public FunnelMetrics metrics() {
    return metrics;
  }

  /**
   * Recommends, as the answer to a call.
   *
   * @throws Overloaded where too many requests wait
   * @throws UserError where the query names what does not exist
   */
  public Answer recommend(Query query) {
    return recommend(query, Delivery.ANSWER);
  }

  /** As the other, with how it reaches the user. */
  public Answer recommend(Query query, Delivery delivery) {
    Generation now = live();
    Asked asked = asking.ask(now, query);
    Prepared prepared = asked.prepared();
    long deadline =
        System.nanoTime() + query.deadlineMillis().orElse(settings.deadlineMillis()) * 1_000_000;
    Slate slate;
    try {
      slate =
          pool.call(
              now.funnel(),
              deadline,
              (walker, until, running) ->
                  slate(
                      now,
                      asked,
                      metrics.ran(
                          walker.walk(
                              prepared.request(),
                              prepared.wanted(),
                              query.n(),
                              new BudgetedSources(breaker, prepared.wanted(), until, running)))));
    } catch (TimeoutException e) {
      metrics.tooLate();
      RankedItems popular = now.funnel().popular(prepared.request(), prepared.wanted(), query.n());
      slate = new Slate(List.of("popularity"), Issuing.items(now, popular));
      recording.popular(now, asked, slate.items);
    }
    Surface surface = delivery == Delivery.ANSWER ? Surface.RECOMMEND : Surface.PAGE;
    return issuing.issue(now, asked, surface, delivery, slate.degraded, slate.items);
  }

  private record Slate(List<String> degraded, List<Answer.Item> items) {}

  /** Takes out of a trace what outlives the thread that made it. */
  private Slate slate(Generation now, Asked asked, Trace trace) {
    List<String> degraded = new ArrayList<>(trace.leftOut());
    if (trace.popular()) {
      degraded.add("popularity");
    }
    List<Answer.Item> items = Issuing.items(now, trace, asked.query().explain());
    recording.funnel(now, asked, trace, items);
    return new Slate(degraded, items);
  }

  /** Returns items like an item. */
  public Answer similar(String item, Query query, Delivery delivery) {
    Generation now = live();
    Asked asked = asking.ask(now, query);
    RankedItems list = likeness.similar(now, item, asked.prepared(), query.n());
    return issuing.issue(now, asked, Surface.SIMILAR, delivery, list);
  }

  /**
   * Returns the items nearest to a vector.
   *
   * @param embedding its name, such as {@code content}
   */
  public Answer near(String embedding, float[] vector, Query query) {
    Generation now = live();
    Asked asked = asking.ask(now, query);
    RankedItems list = likeness.near(now, embedding, vector, asked.prepared(), query.n());
    return issuing.issue(now, asked, Surface.VECTOR, Delivery.ANSWER, list);
  }

  /**
   * Returns what similar users also liked, by how many of the nearest 50 liked it, weighed by how
   * near they are. Who they are is not told.
   */
  public Answer people(Query query) {
    Generation now = live();
    Asked asked = asking.ask(now, query);
    RankedItems list = likeness.people(now, asked.prepared(), query.n());
    return issuing.issue(now, asked, Surface.PEOPLE, Delivery.ANSWER, list);
  }

  /** Keeps the hits of a search as shown to a user; the answer has the id that events name. */
  public Answer searched(Query query, List<Answer.Item> hits) {
    Generation now = live();
    Asked asked = asking.ask(now, query);
    return issuing.issue(now, asked, Surface.SEARCH, Delivery.ANSWER, List.of(), hits);
  }

  /**
   * Takes the word of a browser or an application that a user sees a slate: one that stands in a
   * page is stored as shown then, durable on return.
   *
   * @param item one that the slate shows
   * @param position where, from 1; 0 where that is not said
   * @param agent what the viewer's browser calls itself: robots see nothing
   * @throws StoreBusy where too much waits already
   * @throws StoreUnavailable where the database cannot be used
   */
  public Impression seen(String requestId, String user, String item, int position, String agent) {
    if (SuspicionRules.DEFAULT.isBot(agent)) {
      return Impression.IGNORED;
    }
    boolean fresh = issuing.shown(requestId, user);
    if (fresh) {
      store.append(List.of());
    }
    Optional<Shown> slate = store.shown(requestId).filter(s -> s.user().equals(user));
    if (slate.isEmpty()) {
      return Impression.UNKNOWN_REQUEST;
    }
    boolean has = position == 0 ? slate.get().has(item) : slate.get().has(item, position);
    return !has ? Impression.NOT_SHOWN : fresh ? Impression.STORED : Impression.DUPLICATE;
  }

  /**
   * Stores events; on return they are durable, and the next slates know them.
   *
   * @throws UserError where an event's type counts nothing here
   * @throws StoreBusy where too much waits already
   * @throws StoreUnavailable where the database cannot be used
   */
  public Receipt events(List<Action> actions, String userAgent) {
    Generation now = live();
    for (Action action : actions) {
      if (!now.weights().has(action.type())) {
        throw new UserError(
            "there is no event type of this name; there are "
                + String.join(", ", now.weights().all().keySet()));
      }
    }
    // who acts on an item of a page has seen it, whichever of the two words comes first
    actions.forEach(a -> a.requestId().ifPresent(id -> issuing.shown(id, a.user())));
    Receipt receipt = append(actions, userAgent);
    try {
      follower.follow(
          receipt.results().stream()
              .mapToLong(r -> r.stored().map(StoredAction::sequence).orElse(0L))
              .max()
              .orElse(0));
    } catch (StoreUnavailable e) {
      // what is durable is acknowledged; it is taken over when the database is back
    }
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
    Generation now = live();
    LiveHistories.Known known = asking.known(now, user);
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

  /** Returns some users of the data, of short and long histories, to try. */
  public List<String> someUsers(int n) {
    Generation now = live();
    int users = now.part().users().size();
    return IntStream.range(0, Math.min(n, users))
        .mapToObj(i -> now.part().users().id((int) ((long) i * users / Math.min(n, users))))
        .filter(user -> !forgotten.contains(user) && !UserRows.isForgotten(user))
        .toList();
  }

  /** Recommends and shows every stage. */
  public Inspection inspect(Query query) {
    Generation now = live();
    Prepared prepared = asking.ask(now, query).prepared();
    long deadline = System.nanoTime() + Query.LONGEST * 1_000_000;
    try {
      return pool.call(
          now.funnel(),
          deadline,
          (walker, until, running) ->
              Inspector.of(
                  now,
                  walker.walk(
                      prepared.request(),
                      prepared.wanted(),
                      query.n(),
                      new BudgetedSources(breaker, prepared.wanted(), until, running)),
                  prepared.request().id()));
    } catch (TimeoutException e) {
      throw new Overloaded("a stage did not end within a minute");
    }
  }

  /**
   * Answers made-up requests until they take a quarter of the deadline or less, so that the first
   * real one is not cut short.
   *
   * @param most after which it ends in any case
   * @return whether they do
   */
  public boolean warmUp(Duration most) {
    Generation now = live();
    List<String> users = someUsers(WARM_USERS);
    List<Prepared> requests =
        (users.isEmpty() ? List.of("visitor") : users)
            .stream().map(user -> asking.ask(now, Query.of(user, WARM_USERS)).prepared()).toList();
    return new WarmUp(now, pool, requests, most.toNanos())
        .run(settings.threads(), settings.deadlineMillis() * 250_000);
  }

  /**
   * Forgets a user: hidden at once; on return gone from the store, the file of records, the exports
   * and the bundle's files.
   *
   * @throws java.io.UncheckedIOException where a file cannot be rewritten; the call may be repeated
   */
  public Erased forget(String user) {
    issuing.forget(user);
    return forgetting.forget(live().bundle(), user);
  }

  @Override
  public void close() {
    pool.close();
    recording.close();
    store.close();
  }

  private Generation live() {
    return live.get();
  }
}
