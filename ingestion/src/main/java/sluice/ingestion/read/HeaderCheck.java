package sluice.ingestion.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Tells rows that are read as data and name the columns or their types instead. */
final class HeaderCheck {
  private static final int ROWS = 20;

  private static final String NAME =
      "(user|item|product|movie|book|track|song|artist|video|article|session|event|rating|score|time"
          + "|timestamp|date|category|title|name)s?[_ -]?(id|no|key|name|type|time)?(:[a-z_]+)?";

  private static final Set<String> TYPES =
      Set.of(
          "string",
          "str",
          "text",
          "varchar",
          "char",
          "int",
          "integer",
          "int32",
          "int64",
          "long",
          "bigint",
          "float",
          "float32",
          "float64",
          "double",
          "decimal",
          "number",
          "numeric",
          "bool",
          "boolean",
          "date",
          "datetime",
          "timestamp",
          "time",
          "object",
          "token",
          "token_seq",
          "float_seq");

  private HeaderCheck() {}

  /**
   * Returns a sentence where the first row that is read as data seems to be none.
   *
   * @param header whether the first record names the columns
   * @param first the first record's columns
   * @param records the file behind its first record
   * @param split takes a record apart
   */
  static Optional<String> note(
      Path file,
      boolean header,
      List<String> first,
      TextRecords records,
      Function<String, List<String>> split)
      throws IOException {
    List<List<String>> next = new ArrayList<>();
    while (next.size() < ROWS && records.next()) {
      if (!records.isBlank()) {
        next.add(split.apply(records.text()));
      }
    }
    if (header) {
      boolean types =
          !next.isEmpty()
              && next.get(0).stream()
                  .allMatch(c -> TYPES.contains(c.strip().toLowerCase(Locale.ROOT)));
      return types
          ? Optional.of(
              file.getFileName()
                  + ": the second line seems to hold the columns' types ("
                  + String.join(", ", next.get(0))
                  + "), but is read as a row; remove it")
          : Optional.empty();
    }
    return isHeader(first, next)
        ? Optional.of(
            file.getFileName()
                + ": the first line seems to name the columns ("
                + String.join(", ", first)
                + "), but is read as a row, by header: false; remove header: false and name the"
                + " columns")
        : Optional.empty();
  }

  /** A word over numbers, or two words that columns are usually called. */
  private static boolean isHeader(List<String> first, List<List<String>> next) {
    boolean overNumbers =
        IntStream.range(0, first.size())
            .anyMatch(i ->
                !isNumber(first.get(i))
                    && !first.get(i).isBlank()
                    && !next.isEmpty()
                    && next.stream().allMatch(row -> row.size() > i && isNumber(row.get(i))));
    long names =
        first.stream().filter(c -> c.strip().toLowerCase(Locale.ROOT).matches(NAME)).count();
    return overNumbers || names >= 2;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
