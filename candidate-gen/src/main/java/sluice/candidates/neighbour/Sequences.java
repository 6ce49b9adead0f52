package sluice.candidates.neighbour;

import java.util.Arrays;
import java.util.Optional;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;

/**
 * The positive interactions of every user as flat sequences, and an index from item to its places
 * in them.
 *
 * <p>Long histories are cut to the latest. The arrays must not be changed.
 */
public final class Sequences {
  /** By place: the user. */
  public final int[] user;

  /** By place: the item. */
  public final int[] item;

  /** By place: minutes since the first interaction of all. */
  public final int[] minute;

  /** By place: the type of the event. */
  public final byte[] event;

  /** By place: where the user's places start. */
  public final int[] start;

  /** By place: where the user's places end, exclusive. */
  public final int[] end;

  /** By item: where its places start in {@link #places}. */
  public final int[] placeOffsets;

  /** The places of each item, ascending. */
  public final int[] places;

  private Sequences(
      int[] user,
      int[] item,
      int[] minute,
      byte[] event,
      int[] start,
      int[] end,
      int[] placeOffsets,
      int[] places) {
    this.user = user;
    this.item = item;
    this.minute = minute;
    this.event = event;
    this.start = start;
    this.end = end;
    this.placeOffsets = placeOffsets;
    this.places = places;
  }

  /**
   * Makes the sequences.
   *
   * @param longest how many of a user's latest interactions are kept
   * @param distinct whether an item stands once a user, at its latest place
   */
  public static Sequences of(FittingPart part, int longest, boolean distinct) {
    Histories histories = part.histories();
    Interactions rows = part.interactions();
    int items = part.catalogue().size();
    long origin = rows.size() == 0 ? 0 : rows.time(0);
    int[] user = new int[rows.size()];
    int[] item = new int[rows.size()];
    int[] minute = new int[rows.size()];
    byte[] event = new byte[rows.size()];
    int[] start = new int[rows.size()];
    int[] end = new int[rows.size()];
    int[] last = new int[items];
    Arrays.fill(last, -1);
    int size = 0;
    for (int u = 0; u < histories.users(); u++) {
      int from = size;
      for (int k = histories.size(u) - 1; k >= 0 && size - from < longest; k--) {
        int row = histories.row(u, k);
        if (rows.weight(row) > 0 && !(distinct && last[rows.item(row)] == u)) {
          last[rows.item(row)] = u;
          item[size] = rows.item(row);
          event[size] = (byte) rows.event(row);
          minute[size++] = (int) ((rows.time(row) - origin) / 60_000);
        }
      }
      reverse(item, from, size);
      reverse(minute, from, size);
      Arrays.fill(user, from, size, u);
      reverse(event, from, size);
      Arrays.fill(start, from, size, from);
      Arrays.fill(end, from, size, size);
    }
    int[] offsets = new int[items + 1];
    for (int p = 0; p < size; p++) {
      offsets[item[p] + 1]++;
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    int[] next = offsets.clone();
    int[] places = new int[size];
    for (int p = 0; p < size; p++) {
      places[next[item[p]]++] = p;
    }
    return new Sequences(user, item, minute, event, start, end, offsets, places);
  }

  /** Returns how many places an item has. */
  public int count(int i) {
    return placeOffsets[i + 1] - placeOffsets[i];
  }

  /** Returns in words what a part lacks for any two items to be related; empty where nothing. */
  public static Optional<String> lacks(FittingPart part) {
    Histories histories = part.histories();
    for (int user = 0; user < histories.users(); user++) {
      for (int k = 1; k < histories.size(user); k++) {
        if (part.interactions().item(histories.row(user, k))
            != part.interactions().item(histories.row(user, 0))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        "no user has interactions with two different items, so that none are related");
  }

  private static void reverse(int[] a, int from, int to) {
    for (int i = from, j = to - 1; i < j; i++, j--) {
      int t = a[i];
      a[i] = a[j];
      a[j] = t;
    }
  }

  private static void reverse(byte[] a, int from, int to) {
    for (int i = from, j = to - 1; i < j; i++, j--) {
      byte t = a[i];
      a[i] = a[j];
      a[j] = t;
    }
  }
}
