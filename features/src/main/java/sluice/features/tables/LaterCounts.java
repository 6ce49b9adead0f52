package sluice.features.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import sluice.core.Dictionary;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * What was counted from a fitting part's end on, up to a later end: the days by which {@link
 * FeatureTables} go on while a bundle serves. Made by {@link LaterCounter}; immutable, safe for use
 * by many threads.
 */
public final class LaterCounts {
  /** In place of an id that was taken out; nobody is called so. */
  private static final String NOBODY = "";

  private final long end;
  private final AsOfCounts items;
  private final AsOfCounts total;
  private final Map<String, AsOfCounts> categories;

  /** Ids of the part's users of whom anything was counted, in the order of its dictionary. */
  private final List<String> users;

  private final AsOfCounts byUser;

  LaterCounts(
      long end,
      AsOfCounts items,
      AsOfCounts total,
      Map<String, AsOfCounts> categories,
      List<String> users,
      AsOfCounts byUser) {
    this.end = end;
    this.items = items;
    this.total = total;
    this.categories = new LinkedHashMap<>(categories);
    this.users = List.copyOf(users);
    this.byUser = byUser;
  }

  /** Returns the time up to which things were counted, milliseconds since 1970 UTC. */
  public long end() {
    return end;
  }

  /** Says whether nothing was counted. */
  public boolean isEmpty() {
    return total.rows() == 0;
  }

  /** Returns how many interactions were counted. */
  public long interactions() {
    return total.before(CountColumn.INTERACTIONS, 0, Integer.MAX_VALUE);
  }

  AsOfCounts items() {
    return items;
  }

  AsOfCounts total() {
    return total;
  }

  AsOfCounts categories(String column, int codes) {
    return Objects.requireNonNullElseGet(categories.get(column), () -> AsOfCounts.none(codes));
  }

  /** Returns the counts by user; of those whom the dictionary no longer has, none. */
  AsOfCounts users(Dictionary dictionary) {
    int[] entityOf = users.stream().mapToInt(dictionary::index).toArray();
    return byUser.among(entityOf, dictionary.size());
  }

  /** Returns the same counts without those of one user alone. */
  public LaterCounts without(String user) {
    int place = users.indexOf(user);
    if (place < 0) {
      return this;
    }
    List<String> others = new ArrayList<>(users);
    others.set(place, NOBODY);
    return new LaterCounts(end, items, total, categories, others, byUser.without(place));
  }

  /** Writes the counts. */
  public void write(ArrayWriter out) {
    out.number("end", end);
    items.write("item", out);
    total.write("total", out);
    out.strings("categories", List.copyOf(categories.keySet()));
    categories.forEach((column, counts) -> counts.write("category." + column, out));
    out.strings("users", users);
    byUser.write("user", out);
  }

  /** Reads what {@link #write} wrote. */
  public static LaterCounts read(ArrayReader in) {
    long end = in.number("end");
    AsOfCounts items = AsOfCounts.read("item", in);
    AsOfCounts total = AsOfCounts.read("total", in);
    Map<String, AsOfCounts> categories = new LinkedHashMap<>();
    for (String column : in.strings("categories")) {
      categories.put(column, AsOfCounts.read("category." + column, in));
    }
    List<String> users = in.strings("users");
    return new LaterCounts(end, items, total, categories, users, AsOfCounts.read("user", in));
  }
}
