package sluice.core;

import java.util.Arrays;

/**
 * The items that may be recommended, and when: every row of the item table and every item of the
 * fitting part.
 *
 * <p>An item is available at a time t when {@code availableFrom ≤ t < availableUntil}; without
 * dates always. Arrays are taken over, not copied. Immutable, safe for use by many threads.
 */
public final class Catalogue {
  private final Dictionary items;
  private final long[] availableFrom;
  private final long[] availableUntil;
  private final long[] itemHashes;
  private final boolean dated;

  /**
   * Makes a catalogue.
   *
   * @param items ids of the items
   * @param availableFrom per item, milliseconds since 1970 UTC, {@link Long#MIN_VALUE} for always
   * @param availableUntil per item, exclusive, {@link Long#MAX_VALUE} for ever
   */
  public Catalogue(Dictionary items, long[] availableFrom, long[] availableUntil) {
    if (availableFrom.length != items.size() || availableUntil.length != items.size()) {
      throw new IllegalArgumentException(
          "dates for " + availableFrom.length + " of " + items.size());
    }
    this.items = items;
    this.availableFrom = availableFrom;
    this.availableUntil = availableUntil;
    this.itemHashes = new long[items.size()];
    boolean anyDate = false;
    for (int i = 0; i < itemHashes.length; i++) {
      itemHashes[i] = Randomness.hash(items.id(i));
      anyDate |= availableFrom[i] != Long.MIN_VALUE || availableUntil[i] != Long.MAX_VALUE;
    }
    this.dated = anyDate;
  }

  /** Makes a catalogue whose items are always available. */
  public static Catalogue always(Dictionary items) {
    long[] from = new long[items.size()];
    long[] until = new long[items.size()];
    Arrays.fill(from, Long.MIN_VALUE);
    Arrays.fill(until, Long.MAX_VALUE);
    return new Catalogue(items, from, until);
  }

  /** Returns the items' ids. */
  public Dictionary items() {
    return items;
  }

  /** Returns the number of items. */
  public int size() {
    return items.size();
  }

  /** Says whether an item may be recommended at a time. */
  public boolean available(int item, long time) {
    return availableFrom[item] <= time && time < availableUntil[item];
  }

  /** Returns when an item becomes available, {@link Long#MIN_VALUE} where no date is given. */
  public long availableFrom(int item) {
    return availableFrom[item];
  }

  /**
   * Returns from when on an item is no longer available, {@link Long#MAX_VALUE} where no date is
   * given.
   */
  public long availableUntil(int item) {
    return availableUntil[item];
  }

  /** Says whether any item has a date; where none has, all are always available. */
  public boolean dated() {
    return dated;
  }

  /** Returns the hash of an item's external id, the item's part of every tie-break. */
  public long hash(int item) {
    return itemHashes[item];
  }
}
