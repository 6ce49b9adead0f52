package sluice.ingestion.read;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import sluice.ingestion.DuckSession;
import sluice.ingestion.dataset.Field;
import sluice.ingestion.dataset.Source;

/** What a user should know of how a table's columns were read; refuses times that cannot be. */
final class ColumnNotes {
  private static final long YEAR_1980 = 315_532_800_000L;

  /** Whole numbers up to a million seconds count rows or steps rather than time. */
  private static final long ORDER_NUMBERS = 1_000_000_000L;

  private static final long DAY = 86_400_000L;
  private static final String TELL =
      "format: seconds, milliseconds, microseconds, nanoseconds, days, excel, years, or a pattern"
          + " such as \"%d/%m/%Y %H:%M\"";

  private final DuckSession database;
  private final Staged staged;
  private final List<String> notes = new ArrayList<>();

  ColumnNotes(DuckSession database, Staged staged) {
    this.database = database;
    this.staged = staged;
  }

  /**
   * Returns notes, one sentence each.
   *
   * @throws UserError where all times of a column are implausible
   */
  List<String> find() throws SQLException {
    String table = staged.spec().table();
    TimeFormat.surprises(staged.times())
        .forEach(s -> notes.add(s + " (" + table + "); if it is not, declare " + TELL));
    count("trimmed", " rows of " + table + " have blanks around an id; they were trimmed");
    for (Field f : staged.spec().fields()) {
      ids(f);
      times(f);
    }
    return notes;
  }

  private void count(String condition, String words) throws SQLException {
    long n = database.number("SELECT count(*) FROM " + staged.rows() + " WHERE " + condition);
    if (n > 0) {
      notes.add(n + words);
    }
  }

  private void ids(Field f) throws SQLException {
    if (f.kind() != Field.Kind.ID) {
      return;
    }
    String column = staged.column(f.name());
    if (new FieldSql(f, staged.relation(), TimeFormat.ISO).hasFloatingIds()) {
      notes.add(
          f.name()
              + " of "
              + staged.spec().table()
              + " is a column of numbers with fractions, as tools make them where ids are missing;"
              + " 7.0 is read as 7");
      return;
    }
    long others =
        database.number(
            "SELECT count(*) FILTER (WHERE NOT regexp_full_match("
                + column
                + ", '-?[0-9]+\\.0')) + CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM (SELECT "
                + column
                + " FROM "
                + staged.rows()
                + " WHERE reason IS NULL AND "
                + column
                + " IS NOT NULL LIMIT 10000)");
    if (others == 0) {
      notes.add(
          "every "
              + f.name()
              + " of "
              + staged.spec().table()
              + " ends in .0, as tools write ids once some are missing; it is read as it stands");
    }
  }

  private void times(Field f) throws SQLException {
    boolean past = f.kind() == Field.Kind.PAST_TIME;
    if (!past && f.kind() != Field.Kind.TIME) {
      return;
    }
    if (!f.writing().format().isEmpty() && !staged.times().containsKey(f.name())) {
      notes.add(
          "format of "
              + f.name()
              + " changes nothing: column "
              + f.column()
              + " of "
              + staged.spec().table()
              + " holds times already, not text or numbers; remove format");
    }
    String column = staged.column(f.name());
    List<@Nullable String> range =
        database
            .rows(
                "SELECT min("
                    + column
                    + "), max("
                    + column
                    + "), count(*) FROM "
                    + staged.rows()
                    + " WHERE reason IS NULL AND "
                    + column
                    + " <> 0")
            .get(0);
    long count = Long.parseLong(String.valueOf(range.get(2)));
    if (count == 0) {
      return;
    }
    long first = Long.parseLong(String.valueOf(range.get(0)));
    long last = Long.parseLong(String.valueOf(range.get(1)));
    if (past && first == last && count > 1 && staged.spec().table().equals("interactions")) {
      notes.add(
          "all times of "
              + f.name()
              + " are the same ("
              + Instant.ofEpochMilli(first)
              + "): no protocol can divide by time; leave "
              + f.name()
              + " out of columns, or use a protocol without time, such as leave-one-out or"
              + " k-fold");
      return;
    }
    TimeFormat format = staged.times().getOrDefault(f.name(), TimeFormat.ISO);
    boolean early = past ? last < YEAR_1980 : Math.max(Math.abs(first), last) < 366 * DAY;
    if (early && format.isNumber() && !format.declared()) {
      if (first < 0 || last >= ORDER_NUMBERS) {
        throw new UserError(implausible(f, format, first, last));
      }
      notes.add(
          "the numbers of "
              + f.name()
              + " are too small for times: they are taken for order numbers, a second apart. The order"
              + " is right; dates, hours and ages are not. If they are times, declare "
              + TELL);
      return;
    }
    if (early && last < 366 * DAY && !staged.times().containsKey(f.name())) {
      notes.add(
          "all times of "
              + f.name()
              + " lie between "
              + Instant.ofEpochMilli(first)
              + " and "
              + Instant.ofEpochMilli(last)
              + "; was another unit converted, such as seconds taken for nanoseconds?");
    }
  }

  private String implausible(Field f, TimeFormat format, long first, long last) {
    Source source = staged.spec().source();
    return source.place()
        + ": "
        + source.label()
        + ": all times of "
        + f.name()
        + " lie between "
        + Instant.ofEpochMilli(first)
        + " and "
        + Instant.ofEpochMilli(last)
        + " if read as "
        + format.words()
        + ". Say what the numbers are: "
        + f.name()
        + ": {column: "
        + f.column()
        + ", "
        + TELL
        + "}; format: seconds takes numbers that count from another start as they are";
  }
}
