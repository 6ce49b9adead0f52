package sluice.ingestion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The declared type of an attribute column, and what it is in a canonical Parquet table. */
public enum ColumnType {
  /** Free text: {@code VARCHAR}. */
  TEXT("VARCHAR"),
  /** One of a limited number of names: {@code VARCHAR}. */
  CATEGORY("VARCHAR"),
  /** Several names, without order: {@code VARCHAR[]}, sorted, each once. */
  SET("VARCHAR[]"),
  /** A number: {@code DOUBLE}. */
  NUMBER("DOUBLE"),
  /** A time, milliseconds since 1970 UTC: {@code BIGINT}. */
  TIME("BIGINT");

  private final String sqlType;

  ColumnType(String sqlType) {
    this.sqlType = sqlType;
  }

  /** Returns the type of the column in the canonical table. */
  public String sqlType() {
    return sqlType;
  }

  /** Returns the word that stands for it in {@code dataset.yaml} and {@code tables.json}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the words of all types, in the order of declaration. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ColumnType::word).toList();
  }

  /**
   * Returns the type of a word.
   *
   * @throws IllegalArgumentException for a word that is not in {@link #words}
   */
  public static ColumnType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
