package sluice.sample;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TruthFiles;

/**
 * Writes what happens to a range of users as one part of each table, and of the truth. For one
 * thread.
 */
final class PartJournal implements Journal, AutoCloseable {
  static final String INTERACTIONS =
      "\"user\" VARCHAR, item VARCHAR, \"timestamp\" BIGINT, event VARCHAR, \"value\" DOUBLE,"
          + " session VARCHAR";
  static final String IMPRESSIONS =
      "request VARCHAR, \"user\" VARCHAR, item VARCHAR, \"timestamp\" BIGINT, \"position\" INTEGER,"
          + " propensity DOUBLE, \"policy\" VARCHAR";
  static final String TAGS = "\"user\" VARCHAR, item VARCHAR, tag VARCHAR, \"timestamp\" BIGINT";

  private final World world;
  private final String[] itemIds;
  private final PartWriter tables = new PartWriter();
  private final DuckDBAppender interactions = tables.begin("interactions", INTERACTIONS);
  private final DuckDBAppender impressions = tables.begin("impressions", IMPRESSIONS);
  private final DuckDBAppender tags = tables.begin("tags", TAGS);
  private final TruthFiles.Part truth = new TruthFiles.Part();
  private String user = "";
  private long lastWatch = Long.MIN_VALUE;
  private long shown;
  private long done;

  PartJournal(World world, String[] itemIds) throws SQLException {
    this.world = world;
    this.itemIds = itemIds;
  }

  void begin(WorldUser newUser) {
    user = TrueItems.id("u", newUser.index());
    lastWatch = Long.MIN_VALUE;
  }

  /**
   * Ends the user; returns the time of the last watch, {@link Long#MIN_VALUE} where there was none.
   */
  long end(WorldUser oldUser) {
    truth.endUser(oldUser.truth());
    return lastWatch;
  }

  /** Returns how many items were shown. */
  long shown() {
    return shown;
  }

  /** Returns how many interactions there were. */
  long done() {
    return done;
  }

  @Override
  public void shown(
      String request, int item, long time, int position, double propensity, String policy) {
    shown++;
    try {
      impressions
          .beginRow()
          .append(request)
          .append(user)
          .append(itemIds[item])
          .append(time)
          .append(position)
          .append(propensity)
          .append(policy)
          .endRow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void did(int item, long time, String event, double share, String session) {
    done++;
    boolean hidden = event.equals(Behaviour.HIDE);
    truth.add(item, hidden, (int) ((time - world.parameters().model().start()) / 1000));
    if (!hidden) {
      lastWatch = time;
    }
    try {
      interactions
          .beginRow()
          .append(user)
          .append(itemIds[item])
          .append(time)
          .append(event)
          .append(share)
          .append(session)
          .endRow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void tagged(int item, long time, String tag) {
    try {
      tags.beginRow().append(user).append(itemIds[item]).append(tag).append(time).endRow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the files of a part below the dataset's folder. */
  void write(Path folder, int part) throws SQLException, java.io.IOException {
    String name = String.format(Locale.ROOT, "part-%05d.parquet", part);
    interactions.close();
    impressions.close();
    tags.close();
    for (String table : SampleWorld.PARTED) {
      tables.write(table, folder.resolve(table).resolve(name));
    }
    truth.write(folder.resolve("truth"), part);
  }

  @Override
  public void close() throws SQLException {
    tables.close();
  }
}
