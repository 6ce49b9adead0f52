package sluice.ingestion.read;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Field;
import sluice.ingestion.dataset.Source;

/**
 * A source as DuckDB sees it: SQL that yields its rows in order, and what its columns are.
 *
 * @param from what stands behind FROM; its columns are {@code c0, c1, …} and the index of the file,
 *     for JSON {@code n0, n1, …} (whether the value is an array or object), with {@code fault} (why
 *     the row cannot be read, empty for a row to pass over) where {@code mayFail}
 * @param columns the source columns' names, by position
 * @param types their SQL types, by position
 * @param mayFail whether rows carry a fault of their own
 * @param origins labels of the files, or of the database
 * @param text how the files can be walked for the places of bad rows; empty where rows are numbered
 *     instead
 */
record Relation(
    String from,
    List<String> columns,
    List<String> types,
    boolean mayFail,
    List<String> origins,
    Optional<TextForm> text) {

  /**
   * How text files are walked.
   *
   * @param separator between columns; empty for JSONL
   * @param quote around columns; empty: none
   * @param encoding of the text
   * @param header whether the first record is the header
   * @param blankRows whether empty lines are rows too
   */
  record TextForm(
      String separator, String quote, String encoding, boolean header, boolean blankRows) {}

  /** Returns the position of a column. */
  OptionalInt position(String column) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).equals(column))
        .findFirst();
  }

  /** Returns SQL for a column's value as it stands, and its type. */
  Map.Entry<String, String> column(String column) {
    int p = position(column).orElseThrow();
    return Map.entry("c" + p, types.get(p));
  }

  /** Returns the condition for a value that is an array or object, where JSON can tell. */
  Optional<String> nested(String column) {
    int p = position(column).orElseThrow();
    return types.get(p).equals("JSON") ? Optional.of("n" + p) : Optional.empty();
  }

  /** Refuses a column of lists or structs where one value is expected. */
  void refuseNested(Source source, Field field) {
    boolean several =
        field.kind() == Field.Kind.SET
            || field.kind() == Field.Kind.VECTOR
            || field.derivation() instanceof Field.Derivation.Flags;
    String type = column(field.column()).getValue();
    boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
    boolean plainList = type.matches("(?!STRUCT|MAP)[^\\[]*\\[[0-9]*\\]");
    if (nested && !(several && plainList)) {
      throw new UserError(
          source.place()
              + ": "
              + source.label()
              + ": the column "
              + field.column()
              + " holds "
              + (type.endsWith("]") ? "lists" : "objects")
              + " ("
              + (type.length() > 60 ? type.substring(0, 60) + "…" : type)
              + "), but "
              + field.name()
              + " is one value; flatten it first, a row for each value, such as by a query: on the"
              + " file");
    }
  }

  /** Refuses a source that lacks a column. */
  void require(Source source, Collection<String> needed) {
    for (String column : new java.util.LinkedHashSet<>(needed)) {
      if (position(column).isPresent()) {
        continue;
      }
      String found =
          columns.size() > 30
              ? String.join(", ", columns.subList(0, 30)) + ", …"
              : String.join(", ", columns);
      throw new UserError(
          source.place()
              + ": "
              + origins.get(0)
              + " has no column "
              + column
              + (column.matches("\\d+") ? "" : ConfigNode.didYouMean(column, columns))
              + "; it has "
              + found
              + headerHint()
              + separatorHint(needed));
    }
  }

  private String headerHint() {
    boolean named = text.isEmpty() || !text.get().header() || text.get().separator().isEmpty();
    return !named && columns.stream().anyMatch(c -> c.matches("[0-9.]+"))
        ? "; where the first line is a row already, say header: false and name columns by position"
        : "";
  }

  private String separatorHint(Collection<String> needed) {
    if (text.isEmpty() || columns.size() != 1 || text.get().separator().isEmpty()) {
      return "";
    }
    Map<String, String> names = new LinkedHashMap<>();
    names.put("::", "::");
    names.put("\t", "\\t");
    names.put(";", ";");
    names.put("|", "|");
    names.put(",", ",");
    names.put(" ", " ");
    for (Map.Entry<String, String> e : names.entrySet()) {
      List<String> parts =
          List.of(columns.get(0).split(java.util.regex.Pattern.quote(e.getKey()), -1));
      boolean fits =
          text.get().header() ? parts.containsAll(needed) : parts.size() >= needed.size();
      if (parts.size() > 1 && fits) {
        return "; the separator seems to be \""
            + e.getValue()
            + "\": add `separator: \""
            + e.getValue()
            + "\"`";
      }
    }
    return "; the separator is \""
        + text.get().separator().replace("\t", "\\t")
        + "\", is it right?";
  }

  /**
   * Returns SQL for the number of a row's lines that look like rows themselves: they stand within a
   * quoted value and have as many separators as a row has.
   */
  String swallowed() {
    int separators = columns.size() - 1;
    if (text.isEmpty() || text.get().quote().isEmpty() || separators < 1) {
      return "0";
    }
    String separator = Sql.text(text.get().separator());
    int size = text.get().separator().length();
    // Prose often has a comma or two a line: with few columns it takes more lines to tell.
    int least =
        switch (separators) {
          case 1 -> 20;
          case 2 -> 5;
          case 3 -> 3;
          default -> 2;
        };
    String broken =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "contains(c" + i + ", chr(10))")
            .collect(Collectors.joining(" OR "));
    String most =
        IntStream.range(0, columns.size())
            .mapToObj(i -> {
              String lines = "string_split(c" + i + ", chr(10))";
              String alike =
                  "len(list_filter("
                      + lines
                      + ", lambda l: length(l) - length(replace(l, "
                      + separator
                      + ", '')) = "
                      + separators * size
                      + "))";
              return "CASE WHEN "
                  + alike
                  + " >= 0.9 * (len("
                  + lines
                  + ") - 2) THEN "
                  + alike
                  + " END";
            })
            .collect(Collectors.joining(", ", "greatest(", ")"));
    return "CASE WHEN coalesce("
        + broken
        + ", false) THEN CASE WHEN "
        + most
        + " >= "
        + least
        + " THEN "
        + most
        + " ELSE 0 END ELSE 0 END";
  }

  /** Returns SQL that names columns by position. */
  static String numbered(List<String> expressions) {
    return IntStream.range(0, expressions.size())
        .mapToObj(i -> expressions.get(i) + " AS c" + i)
        .collect(Collectors.joining(", "));
  }
}
