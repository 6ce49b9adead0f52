package sluice.ingestion.read;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the times of a column are written; one way a column.
 *
 * <p>The rule: of the first 1,000 values that are not empty, the way that most are written in is
 * the column's (at a tie the one declared first here). A number below 10¹¹ counts seconds since
 * 1970 UTC, so up to the year 5138; from there on it counts milliseconds, so from 1973. All else is
 * ISO 8601; without a zone it is UTC. A value written in another way is a bad row.
 */
enum TimeFormat {
  /** Seconds since 1970 UTC, with or without a fraction. */
  SECONDS("a time in seconds since 1970"),
  /** Milliseconds since 1970 UTC. */
  MILLISECONDS("a time in milliseconds since 1970"),
  /** ISO 8601, such as 2024-05-01, 2024-05-01 13:00:00 or 2024-05-01T13:00:00+02:00. */
  ISO("a time such as 2024-05-01T13:00:00Z");

  private static final String BOUND = "1e11";
  private final String words;

  TimeFormat(String words) {
    this.words = words;
  }

  /** Returns what a value should be, for messages. */
  String words() {
    return words;
  }

  /** Returns the format that most values are in. */
  static TimeFormat of(List<String> values) {
    Map<TimeFormat, Integer> votes = new EnumMap<>(TimeFormat.class);
    for (String v : values) {
      votes.merge(ofOne(v), 1, Integer::sum);
    }
    TimeFormat best = SECONDS;
    for (TimeFormat f : values()) {
      if (votes.getOrDefault(f, 0) > votes.getOrDefault(best, 0)) {
        best = f;
      }
    }
    return best;
  }

  private static TimeFormat ofOne(String value) {
    try {
      return Math.abs(Double.parseDouble(value.strip())) < 1e11 ? SECONDS : MILLISECONDS;
    } catch (NumberFormatException e) {
      return ISO;
    }
  }

  /** Returns SQL for the milliseconds of a text, NULL where it is not in this format. */
  String millis(String text) {
    String number = "TRY_CAST(" + text + " AS DOUBLE)";
    return switch (this) {
      case SECONDS ->
          "CASE WHEN abs("
              + number
              + ") < "
              + BOUND
              + " THEN CAST(round("
              + number
              + " * 1000) AS BIGINT) END";
      case MILLISECONDS ->
          "CASE WHEN abs("
              + number
              + ") >= "
              + BOUND
              + " AND abs("
              + number
              + ") < 9e15 THEN CAST(round("
              + number
              + ") AS BIGINT) END";
      case ISO ->
          "CASE WHEN regexp_matches("
              + text
              + ", '^\\s*[0-9]{4}-[0-9]') THEN epoch_ms(TRY_CAST("
              + text
              + " AS TIMESTAMPTZ)) END";
    };
  }
}
