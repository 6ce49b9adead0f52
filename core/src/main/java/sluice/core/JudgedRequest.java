package sluice.core;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A request with what was held out for it: the items the user interacted with, when, and with what
 * value.
 *
 * <p>Items are indexes of the catalogue; {@link Dictionary#UNKNOWN} stands for an item outside it,
 * whose external id {@link #itemId} still gives: it counts as missed. Each item once. Immutable;
 * arrays are taken over, not copied.
 */
public final class JudgedRequest {
  private final Request request;
  private final int[] items;
  private final String[] itemIds;
  private final float[] gains;
  private final float[] values;
  private final History held;

  /**
   * Makes a judged request of which no more is told than its judgements; see {@link
   * #JudgedRequest(Request, int[], String[], float[], float[], History)}.
   */
  public JudgedRequest(
      Request request, int[] items, String[] itemIds, float[] gains, float[] values) {
    this(request, items, itemIds, gains, values, History.EMPTY);
  }

  /**
   * Makes a judged request of columns of equal length.
   *
   * @param request the request
   * @param items held-out items, {@link Dictionary#UNKNOWN} for one outside the catalogue
   * @param itemIds their external ids
   * @param gains 0 or more: how relevant each is; 1 where the data has no grades
   * @param values recorded values (ratings), NaN where there are none
   * @param held all that was held out for the request, see {@link #held}
   */
  public JudgedRequest(
      Request request, int[] items, String[] itemIds, float[] gains, float[] values, History held) {
    this.request = Objects.requireNonNull(request, "request");
    if (itemIds.length != items.length
        || gains.length != items.length
        || values.length != items.length) {
      throw new IllegalArgumentException("columns differ in length");
    }
    this.items = items;
    this.itemIds = itemIds;
    this.gains = gains;
    this.values = values;
    this.held = Objects.requireNonNull(held, "held");
  }

  /** Returns the request. */
  public Request request() {
    return request;
  }

  /** Returns how many items are judged. */
  public int size() {
    return items.length;
  }

  /**
   * Returns every interaction that was held out for the request and whose item is in the catalogue,
   * relevant or not, negative events among them, in time order; empty where it is not told.
   */
  public History held() {
    return held;
  }

  /** Returns the relevant items: those with a gain. */
  public Set<Integer> relevant() {
    Set<Integer> relevant = new HashSet<>();
    for (int i = 0; i < items.length; i++) {
      if (gains[i] > 0) {
        relevant.add(items[i]);
      }
    }
    return relevant;
  }

  /** Returns how many items are relevant, those outside the catalogue among them. */
  public int relevantCount() {
    int relevant = 0;
    for (float gain : gains) {
      relevant += gain > 0 ? 1 : 0;
    }
    return relevant;
  }

  /**
   * Returns the requests that have a relevant item, in an order that is drawn: the first of them
   * are a sample. The order depends on the seed and the ids of the requests alone.
   *
   * @param purpose what the sample is for; another purpose draws another order
   */
  public static List<JudgedRequest> shuffled(
      List<JudgedRequest> requests, long seed, String purpose) {
    return requests.stream()
        .filter(r -> r.relevantCount() > 0)
        .sorted(
            Comparator.comparingLong((JudgedRequest r) ->
                    Randomness.key(seed, purpose, Randomness.hash(r.request.id())))
                .thenComparing(r -> r.request.id()))
        .toList();
  }

  /** Returns the i-th item, {@link Dictionary#UNKNOWN} for one outside the catalogue. */
  public int item(int i) {
    return items[i];
  }

  /** Returns the external id of the i-th item. */
  public String itemId(int i) {
    return itemIds[i];
  }

  /** Returns how relevant the i-th item is, 0 or more. */
  public float gain(int i) {
    return gains[i];
  }

  /** Returns the recorded value (rating) of the i-th item, NaN where there is none. */
  public float value(int i) {
    return values[i];
  }
}
