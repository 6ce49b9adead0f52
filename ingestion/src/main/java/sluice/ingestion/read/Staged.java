package sluice.ingestion.read;

import java.util.Map;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Field;
import sluice.ingestion.dataset.TableSpec;

/**
 * A table as read into the temporary database: one row a source row in source order, typed, with
 * the reason where it is bad.
 *
 * @param spec what was declared
 * @param relation where the rows came from
 * @param rejected rows that were not even readable as a record
 * @param times how the times of each time column are written
 */
record Staged(TableSpec spec, Relation relation, long rejected, Map<String, TimeFormat> times) {
  /** Returns the name of the table of rows. */
  String rows() {
    return Sql.name("stage_" + spec.table());
  }

  /**
   * Returns the name of the table of rows found bad or repeated later: {@code rid, reason}, no
   * reason for a repeat.
   */
  String late() {
    return Sql.name("late_" + spec.table());
  }

  /** Returns the name of the table of records that could not be read. */
  String rejects() {
    return Sql.name("reject_" + spec.table());
  }

  /**
   * Returns a field's column in SQL. One that the user named has a prefix, so that it can be called
   * as a column of the table's own ({@code origin, reason, raw, rowid}).
   */
  String column(String field) {
    boolean free =
        spec.attributes().containsKey(field)
            || (spec.table().equals("requests") && !TableWriter.REQUEST.contains(field));
    return Sql.name(free ? "user:" + field : field);
  }

  /** Returns the fields' columns in SQL, separated by commas. */
  String columns() {
    return spec.fields().stream()
        .map(Field::name)
        .map(this::column)
        .collect(java.util.stream.Collectors.joining(", "));
  }

  /** Says whether a row holds a list of events, each an interaction of its own. */
  boolean hasEvents() {
    return spec.fields().stream().anyMatch(f -> f.kind() == Field.Kind.EVENTS);
  }

  /** Returns the condition for a row that is good so far. */
  String good() {
    return "reason IS NULL AND rowid NOT IN (SELECT rid FROM " + late() + ")";
  }
}
