package sluice.core;

import java.util.Arrays;

/**
 * What one user did before a request, the oldest first.
 *
 * <p>Columns as in {@link Interactions}. Immutable (arrays are taken over, not copied: the giver
 * must not change them), safe for use by many threads.
 */
public final class History {
  /** The history of someone of whom nothing is known. */
  public static final History EMPTY =
      new History(new int[0], new long[0], new float[0], new float[0]);

  private final int[] items;
  private final long[] times;
  private final float[] values;
  private final float[] weights;
  private final byte[] events;

  /**
   * Makes a history of columns of equal length, in time order, whose event types are not told.
   *
   * @throws IllegalArgumentException where lengths differ
   */
  public History(int[] items, long[] times, float[] values, float[] weights) {
    this(items, times, values, weights, untold(items.length));
  }

  /**
   * Makes a history of columns of equal length, in time order.
   *
   * @throws IllegalArgumentException where lengths differ
   */
  public History(int[] items, long[] times, float[] values, float[] weights, byte[] events) {
    if (times.length != items.length
        || values.length != items.length
        || weights.length != items.length
        || events.length != items.length) {
      throw new IllegalArgumentException("columns differ in length");
    }
    this.items = items;
    this.times = times;
    this.values = values;
    this.weights = weights;
    this.events = events;
  }

  private static byte[] untold(int size) {
    byte[] events = new byte[size];
    Arrays.fill(events, (byte) -1);
    return events;
  }

  /** Returns the number of interactions. */
  public int size() {
    return items.length;
  }

  /** Returns the item of the i-th interaction, a dense index of the catalogue. */
  public int item(int i) {
    return items[i];
  }

  /** Returns the time of the i-th interaction, in milliseconds since 1970 UTC. */
  public long time(int i) {
    return times[i];
  }

  /** Returns the recorded value, NaN where there is none. */
  public float value(int i) {
    return values[i];
  }

  /** Returns the strength as implicit feedback; below 0 for negative events. */
  public float weight(int i) {
    return weights[i];
  }

  /**
   * Returns the event type, an index into {@link Interactions#eventTypes()} of the fitting part; −1
   * where it is not told, or none that the part has.
   */
  public int event(int i) {
    return events[i];
  }

  /** Says whether the i-th interaction is a negative event: its item is not recommended again. */
  public boolean hidden(int i) {
    return weights[i] < 0;
  }

  /** Returns a copy of the items, the oldest first. */
  public int[] items() {
    return Arrays.copyOf(items, items.length);
  }
}
