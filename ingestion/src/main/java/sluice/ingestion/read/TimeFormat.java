package sluice.ingestion.read;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sluice.ingestion.Sql;

/**
 * How the times of a column are written; one way a column.
 *
 * <p>Declared, or decided from the first 1,000 values that are neither empty nor 0: the way that
 * most of them can be, each number being what gives a plausible date (docs/reference/ingestion.md
 * has the ranges, which do not overlap). Numbers that are nothing plausible count seconds or
 * milliseconds. All else is ISO 8601; without a zone it is UTC. A value written in another way is a
 * bad row.
 *
 * @param way how they are written
 * @param pattern of {@code strptime}; empty but for patterns
 * @param declared whether the user said so
 */
record TimeFormat(Way way, String pattern, boolean declared) {
  /** ISO 8601, the way of what is no number. */
  static final TimeFormat ISO = new TimeFormat(Way.ISO, "", false);

  private static final double YEAR_10000 = 253_402_300_800e3;

  /** A way of writing times. */
  enum Way {
    /** Seconds since 1970 UTC, with or without a fraction; from 1980. */
    SECONDS("a time in seconds since 1970", 315_532_800, 4_102_444_800.0, 1e3),
    /** Milliseconds since 1970 UTC. */
    MILLISECONDS("a time in milliseconds since 1970", 315_532_800e3, 4_102_444_800e3, 1),
    /** Microseconds since 1970 UTC. */
    MICROSECONDS("a time in microseconds since 1970", 315_532_800e6, 4_102_444_800e6, 1e-3),
    /** Nanoseconds since 1970 UTC. */
    NANOSECONDS("a time in nanoseconds since 1970", 788_918_400e9, 4_102_444_800e9, 1e-6),
    /** YYYYMMDD. */
    DAY("a day as YYYYMMDD", 10_000_101, 99_991_231, "%Y%m%d", 8),
    /** YYYYMMDDHHMM. */
    MINUTE("a time as YYYYMMDDHHMM", 190_001_010_000L, 210_012_312_359L, "%Y%m%d%H%M", 12),
    /** YYYYMMDDHHMMSS. */
    SECOND(
        "a time as YYYYMMDDHHMMSS", 19_000_101_000_000L, 21_001_231_235_959L, "%Y%m%d%H%M%S", 14),
    /** Days since the last day of 1899, as spreadsheets count; 1980 to 2099. */
    EXCEL("a day as spreadsheets count them (45244.93)", 29_221, 73_050, 86_400e3),
    /** Days since 1970; 1990 to 2037. */
    DAYS("a time in days since 1970", 7_305, 24_837, 86_400e3),
    /** Years. */
    YEARS("a year", 1_000, 2_100, 0),
    /** ISO 8601, such as 2024-05-01, 2024-05-01 13:00:00 or 2024-05-01T13:00:00+02:00. */
    ISO("a time such as 2024-05-01T13:00:00Z", 1, 0, 0),
    /** As a pattern of the user's says. */
    PATTERN("a time by the declared format", 1, 0, 0);

    private final String words;
    private final double least;
    private final double most;
    private final double millis;
    private final String pattern;
    private final int digits;

    Way(String words, double least, double most, double millis) {
      this(words, least, most, millis, "", 0);
    }

    Way(String words, double least, double most, String pattern, int digits) {
      this(words, least, most, 0, pattern, digits);
    }

    Way(String words, double least, double most, double millis, String pattern, int digits) {
      this.words = words;
      this.least = least;
      this.most = most;
      this.millis = millis;
      this.pattern = pattern;
      this.digits = digits;
    }

    private boolean isPlausible(double number) {
      boolean whole = number == Math.rint(number);
      return number >= least
          && number <= most
          && (whole || millis != 0)
          && (this != DAY || isDay((long) number));
    }

    private static boolean isDay(long number) {
      long month = number / 100 % 100;
      long day = number % 100;
      return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
  }

  /** Returns what a value should be, for messages. */
  String words() {
    return way == Way.PATTERN ? "a time written as " + pattern : way.words;
  }

  /** Says whether the way was decided here and is one that a reader would not take for granted. */
  boolean isSurprising() {
    return !declared && way != Way.SECONDS && way != Way.MILLISECONDS && way != Way.ISO;
  }

