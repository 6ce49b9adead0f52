package sluice.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sluice.core.Progress;

/** Small worlds for tests, and ways to look into them. */
public final class SmallWorld {
  private SmallWorld() {}

  /**
   * Returns a world of 400 users, 800 items and about 30,000 impressions, with 100 test users who
   * are shown everything.
   */
  public static SampleSettings settings(String parameters) {
    return new SampleSettings(
        400, 800, 30_000, 60, JudgementSource.UNIFORM, parameters, 100, 800, 7);
  }

  /** Generates a world below a folder. */
  public static Path generate(SampleSettings settings, Path parent, int threads) {
    Path folder = parent.resolve("world-" + settings.parameters() + "-" + threads);
    SampleWorld.generate(settings, folder, threads, Progress.SILENT);
    return folder;
  }

  /** Runs a query; {@code $} stands for the world's folder. */
  public static List<List<Object>> query(Path folder, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.replace("$", folder.toString()))) {
      List<List<Object>> result = new ArrayList<>();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int c = 1; c <= rows.getMetaData().getColumnCount(); c++) {
          row.add(rows.getObject(c));
        }
        result.add(row);
      }
      return result;
    }
  }

  /** Runs a query that gives one number. */
  public static double number(Path folder, String sql) throws SQLException {
    return ((Number) query(folder, sql).get(0).get(0)).doubleValue();
  }

  /** Returns every file's content, by its path below the folder. */
  static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return bytes;
  }

  /** Returns Gini's coefficient of counts: 0 where all are equal, near 1 where one has all. */
  static double gini(double[] counts) {
    double[] sorted = counts.clone();
    java.util.Arrays.sort(sorted);
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
      sum += sorted[i];
    }
    return weighted / (sorted.length * sum);
  }
}
