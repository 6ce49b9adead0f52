package sluice.core;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who is tied to whom: directed edges between people, who need no interactions to be here.
 *
 * <p>Immutable; arrays are taken over, not copied. Safe for use by many threads.
 *
 * @param people ids of all who have an edge
 * @param from per edge, an index of {@code people}
 * @param to per edge, an index of {@code people}
 * @param times per edge, since when it is there, milliseconds since 1970 UTC, {@link
 *     Long#MIN_VALUE} where undated
 */
@SuppressWarnings("ArrayRecordComponent") // edges are never compared by value
public record Edges(Dictionary people, int[] from, int[] to, long[] times) {
  /** No edges. */
  public static final Edges NONE =
      new Edges(Dictionary.of(List.of()), new int[0], new int[0], new long[0]);

  /** Checks. */
  public Edges {
    if (from.length != to.length || from.length != times.length) {
      throw new IllegalArgumentException("columns differ in length");
    }
  }

  /** Returns the number of edges. */
  public int size() {
    return from.length;
  }

  /** Returns the edges that are there before a time, and the undated ones. */
  public Edges before(long time) {
    return only(people, e -> times[e] == Long.MIN_VALUE || times[e] < time);
  }

  /**
   * Returns the same without a person's edges.
   *
   * @param id of the person
   * @param instead what the person is called from then on
   */
  public Edges without(String id, String instead) {
    int person = people.index(id);
    if (person == Dictionary.UNKNOWN) {
      return this;
    }
    String[] ids = people.ids().toArray(String[]::new);
    ids[person] = instead;
    return only(Dictionary.of(Arrays.asList(ids)), e -> from[e] != person && to[e] != person);
  }

  private Edges only(Dictionary names, IntPredicate kept) {
    int[] edges = IntStream.range(0, size()).filter(kept).toArray();
    return new Edges(
        names,
        IntStream.of(edges).map(e -> from[e]).toArray(),
        IntStream.of(edges).map(e -> to[e]).toArray(),
        IntStream.of(edges).mapToLong(e -> times[e]).toArray());
  }
}
