package sluice.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A fixed one-to-one map between external ids (strings, as in the data) and dense ints {@code 0 …
 * size − 1}.
 *
 * <p>Ids keep the order in which they were given; callers that need an order free of the data's
 * give them sorted. Immutable, safe for use by many threads. Memory: the strings once, and a hash
 * table over them.
 */
public final class Dictionary {
  /** The index that stands for an id the dictionary does not hold. */
  public static final int UNKNOWN = -1;

  private final String[] ids;
  private final Map<String, Integer> indexes;

  private Dictionary(String[] ids) {
    this.ids = ids;
    this.indexes = HashMap.newHashMap(ids.length);
    for (int i = 0; i < ids.length; i++) {
      String id = Objects.requireNonNull(ids[i], "id");
      if (indexes.put(id, i) != null) {
        throw new IllegalArgumentException("id occurs twice: " + id);
      }
    }
  }

  /**
   * Makes a dictionary whose i-th id has index i.
   *
   * @throws IllegalArgumentException where an id occurs twice
   */
  public static Dictionary of(Collection<String> ids) {
    return new Dictionary(ids.toArray(String[]::new));
  }

  /** Returns the number of ids. */
  public int size() {
    return ids.length;
  }

  /** Returns the index of an id, or {@link #UNKNOWN}. */
  public int index(String id) {
    Integer index = indexes.get(id);
    return index == null ? UNKNOWN : index;
  }

  /**
   * Returns the id at an index.
   *
   * @throws IndexOutOfBoundsException outside {@code 0 … size − 1}
   */
  public String id(int index) {
    return ids[index];
  }

  /** Returns all ids in the order of their indexes; unmodifiable. */
  public List<String> ids() {
    return List.of(ids);
  }
}
