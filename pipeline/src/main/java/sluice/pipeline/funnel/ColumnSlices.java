package sluice.pipeline.funnel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.EntityTable;
import sluice.core.UserError;
import sluice.evaluation.slices.Slice;

/**
 * Slices by the columns of an attribute table: the most frequent values of a category or set, the
 * quarters of a number or time. Free text is left out.
 */
final class ColumnSlices {
  /** A column's most frequent values that become slices. */
  static final int VALUES = 12;

  /** How many columns of a table are used where the config names none. */
  private static final int COLUMNS = 6;

  private ColumnSlices() {}

  /**
   * Returns the names of the columns to slice by.
   *
   * @param wanted by the config; none means the first few that can be sliced by
   */
  static List<String> columns(EntityTable table, List<String> wanted) {
    List<String> able =
        table.columns().entrySet().stream()
            .filter(c -> !(c.getValue() instanceof Column.Texts))
            .map(Map.Entry::getKey)
            .toList();
    return wanted.isEmpty()
        ? able.stream().limit(COLUMNS).toList()
        : able.stream().filter(wanted::contains).toList();
  }

  /** Refuses a column that neither table has, or that cannot be sliced by. */
  static void check(List<String> wanted, EntityTable users, EntityTable items) {
    List<String> known = new ArrayList<>(columns(users, List.copyOf(users.columns().keySet())));
    known.addAll(columns(items, List.copyOf(items.columns().keySet())));
    for (String column : wanted) {
      if (!known.contains(column)) {
        throw new UserError(
            "evaluation.slices: \""
                + column
                + "\" is no column of users or items that can be sliced by."
                + ConfigNode.didYouMean(column, known)
                + " There are: "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /**
   * Returns the slices of a column, the largest categories first, numbers and times ascending.
   *
   * @param name the column's, which becomes the slices' group
   * @param elements how many users or items are split
   * @param row an element's row in the column, -1 where it has none
   */
  static List<Slice> of(String name, Column column, int elements, IntUnaryOperator row) {
    return switch (column) {
      case Column.Categories c -> categories(name, c, elements, row);
      case Column.Numbers n ->
          quarters(name, elements, ofRow(row, n::value), v -> number(v), "no value");
      case Column.Times t ->
          quarters(
              name,
              elements,
              ofRow(row, r -> t.value(r) == Long.MIN_VALUE ? Double.NaN : t.value(r)),
              ColumnSlices::date,
              "no value");
      case Column.Texts _ -> List.of();
    };
  }

  private static IntToDoubleFunction ofRow(IntUnaryOperator row, IntToDoubleFunction value) {
    return element -> {
      int r = row.applyAsInt(element);
      return r < 0 ? Double.NaN : value.applyAsDouble(r);
    };
  }

  private static List<Slice> categories(
      String name, Column.Categories column, int elements, IntUnaryOperator row) {
    int[] counts = new int[column.values().size()];
    for (int e = 0; e < elements; e++) {
      int r = row.applyAsInt(e);
      for (int k = 0; r >= 0 && k < column.count(r); k++) {
        counts[column.code(r, k)]++;
      }
    }
    List<Slice> slices = new ArrayList<>();
    IntStream.range(0, counts.length)
        .filter(code -> counts[code] > 0)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer code) -> -counts[code])
                .thenComparing(code -> column.values().id(code)))
        .limit(VALUES)
        .forEach(code ->
            slices.add(
                Slice.of(
                    name,
                    column.values().id(code),
                    elements,
                    e -> has(column, row.applyAsInt(e), code))));
    Slice none =
        Slice.of(
            name,
            "no value",
            elements,
            e -> row.applyAsInt(e) < 0 || column.count(row.applyAsInt(e)) == 0);
    if (none.size() > 0) {
      slices.add(none);
    }
    return slices;
  }

  private static boolean has(Column.Categories column, int row, int code) {
    for (int k = 0; row >= 0 && k < column.count(row); k++) {
      if (column.code(row, k) == code) {
        return true;
      }
    }
    return false;
  }

  /** How a bound is written. */
  interface Written {
    /** Returns the text. */
    String of(double value);
  }

  /**
   * Returns slices by quarters of a number: between neighbouring quartiles, equal values always
   * together, so that there may be fewer than four.
   */
  static List<Slice> quarters(
      String name, int elements, IntToDoubleFunction value, Written written, String missing) {
    double[] sorted =
        IntStream.range(0, elements).mapToDouble(value).filter(Double::isFinite).sorted().toArray();
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int q = 1; q <= 4 && from < sorted.length; q++) {
      double high = sorted[Math.max(from, (int) ((long) q * sorted.length / 4) - 1)];
      double low = sorted[from];
      slices.add(
          Slice.of(
              name,
              low == high ? written.of(low) : written.of(low) + " – " + written.of(high),
              elements,
              e -> value.applyAsDouble(e) >= low && value.applyAsDouble(e) <= high));
      int next = Arrays.binarySearch(sorted, Math.nextUp(high));
      from = next >= 0 ? first(sorted, next) : -next - 1;
    }
    Slice none = Slice.of(name, missing, elements, e -> Double.isNaN(value.applyAsDouble(e)));
    if (none.size() > 0) {
      slices.add(none);
    }
    return slices;
  }

  private static int first(double[] sorted, int at) {
    int i = at;
    while (i > 0 && sorted[i - 1] == sorted[at]) {
      i--;
    }
    return i;
  }

  private static String number(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e12
        ? Long.toString((long) v)
        : String.format(Locale.ROOT, "%.4g", v);
  }

  /** Returns the day of a time. */
  static String date(double millis) {
    return Instant.ofEpochMilli((long) millis).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
