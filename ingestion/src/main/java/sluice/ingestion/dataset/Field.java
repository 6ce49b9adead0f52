package sluice.ingestion.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.ingestion.ColumnType;

/**
 * One column of a canonical table: which source column it is read from, as what, and what is
 * checked.
 *
 * @param name its name in the canonical table
 * @param column the source column's name, or its position from 1 where there is no header
 * @param kind what it is
 * @param required whether an empty value is a fault
 * @param checks what else a value must satisfy
 * @param derivation how the value comes from the source
 * @param writing how its text is written
 */
public record Field(
    String name,
    String column,
    Kind kind,
    boolean required,
    Checks checks,
    Derivation derivation,
    Writing writing) {

  /** What a column is, and so how its text is read. */
  public enum Kind {
    /** An id, any text that is not empty. */
    ID("VARCHAR"),
    /** Free text. */
    TEXT("VARCHAR"),
    /** One of a limited number of names. */
    CATEGORY("VARCHAR"),
    /** Several names. */
    SET("VARCHAR[]"),
    /** A finite number. */
    NUMBER("DOUBLE"),
    /** A time. */
    TIME("BIGINT"),
    /** A time that has passed and is not before 1970. */
    PAST_TIME("BIGINT"),
    /** A type of event. */
    EVENT("VARCHAR"),
    /** The types of the events that one row holds, each with a source column of its own. */
    EVENTS("VARCHAR[]"),
    /** A tag: lower case, without space around. */
    TAG("VARCHAR"),
    /** A whole number from 0. */
    POSITION("INTEGER"),
    /** A probability above 0. */
    PROPENSITY("DOUBLE"),
    /** Numbers, as many in every row. */
    VECTOR("FLOAT[]");

    private final String sqlType;

    Kind(String sqlType) {
      this.sqlType = sqlType;
    }

    /** Returns the type in the canonical table. */
    public String sqlType() {
      return sqlType;
    }

    /** Returns what an attribute of a type is read as. */
    public static Kind of(ColumnType type) {
      return switch (type) {
        case TEXT -> TEXT;
        case CATEGORY -> CATEGORY;
        case SET -> SET;
        case NUMBER -> NUMBER;
        case TIME -> TIME;
      };
    }
  }

  /**
   * What a value must satisfy.
   *
   * @param min the least number
   * @param max the greatest number
   * @param allowed the names that may stand there; none: any
   */
  public record Checks(double min, double max, List<String> allowed) {
    /** No checks. */
    public static final Checks NONE =
        new Checks(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());

    /** Checks and copies. */
    public Checks {
      allowed = List.copyOf(allowed);
      if (!(min <= max)) {
        throw new IllegalArgumentException("min " + min + " is above max " + max);
      }
    }
  }

  /**
   * How a column's text is written.
   *
   * @param missing texts that stand for no value, besides the empty one
   * @param format how times are written: a word of {@link #FORMATS}, or a pattern of {@code
   *     strptime}; empty: decided from the data
   */
  public record Writing(List<String> missing, String format) {
    /** What exports write where a column has no value, and nobody is called. */
    public static final List<String> NO_ID =
        List.of("NULL", "null", "\\N", "None", "NaN", "nan", "<NA>");

    /** What a time that is a number can be, in words. */
    public static final List<String> FORMATS =
        List.of("seconds", "milliseconds", "microseconds", "nanoseconds", "days", "excel", "years");

    /** Nothing declared. */
    public static final Writing PLAIN = new Writing(List.of(), "");

    /** Copies. */
    public Writing {
      missing = List.copyOf(missing);
    }
  }

  /** How a value comes from the source. */
  public sealed interface Derivation {
    /** As it stands; for a set, split at a separator. */
    record Plain(String separator) implements Derivation {}

    /** The first group of a regular expression; missing where it is not found. */
    record Part(String pattern) implements Derivation {}

    /** The names whose source columns are true. */
    record Flags(Map<String, String> nameByColumn) implements Derivation {
      /** Copies, keeping the order. */
      public Flags {
        nameByColumn = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nameByColumn));
      }
    }
  }

  /** Makes a column that is read as it stands. */
  public static Field of(String name, String column, Kind kind, boolean required) {
    return new Field(
        name, column, kind, required, Checks.NONE, new Derivation.Plain("|"), Writing.PLAIN);
  }

  /** Returns the same column with checks. */
  public Field with(Checks newChecks) {
    return new Field(name, column, kind, required, newChecks, derivation, writing);
  }

  /** Returns the same column with another derivation. */
  public Field with(Derivation newDerivation) {
    return new Field(name, column, kind, required, checks, newDerivation, writing);
  }

  /** Returns the same column with its text written in another way. */
  public Field with(Writing newWriting) {
    return new Field(name, column, kind, required, checks, derivation, newWriting);
  }

  /** Returns the same column where further texts stand for no value. */
  public Field missingToo(List<String> texts) {
    List<String> all = new ArrayList<>(writing.missing());
    all.addAll(texts);
    return with(new Writing(all, writing.format()));
  }
}
