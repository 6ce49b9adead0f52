package sluice.ingestion.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Dictionary;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.Request;
import sluice.ingestion.Relevance;

/**
 * The requests of a holdout: one for each user with something relevant held out, or one for each
 * such session of theirs, in the order of the users' ids; and what was counted on the way.
 *
 * <p>A request's time is one millisecond before its first label can be: before the cutoff where one
 * time parts, before the user's first held-out interaction where each user has a cutoff; {@link
 * Timing#AFTER_ALL} without time. Its history is all that the user has in the fitting part, in
 * order. Of interactions at the very millisecond of the user's first held-out one, the earlier by
 * order stand in the history, though their time is one millisecond past the request's; and what is
 * read strictly before the request's time misses the last millisecond before the cutoff.
 *
 * <p>A pair that may not be recommended leaves the judgements: one of the fitting part where seen
 * items are excluded, and always one that the user hid with a negative event.
 *
 * <p>Where requests roll, a user's held-out interactions fall into {@link Sessions}. Each session
 * with something relevant is a request of its own: {@code user#k} for the user's k-th session, one
 * millisecond before the session begins, with the user's history in the fitting part and all
 * earlier sessions behind it; of these, items outside the catalogue are left out and counted.
 */
final class HoldoutRequests {
  private final Dataset around;
  private final Holdout holdout;
  private final Part part;
  private final Judge judge;
  private final Interactions held;
  private final boolean excludeSeen;
  private final Optional<Protocol.Rolling> rolling;
  private final RowsByUser aside;

  private final int[] judgedAt;
  private final int[] barredFor;
  private final Basket basket = new Basket();
  private final List<JudgedRequest> made = new ArrayList<>();
  private final HoldoutCounts.Tally tally = new HoldoutCounts.Tally();

  private HoldoutRequests(
      Dataset around,
      Holdout holdout,
      Part part,
      Relevance rule,
      boolean excludeSeen,
      Optional<Protocol.Rolling> rolling) {
    this.around = around;
    this.holdout = holdout;
    this.part = part;
    this.held = holdout.heldTable();
    this.judge = new Judge(rule, held);
    this.excludeSeen = excludeSeen;
    this.rolling = rolling;
    this.aside = RowsByUser.of(around.interactions(), holdout.aside(), around.users().size());
    this.judgedAt = new int[around.items().size()];
    this.barredFor = new int[part.fitting().catalogue().size()];
    Arrays.fill(barredFor, -1);
  }

  /** The judged requests with the counts. */
  record Made(List<JudgedRequest> requests, HoldoutCounts counts) {}

  /**
   * Makes the requests of a holdout.
   *
   * @param around what was split
   * @param holdout what is held out of it
   * @param part what remains
   * @param rule what counts as relevant
   * @param excludeSeen whether a pair of the fitting part leaves the judgements
   * @param rolling whether each session is a request
   */
  static Made of(
      Dataset around,
      Holdout holdout,
      Part part,
      Relevance rule,
      boolean excludeSeen,
      Optional<Protocol.Rolling> rolling) {
    HoldoutRequests requests =
        new HoldoutRequests(around, holdout, part, rule, excludeSeen, rolling);
    requests.makeAll();
    return new Made(requests.made, requests.tally.counts());
  }

  private void makeAll() {
    int users = around.users().size();
    RowsByUser byUser = RowsByUser.of(held, holdout.held(), users);
    for (int user = 0; user < users; user++) {
      if (byUser.size(user) > 0) {
        make(user, byUser);
      }
    }
  }

  private void make(int user, RowsByUser byUser) {
    tally.users++;
    int here = part.user(user);
    Histories histories = part.fitting().histories();
    History known = here == Dictionary.UNKNOWN ? History.EMPTY : histories.all(here);
    for (int k = 0; k < known.size(); k++) {
      if (excludeSeen || known.hidden(k)) {
        barredFor[known.item(k)] = user;
      }
    }
    String id = around.users().id(user);
    boolean any = false;
    if (rolling.isEmpty()) {
      any = make(user, new Request(id, here, id, 0, known, Map.of()), byUser, 0, byUser.size(user));
    } else {
      Later later = new Later(known);
      int from = 0;
      for (int number = 1; from < byUser.size(user); number++) {
        int to = Sessions.end(held, byUser, user, from, rolling.get().gapMinutes());
        Request session = new Request(id + "#" + number, here, id, 0, later.history(), Map.of());
        any |= make(user, session, byUser, from, to);
        for (int k = from; k < to; k++) {
          later.add(user, byUser.row(user, k));
        }
        from = to;
      }
    }
    tally.usersWithoutRelevant += any ? 0 : 1;
  }

