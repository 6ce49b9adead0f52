package sluice.pipeline.offpolicy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.core.UserError;
import sluice.evaluation.offpolicy.ImpressionLog;
import sluice.ingestion.DuckFiles;

/**
 * A log of impressions read from CSV or Parquet: columns request, user, item, position (from 1),
 * propensity, reward.
 *
 * @param log the rows, in the order of request and position; users are the clusters
 * @param users by request
 * @param items numbers of the items' ids
 */
public record LoggedImpressions(ImpressionLog log, List<String> users, Map<String, Integer> items) {
  /**
   * Reads a log.
   *
   * @throws UserError where the file, a column or a row is not as it should be
   */
  public static LoggedImpressions read(Path file) {
    String name = file.toString();
    if (!Files.isRegularFile(file) || !(name.endsWith(".csv") || name.endsWith(".parquet"))) {
      throw new UserError(file + " is no file that ends in .csv or .parquet. Mend: name the log");
    }
    String reader =
        name.endsWith(".csv") ? DuckFiles.csv(List.of(file), "") : DuckFiles.parquet(file);
    String sql =
        "SELECT CAST(request AS VARCHAR), CAST(\"user\" AS VARCHAR), CAST(item AS VARCHAR),"
            + " CAST(\"position\" AS INTEGER), CAST(propensity AS DOUBLE), CAST(reward AS DOUBLE)"
            + " FROM "
            + reader
            + " ORDER BY 1, 4, 3";
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return new Reading(file).all(rows);
    } catch (SQLException e) {
      throw new UserError(
          file
              + ": the log cannot be read ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "). Mend: it needs the columns request, user, item, position, propensity, reward",
          e);
    }
  }

  /** One pass over the rows. */
  private static final class Reading {
    private final Path file;
    private final List<String> users = new ArrayList<>();
    private final Map<String, Integer> items = new HashMap<>();
    private final Map<String, Integer> clusters = new HashMap<>();
    private int[] request = new int[1024];
    private int[] position = new int[1024];
    private int[] item = new int[1024];
    private double[] propensity = new double[1024];
    private double[] reward = new double[1024];
    private int size;
    private String last = "";
    private int slots = 1;

    Reading(Path file) {
      this.file = file;
    }

    LoggedImpressions all(ResultSet rows) throws SQLException {
      while (rows.next()) {
        for (int column = 1; column <= 6; column++) {
          if (rows.getObject(column) == null) {
            throw new UserError(
                file
                    + ": an impression of request "
                    + rows.getString(1)
                    + " lacks a value. Mend: fill all of request, user, item, position, propensity,"
                    + " reward, or leave the row out");
          }
        }
        row(rows);
      }
      if (size == 0) {
        throw new UserError(file + " holds no impressions. Mend: name the log");
      }
      int[] cluster = users.stream().mapToInt(clusters::get).toArray();
      return new LoggedImpressions(
          new ImpressionLog(
              slots,
              cluster,
              new ImpressionLog.Rows(
                  Arrays.copyOf(request, size),
                  Arrays.copyOf(position, size),
                  Arrays.copyOf(item, size),
                  Arrays.copyOf(propensity, size),
                  Arrays.copyOf(reward, size))),
          List.copyOf(users),
          items);
    }

    private void row(ResultSet rows) throws SQLException {
      String id = rows.getString(1);
      String where = file + ": request " + id;
      boolean first = size == 0 || !id.equals(last);
      last = id;
      if (first) {
        users.add(rows.getString(2));
        clusters.putIfAbsent(rows.getString(2), clusters.size());
      } else if (!users.getLast().equals(rows.getString(2))) {
        throw new UserError(where + " has two users. Mend: give each request its own id");
      }
      if (size == item.length) {
        request = Arrays.copyOf(request, 2 * size);
        position = Arrays.copyOf(position, 2 * size);
        item = Arrays.copyOf(item, 2 * size);
        propensity = Arrays.copyOf(propensity, 2 * size);
        reward = Arrays.copyOf(reward, 2 * size);
      }
      int at = rows.getInt(4);
      double p = rows.getDouble(5);
      if (at < 1 || at > 1000) {
        throw new UserError(where + ": position " + at + "; 1 to 1000 is expected");
      }
      if (!first && position[size - 1] == at - 1) {
        throw new UserError(where + ": position " + at + " twice. Mend: one item a position");
      }
      if (!(p > 0 && p <= 1)) {
        throw new UserError(where + ": propensity " + p + "; above 0, at most 1 is expected");
      }
      if (!Double.isFinite(rows.getDouble(6))) {
        throw new UserError(where + ": reward " + rows.getDouble(6) + "; a number is expected");
      }
      request[size] = users.size() - 1;
      position[size] = at - 1;
      item[size] = items.computeIfAbsent(rows.getString(3), i -> items.size());
      propensity[size] = p;
      reward[size++] = rows.getDouble(6);
      slots = Math.max(slots, at);
    }
  }

  /**
   * Reads a system's lists in TREC form (user, Q0, item, rank, score, system) and gives each
   * request its user's list, best score first.
   *
   * @throws UserError where a line is not so, or no user of the log has a list
   */
  public int[][] lists(Path file) {
    Map<String, List<Map.Entry<Integer, Float>>> byUser = new HashMap<>();
    try {
      int line = 0;
      for (String text : Files.readAllLines(file)) {
        line++;
        String[] cells = text.strip().split("\\s+", -1);
        try {
          int item = items.computeIfAbsent(cells[2], i -> items.size());
          byUser
              .computeIfAbsent(cells[0], u -> new ArrayList<>())
              .add(Map.entry(item, Float.parseFloat(cells[4])));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
          throw new UserError(
              file + ":" + line + ": expected user, Q0, item, rank, score, system", e);
        }
      }
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e.getMessage(), e);
    }
    int[][] lists = new int[users.size()][];
    int known = 0;
    for (int t = 0; t < lists.length; t++) {
      List<Map.Entry<Integer, Float>> own = byUser.getOrDefault(users.get(t), List.of());
      known += own.isEmpty() ? 0 : 1;
      lists[t] =
          own.stream()
              .sorted((a, b) -> Float.compare(b.getValue(), a.getValue()))
              .mapToInt(Map.Entry::getKey)
              .distinct()
              .toArray();
    }
    if (known < lists.length) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s has a list for %d of the log's %d requests. Mend: leave out of the log the users"
                  + " that have none",
              file,
              known,
              lists.length));
    }
    return lists;
  }
}
