package sluice.ingestion;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as DuckDB's SQL writes them. */
public final class Sql {
  private Sql() {}

  /** Returns a name in quotes. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Returns a text in quotes. */
  public static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns texts in quotes, with commas between them. */
  public static String texts(Collection<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", "));
  }
}
