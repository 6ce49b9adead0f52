package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Request;
import sluice.funnel.bundle.EventWeights;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.StoredAction;

/**
 * What every user did: what the bundle's data has, then what was told since.
 *
 * <p>All actions of the feedback store are held in memory, some 150 bytes each; an action counts
 * from the moment it is durable. Actions that are marked as suspicious do not count. Their order is
 * that of the store, whatever their times say: where a clock went back, a time is taken for that of
 * the action before. Safe for use by many threads.
 */
final class LiveHistories {
  private final Map<String, List<StoredAction>> byUser = new ConcurrentHashMap<>();

  /** Adds an action; one that is there already changes nothing. */
  void add(StoredAction stored) {
    if (!stored.marks().isEmpty()) {
      return;
    }
    byUser.compute(
        stored.action().user(),
        (user, before) -> {
          List<StoredAction> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
          int at = all.size();
          while (at > 0 && all.get(at - 1).sequence() > stored.sequence()) {
            at--;
          }
          if (at == 0 || all.get(at - 1).sequence() != stored.sequence()) {
            all.add(at, stored);
          }
          return List.copyOf(all);
        });
  }

  /** Forgets a user. */
  void forget(String user) {
    byUser.remove(user);
  }

  /** Returns the time of the first action of anyone from a time on. */
  OptionalLong first(long from) {
    return byUser.values().stream()
        .flatMap(List::stream)
        .mapToLong(stored -> stored.action().time())
        .filter(time -> time >= from)
        .min();
  }

  /** Returns a user's actions since the bundle's data, the oldest first. */
  List<StoredAction> actions(String user) {
    return byUser.getOrDefault(user, List.of());
  }

  /**
   * Returns a user's history before a time.
   *
   * @param base whether the bundle's own rows of the user count
   * @param time before which an action must be; {@link Long#MAX_VALUE} for all that is stored
   * @param now what a client's clock that runs ahead is held to
   */
  Known before(
      FittingPart part, EventWeights weights, String user, boolean base, long time, long now) {
    return before(part, weights, user, base, time, now, Long.MAX_VALUE);
  }

  /** As the other {@code before}, with no action after a sequence number. */
  Known before(
      FittingPart part,
      EventWeights weights,
      String user,
      boolean base,
      long time,
      long now,
      long last) {
    Rows rows = new Rows();
    int index = base ? part.users().index(user) : Dictionary.UNKNOWN;
    if (index != Dictionary.UNKNOWN) {
      History old = part.histories().all(index);
      for (int i = 0; i < old.size(); i++) {
        if (old.time(i) < time) {
          rows.add(old.item(i), old.time(i), old.value(i), old.weight(i), old.event(i));
        }
      }
    }
    long sequence = 0;
    for (StoredAction stored : actions(user)) {
      int item = part.catalogue().items().index(stored.action().item());
      if (stored.action().time() < time && stored.sequence() <= last) {
        sequence = stored.sequence();
        if (item != Dictionary.UNKNOWN && !isOf(part, index, item, stored.action().time())) {
          Action action = stored.action();
          float weight = weights.weight(action.type(), action.value()).orElse(0f);
          long then = Math.min(stored.action().time(), now);
          int event = part.interactions().eventTypes().indexOf(action.type());
          rows.add(item, then, stored.action().value(), weight, event);
        }
      }
    }
    return new Known(index, rows, sequence);
  }

  /**
   * Says whether a bundle's own rows have an action: one that was exported, and trained on, must
   * not count twice.
   *
   * @param user in the bundle's dictionary, or {@link Dictionary#UNKNOWN}
   */
  static boolean isOf(FittingPart part, int user, int item, long time) {
    if (user == Dictionary.UNKNOWN || time >= part.asOf()) {
      return false;
    }
    History own = part.histories().all(user);
    for (int i = own.size() - 1; i >= 0 && own.time(i) >= time; i--) {
      if (own.time(i) == time && own.item(i) == item) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is known of a user.
   *
   * @param index in the bundle's dictionary
   * @param rows the history
   * @param sequence the last action that is in it, 0 for none
   */
  record Known(int index, Rows rows, long sequence) {
    /** Makes the request of a user of whom no more is said than who and when. */
    Request request(String id, String user, long time) {
      return new Request(id, index, user, time, rows.history(), Map.of());
    }
  }

  /** The rows of a history while it is put together; not thread-safe. */
  static final class Rows {
    private int[] items = new int[16];
    private long[] times = new long[16];
    private float[] values = new float[16];
    private float[] weights = new float[16];
    private byte[] events = new byte[16];
    private int size;

    void add(int item, long time, float value, float weight, int event) {
      if (size == items.length) {
        items = java.util.Arrays.copyOf(items, 2 * size);
        times = java.util.Arrays.copyOf(times, 2 * size);
        values = java.util.Arrays.copyOf(values, 2 * size);
        weights = java.util.Arrays.copyOf(weights, 2 * size);
        events = java.util.Arrays.copyOf(events, 2 * size);
      }
      items[size] = item;
      times[size] = size == 0 ? time : Math.max(times[size - 1], time);
      values[size] = value;
      weights[size] = weight;
      events[size++] = (byte) event;
    }

    /** Returns the latest time, {@link Long#MIN_VALUE} where there is none. */
    long last() {
      return size == 0 ? Long.MIN_VALUE : times[size - 1];
    }

    History history() {
      return new History(
          java.util.Arrays.copyOf(items, size),
          java.util.Arrays.copyOf(times, size),
          java.util.Arrays.copyOf(values, size),
          java.util.Arrays.copyOf(weights, size),
          java.util.Arrays.copyOf(events, size));
    }
  }
}
