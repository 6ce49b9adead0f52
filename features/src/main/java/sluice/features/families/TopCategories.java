package sluice.features.families;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The categories of items that have a feature of their own: those of most positive interactions, by
 * column of the item table.
 *
 * <p>A ranker is trained on the train split and served on the part around it, so both must have the
 * same features: the choice is made on the train split and handed on.
 */
final class TopCategories {
  /** No category at all. */
  static final TopCategories NONE = new TopCategories(Map.of());

  private final Map<String, Chosen> byColumn;

  private TopCategories(Map<String, Chosen> byColumn) {
    this.byColumn = byColumn;
  }

  /**
   * The choice in one column.
   *
   * @param names the most frequent first
   * @param more whether there are others
   */
  record Chosen(List<String> names, boolean more) {}

  /**
   * Chooses on a part; of equally frequent categories the first by name.
   *
   * @param most how many a column at most
   */
  static TopCategories of(FittingPart part, int most) {
    if (most == 0) {
      return NONE;
    }
    Map<String, Chosen> chosen = new LinkedHashMap<>();
    part.items()
        .columns()
        .forEach((name, column) -> {
          if (column instanceof Column.Categories categories) {
            chosen.put(name, choose(counts(part, categories), categories, most));
          }
        });
    return new TopCategories(chosen);
  }

  private static long[] counts(FittingPart part, Column.Categories categories) {
    long[] counts = new long[categories.values().size()];
    Interactions rows = part.interactions();
    EntityTable items = part.items();
    for (int i = 0; i < rows.size(); i++) {
      int row =
          rows.weight(i) > 0
              ? items.row(rows.item(i), part.timed() ? rows.time(i) : Long.MAX_VALUE)
              : -1;
      for (int k = 0; row >= 0 && k < categories.count(row); k++) {
        counts[categories.code(row, k)]++;
      }
    }
    return counts;
  }

  private static Chosen choose(long[] counts, Column.Categories categories, int most) {
    List<Integer> codes =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(code -> -counts[code])
                    .thenComparing(code -> categories.values().id(code)))
            .toList();
    List<String> names =
        codes.stream().limit(most).map(code -> categories.values().id(code)).toList();
    return new Chosen(names, codes.size() > most);
  }

  /** Returns the choice in a column, if it has one. */
  Optional<Chosen> in(String column) {
    return Optional.ofNullable(byColumn.get(column));
  }

  /** Writes the choice. */
  void write(ArrayWriter out) {
    out.strings("top-categories", List.copyOf(byColumn.keySet()));
    int c = 0;
    for (Chosen chosen : byColumn.values()) {
      out.strings("top-categories-" + c, chosen.names());
      out.number("top-categories-more-" + c++, chosen.more() ? 1 : 0);
    }
  }

  /** Reads what {@link #write} wrote. */
  static TopCategories read(ArrayReader in) {
    Map<String, Chosen> chosen = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>(in.strings("top-categories"));
    for (int c = 0; c < columns.size(); c++) {
      List<String> names = in.strings("top-categories-" + c);
      chosen.put(columns.get(c), new Chosen(names, in.number("top-categories-more-" + c) == 1));
    }
    return new TopCategories(chosen);
  }
}