  /** Says whether times are numbers, of which the meaning can be mistaken. */
  boolean isNumber() {
    return way != Way.ISO && way != Way.PATTERN;
  }

  /** Returns the declared format. */
  static TimeFormat declared(String format) {
    if (format.contains("%")) {
      return new TimeFormat(Way.PATTERN, format, true);
    }
    return new TimeFormat(Way.valueOf(format.toUpperCase(java.util.Locale.ROOT)), "", true);
  }

  /** Returns the format that most values are in. */
  static TimeFormat of(List<String> values) {
    Map<Way, Integer> plausible = new EnumMap<>(Way.class);
    Map<Way, Integer> bySize = new EnumMap<>(Way.class);
    int all = 0;
    for (String v : values) {
      Double number = number(v);
      if (number == null) {
        plausible.merge(Way.ISO, 1, Integer::sum);
        bySize.merge(Way.ISO, 1, Integer::sum);
        all++;
      } else if (number != 0) {
        bySize.merge(bySize(Math.abs(number)), 1, Integer::sum);
        for (Way way : Way.values()) {
          plausible.merge(way, way.isPlausible(number) ? 1 : 0, Integer::sum);
        }
        all++;
      }
    }
    Way best = most(plausible);
    boolean most = 2 * plausible.getOrDefault(best, 0) > all;
    return new TimeFormat(most ? best : most(bySize), "", false);
  }

  /** Returns the way with most votes, of several the first. */
  private static Way most(Map<Way, Integer> votes) {
    Way best = Way.SECONDS;
    for (Way way : Way.values()) {
      best = votes.getOrDefault(way, 0) > votes.getOrDefault(best, 0) ? way : best;
    }
    return best;
  }

  private static Way bySize(double size) {
    return size < 1e11 ? Way.SECONDS : Way.MILLISECONDS;
  }

  private static @org.jspecify.annotations.Nullable Double number(String value) {
    try {
      return Double.valueOf(value.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns SQL for the milliseconds of a text, NULL where it is not in this format. */
  String millis(String text) {
    String number = "TRY_CAST(" + text + " AS DOUBLE)";
    return switch (way) {
      case SECONDS -> between(number, 0, YEAR_10000 / 1e3, number + " * 1000");
      case MILLISECONDS -> between(number, 1e11, YEAR_10000, number);
      case MICROSECONDS -> between(number, 1e14, YEAR_10000 * 1e3, number + " / 1000");
      case NANOSECONDS -> between(number, 1e17, 9.3e18, number + " / 1000000");
      case DAYS -> between(number, 0, 1e6, number + " * 86400000");
      case EXCEL -> between(number, 1, 1e6, "(" + number + " - 25569) * 86400000");
      case YEARS ->
          "CASE WHEN regexp_full_match(trim("
              + text
              + "), '[0-9]{4}(\\.0*)?') THEN epoch_ms(make_date(TRY_CAST("
              + text
              + " AS DOUBLE)::INTEGER, 1, 1)) END";
      case DAY, MINUTE, SECOND ->
          "CASE WHEN regexp_full_match(trim("
              + text
              + "), '[0-9]{"
              + way.digits
              + "}(\\.0*)?') THEN epoch_ms(try_strptime(left(trim("
              + text
              + "), "
              + way.digits
              + "), "
              + Sql.text(way.pattern)
              + ")) END";
      case ISO ->
          "CASE WHEN regexp_matches("
              + text
              + ", '^\\s*[0-9]{4}-[0-9]') THEN epoch_ms(TRY_CAST("
              + text
              + " AS TIMESTAMPTZ)) END";
      case PATTERN -> "epoch_ms(try_strptime(trim(" + text + "), " + Sql.text(pattern) + "))";
    };
  }

  private static String between(String number, double least, double most, String millis) {
    return "CASE WHEN abs("
        + number
        + ") >= "
        + least
        + " AND abs("
        + number
        + ") < "
        + most
        + " THEN CAST(round("
        + millis
        + ") AS BIGINT) END";
  }

  /** Returns the formats of a table's columns that a user should be told of, in words. */
  static List<String> surprises(Map<String, TimeFormat> formats) {
    return formats.entrySet().stream()
        .filter(e -> e.getValue().isSurprising())
        .map(e -> e.getKey() + " is read as " + e.getValue().words())
        .toList();
  }
}
