package sluice.ingestion.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sluice.core.Dictionary;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.Request;
import sluice.ingestion.Relevance;

/**
 * The requests of a holdout: one for each user with something relevant held out, in the order of
 * the users' ids; and what was counted on the way.
 *
 * <p>A request's time is one millisecond before its first label can be: before the cutoff where one
 * time parts, before the user's first held-out interaction where each user has a cutoff; {@link
 * Timing#AFTER_ALL} without time. Its history is all that the user has in the fitting part, in
 * order. Of interactions at the very millisecond of the user's first held-out one, the earlier by
 * order stand in the history, though their time is one millisecond past the request's; and what is
 * read strictly before the request's time misses the last millisecond before the cutoff.
 */
final class Requests {
  private final Dataset around;
  private final Holdout holdout;
  private final Part part;
  private final Judge judge;
  private final Interactions held;
  private final boolean excludeSeen;

  private final int[] judgedAt;
  private final int[] seenBy;
  private final Basket basket = new Basket();
  private final List<JudgedRequest> made = new ArrayList<>();
  private final HoldoutCounts.Tally tally = new HoldoutCounts.Tally();

  private Requests(
      Dataset around, Holdout holdout, Part part, Relevance rule, boolean excludeSeen) {
    this.around = around;
    this.holdout = holdout;
    this.part = part;
    this.held = holdout.heldTable();
    this.judge = new Judge(rule, held);
    this.excludeSeen = excludeSeen;
    this.judgedAt = new int[around.items().size()];
    this.seenBy = new int[part.fitting().catalogue().size()];
    Arrays.fill(seenBy, -1);
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
   */
  static Made of(Dataset around, Holdout holdout, Part part, Relevance rule, boolean excludeSeen) {
    Requests requests = new Requests(around, holdout, part, rule, excludeSeen);
    requests.makeAll();
    return new Made(requests.made, requests.tally.counts());
  }

  private void makeAll() {
    int users = around.users().size();
    UserRows byUser = UserRows.of(held, holdout.held(), users);
    for (int user = 0; user < users; user++) {
      if (byUser.size(user) > 0) {
        make(user, byUser);
      }
    }
  }

  private void make(int user, UserRows byUser) {
    tally.users++;
    int here = part.user(user);
    Histories histories = part.fitting().histories();
    if (excludeSeen && here != Dictionary.UNKNOWN) {
      for (int k = 0; k < histories.size(here); k++) {
        seenBy[part.fitting().interactions().item(histories.row(here, k))] = here;
      }
    }
    basket.clear();
    for (int k = 0; k < byUser.size(user); k++) {
      judge(byUser.row(user, k), here);
    }
    if (basket.size == 0) {
      tally.usersWithoutRelevant++;
      return;
    }
    History history = here == Dictionary.UNKNOWN ? History.EMPTY : histories.all(here);
    String id = around.users().id(user);
    Request request =
        new Request(id, here, id, time(held.time(byUser.row(user, 0))), history, Map.of());
    made.add(basket.judged(request, around.items(), part));
    tally.requests++;
    tally.judgements += basket.size;
    tally.cold += request.cold() ? 1 : 0;
    for (int j = 0; j < basket.size; j++) {
      tally.outside += part.item(basket.items[j]) == Dictionary.UNKNOWN ? 1 : 0;
    }
  }

  private void judge(int row, int user) {
    float gain = judge.gain(row);
    if (!(gain > 0)) {
      tally.notRelevant++;
      return;
    }
    int item = held.item(row);
    int here = part.item(item);
    if (excludeSeen
        && user != Dictionary.UNKNOWN
        && here != Dictionary.UNKNOWN
        && seenBy[here] == user) {
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

  private static float greater(float a, float b) {
    return Float.isNaN(a) || b > a ? b : a;
  }

  private long time(long firstHeld) {
    return switch (holdout.timing()) {
      case ONE_TIME -> holdout.cutoff() - 1;
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

    JudgedRequest judged(Request request, Dictionary ids, Part part) {
      int[] here = new int[size];
      String[] itemIds = new String[size];
      for (int j = 0; j < size; j++) {
        here[j] = part.item(items[j]);
        itemIds[j] = ids.id(items[j]);
      }
      return new JudgedRequest(
          request, here, itemIds, Arrays.copyOf(gains, size), Arrays.copyOf(values, size));
    }
  }
}
