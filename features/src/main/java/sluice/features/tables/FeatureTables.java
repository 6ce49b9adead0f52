package sluice.features.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.core.store.TemporaryFolder;

/**
 * The snapshot tables of one fitting part: cumulative counts by day of every item, user and
 * category, and of all together.
 *
 * <p>DuckDB makes them in SQL from the part's interactions and from its impressions before the
 * part's {@code asOf}, writes them as Parquet, and they are read back into {@link AsOfCounts}.
 * Written are {@code item_daily.parquet}, {@code user_daily.parquet}, {@code
 * category_daily.parquet} and {@code total_daily.parquet}: one row an entity and day on which
 * something happened, sorted, with the counts up to the end of that day; real numbers are summed as
 * whole millionths, so that the same part gives the same bytes on any number of threads. Where the
 * part is not timed there is one day, 0.
 *
 * <p>A click is an impression that a positive interaction of the same user and item followed within
 * a day; of several such impressions the latest, and each once; it counts on the interaction's day.
 * Expected clicks are what the position of each impression alone lets expect: the share of clicks
 * at that position up to the end of that day.
 *
 * <p>Immutable, safe for use by many threads.
 */
public final class FeatureTables {
  private final AsOfCounts items;
  private final AsOfCounts users;
  private final AsOfCounts total;
  private final Map<String, AsOfCounts> categories;
  private final PositionClicks positions;
  private final boolean impressions;
  private final boolean values;

  private FeatureTables(
      AsOfCounts items,
      AsOfCounts users,
      AsOfCounts total,
      Map<String, AsOfCounts> categories,
      PositionClicks positions,
      boolean impressions,
      boolean values) {
    this.items = items;
    this.users = users;
    this.total = total;
    this.categories = categories;
    this.positions = positions;
    this.impressions = impressions;
    this.values = values;
  }

  /**
   * Builds, writes and reads back the tables; temporary files lie in a folder of their own below
   * {@code folder} and are deleted at the end.
   *
   * @param part what is counted
   * @param folder receives the Parquet files; made where it is missing
   * @param threads how many threads; the result does not depend on it
   * @param progress notified of each step
   * @throws UserError where the impressions cannot be read
   */
  public static FeatureTables build(FittingPart part, Path folder, int threads, Progress progress) {
    try (TemporaryFolder temporary = TemporaryFolder.in(folder, ".feature-tables-");
        SnapshotSql sql = new SnapshotSql(temporary.path(), threads)) {
      return build(part, folder, sql, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("feature tables in " + folder + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new IllegalStateException("feature tables in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static FeatureTables build(
      FittingPart part, Path folder, SnapshotSql sql, Progress progress) throws SQLException {
    progress.start("feature tables", 4);
    sql.loadIds(part);
    sql.loadInteractions(part);
    progress.advance(1);
    boolean impressions = false;
    if (part.impressions().isPresent()) {
      impressions = sql.loadImpressions(part.impressions().get(), part.asOf(), part.timed()) > 0;
    }
    progress.advance(1);
    sql.makeSnapshots();
    Map<String, AsOfCounts> categories = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<String, Column> column : part.items().columns().entrySet()) {
      if (column.getValue() instanceof Column.Categories c) {
        sql.loadCategories(number++, column.getKey(), c, part);
        categories.put(column.getKey(), AsOfCounts.none(c.values().size()));
      }
    }
    sql.makeCategorySnapshots();
    PositionClicks positions = sql.positions();
    progress.advance(1);
    sql.write(folder);
    AsOfCounts total = sql.read("total_daily", 1);
    AsOfCounts items = sql.read("item_daily", part.catalogue().size());
    AsOfCounts users = sql.read("user_daily", part.users().size());
    number = 0;
    for (Map.Entry<String, AsOfCounts> column : categories.entrySet()) {
      column.setValue(sql.readCategories(number++, column.getValue().entities()));
    }
    progress.advance(1);
    progress.end();
    boolean values = total.before(CountColumn.VALUED, 0, Integer.MAX_VALUE) > 0;
    return new FeatureTables(items, users, total, categories, positions, impressions, values);
  }

  /** Returns tables in which nothing was ever counted. */
  public static FeatureTables none(FittingPart part) {
    return new FeatureTables(
        AsOfCounts.none(part.catalogue().size()),
        AsOfCounts.none(part.users().size()),
        AsOfCounts.none(1),
        Map.of(),
        PositionClicks.NONE,
        false,
        false);
  }

  /**
   * Returns these tables and, from their end on, what was counted later.
   *
   * @param later counted for the part of which these are
   * @param dictionary of the part's users
   */
  public FeatureTables then(LaterCounts later, Dictionary dictionary) {
    Map<String, AsOfCounts> further = new LinkedHashMap<>();
    categories.forEach((column, counts) ->
        further.put(column, counts.then(later.categories(column, counts.entities()))));
    return new FeatureTables(
        items.then(later.items()),
        users.then(later.users(dictionary)),
        total.then(later.total()),
        further,
        positions,
        impressions,
        values);
  }

  /**
   * Writes the counts.
   *
   * @param perUser receives those by user
   */
  public void write(ArrayWriter out, ArrayWriter perUser) {
    items.write("item", out);
    users.write("user", perUser);
    total.write("total", out);
    out.strings("categories", List.copyOf(categories.keySet()));
    categories.forEach((column, counts) -> counts.write("category." + column, out));
    positions.write(out);
    out.number("impressions", impressions ? 1 : 0).number("values", values ? 1 : 0);
  }

  /** Reads what {@link #write} wrote. */
  public static FeatureTables read(ArrayReader in, ArrayReader perUser) {
    AsOfCounts items = AsOfCounts.read("item", in);
    AsOfCounts users = AsOfCounts.read("user", perUser);
    AsOfCounts total = AsOfCounts.read("total", in);
    Map<String, AsOfCounts> categories = new LinkedHashMap<>();
    for (String column : in.strings("categories")) {
      categories.put(column, AsOfCounts.read("category." + column, in));
    }
    PositionClicks positions = PositionClicks.read(in);
    return new FeatureTables(
        items,
        users,
        total,
        categories,
        positions,
        in.number("impressions") == 1,
        in.number("values") == 1);
  }

  /** Returns the names of the Parquet files that {@link #build} writes. */
  public static List<String> files() {
    return List.of(
        "item_daily.parquet",
        "user_daily.parquet",
        "category_daily.parquet",
        "total_daily.parquet");
  }

  /** Returns the counts by item. */
  public AsOfCounts items() {
    return items;
  }

  /** Returns the counts by user; only interactions, positives, impressions and clicks. */
  public AsOfCounts users() {
    return users;
  }

  /** Returns the counts of all together, as entity 0; users count once an item. */
  public AsOfCounts total() {
    return total;
  }

  /**
   * Returns the counts by category of a column of the item table; only interactions and positives.
   *
   * @throws IllegalArgumentException where there is no such column of categories
   */
  public AsOfCounts categories(String column) {
    AsOfCounts counts = categories.get(column);
    if (counts == null) {
      throw new IllegalArgumentException("no column of categories " + column);
    }
    return counts;
  }

  /** Returns how often each position was shown and clicked up to the part's end. */
  PositionClicks positions() {
    return positions;
  }

  /** Says whether any interaction recorded a value. */
  public boolean hasValues() {
    return values;
  }
}