  /**
   * Makes the request whose labels are a user's rows from one to another; it yet lacks its time.
   */
  private boolean make(int user, Request untimed, RowsByUser byUser, int from, int to) {
    basket.clear();
    for (int k = from; k < to; k++) {
      judge(byUser.row(user, k), user);
    }
    if (basket.size == 0) {
      return false;
    }
    Request request =
        new Request(
            untimed.id(),
            untimed.user(),
            untimed.userId(),
            time(held.time(byUser.row(user, from))),
            untimed.history(),
            Map.of(),
            setAside(user));
    made.add(basket.judged(request, around.items(), part, held(byUser, user, from, to)));
    tally.requests++;
    tally.judgements += basket.size;
    tally.cold += request.cold() ? 1 : 0;
    for (int j = 0; j < basket.size; j++) {
      tally.outside += part.item(basket.items[j]) == Dictionary.UNKNOWN ? 1 : 0;
    }
    return true;
  }

  /** Returns the items of the catalogue that are set aside for a user. */
  private int[] setAside(int user) {
    int[] items = new int[aside.size(user)];
    int n = 0;
    for (int k = 0; k < items.length; k++) {
      int here = part.item(around.interactions().item(aside.row(user, k)));
      if (here != Dictionary.UNKNOWN) {
        items[n++] = here;
      }
    }
    return Arrays.copyOf(items, n);
  }

  /** Returns what the rows hold, but for items outside the catalogue. */
  private History held(RowsByUser byUser, int user, int from, int to) {
    Later rows = new Later(History.EMPTY);
    for (int k = from; k < to; k++) {
      rows.append(byUser.row(user, k));
    }
    return rows.history();
  }

  private void judge(int row, int user) {
    float gain = judge.gain(row);
    if (!(gain > 0)) {
      tally.notRelevant++;
      return;
    }
    int item = held.item(row);
    int here = part.item(item);
    if (here != Dictionary.UNKNOWN && barredFor[here] == user) {
      tally.repeats++;
      return;
    }
    int at = judgedAt[item];
    if (at < basket.size && basket.items[at] == item) {
      tally.again++;
      basket.gains[at] = Math.max(basket.gains[at], gain);
      basket.values[at] = greater(basket.values[at], held.value(row));
    } else {
      judgedAt[item] = basket.add(item, gain, held.value(row));
    }
  }

  /** What a user did before the next session, growing session by session. */
  private final class Later {
    private int size;
    private int[] items;
    private long[] times;
    private float[] values;
    private float[] weights;
    private byte[] events;

    Later(History known) {
      size = known.size();
      items = known.items();
      times = new long[size];
      values = new float[size];
      weights = new float[size];
      events = new byte[size];
      for (int i = 0; i < size; i++) {
        times[i] = known.time(i);
        values[i] = known.value(i);
        weights[i] = known.weight(i);
        events[i] = (byte) known.event(i);
      }
    }

    History history() {
      return new History(
          Arrays.copyOf(items, size),
          Arrays.copyOf(times, size),
          Arrays.copyOf(values, size),
          Arrays.copyOf(weights, size),
          Arrays.copyOf(events, size));
    }

    void add(int user, int row) {
      int item = part.item(held.item(row));
      if (item == Dictionary.UNKNOWN) {
        tally.unknownLater++;
        return;
      }
      if (excludeSeen || held.weight(row) < 0) {
        barredFor[item] = user;
      }
      append(row);
    }

    /** Adds a row, unless its item is outside the catalogue. */
    void append(int row) {
      int item = part.item(held.item(row));
      if (item == Dictionary.UNKNOWN) {
        return;
      }
      if (size == items.length) {
        int room = Math.max(16, 2 * size);
        items = Arrays.copyOf(items, room);
        times = Arrays.copyOf(times, room);
        values = Arrays.copyOf(values, room);
        weights = Arrays.copyOf(weights, room);
        events = Arrays.copyOf(events, room);
      }
      items[size] = item;
      times[size] = held.time(row);
      values[size] = held.value(row);
      weights[size] = held.weight(row);
      events[size++] = (byte) held.event(row);
    }
  }

  private static float greater(float a, float b) {
    return Float.isNaN(a) || b > a ? b : a;
  }

  private long time(long firstHeld) {
    return switch (holdout.timing()) {
      case ONE_TIME -> rolling.isPresent() ? firstHeld - 1 : holdout.cutoff() - 1;
      case PER_USER -> firstHeld - 1;
      case NONE -> Timing.AFTER_ALL;
    };
  }

  /** The judgements of one user, growing; each item once. */
  private static final class Basket {
    private int size;
    private int[] items = new int[16];
    private float[] gains = new float[16];
    private float[] values = new float[16];

    void clear() {
      size = 0;
    }

    int add(int item, float gain, float value) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
        gains = Arrays.copyOf(gains, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      items[size] = item;
      gains[size] = gain;
      values[size] = value;
      return size++;
    }

    JudgedRequest judged(Request request, Dictionary ids, Part part, History held) {
      int[] here = new int[size];
      String[] itemIds = new String[size];
      for (int j = 0; j < size; j++) {
        here[j] = part.item(items[j]);
        itemIds[j] = ids.id(items[j]);
      }
      return new JudgedRequest(
          request, here, itemIds, Arrays.copyOf(gains, size), Arrays.copyOf(values, size), held);
    }
  }
}
