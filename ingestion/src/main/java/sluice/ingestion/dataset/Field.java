package sluice.ingestion.dataset;

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
 */
public record Field(
    String name, String column, Kind kind, boolean required, Checks checks, Derivation derivation) {

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

  /** How a value comes from the source. */
  public sealed interface Derivation {
    /** As it stands; for a set, split at a separator; one text stands for a missing value. */
    record Plain(String separator, String missing) implements Derivation {}

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
    return new Field(name, column, kind, required, Checks.NONE, new Derivation.Plain("|", ""));
  }

  /** Returns the same column with checks. */
  public Field with(Checks newChecks) {
    return new Field(name, column, kind, required, newChecks, derivation);
  }

  /** Returns the same column with another derivation. */
  public Field with(Derivation newDerivation) {
    return new Field(name, column, kind, required, checks, newDerivation);
  }
}
