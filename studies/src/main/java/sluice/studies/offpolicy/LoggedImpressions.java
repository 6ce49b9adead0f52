package sluice.studies.offpolicy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import sluice.core.UserError;
import sluice.evaluation.offpolicy.ImpressionLog;
import sluice.evaluation.trec.TrecIds;
import sluice.evaluation.trec.TrecReader;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/**
 * A log of impressions read from CSV or Parquet: columns request, user, item, position (from 1),
 * propensity, reward. Where there is a column surface, only what was recommended is read.
 *
 * @param log the rows, in the order of request and position; users are the clusters
 * @param users by request
 * @param items numbers of the items' ids
 * @param notes what was left out, for the reader
 */
public record LoggedImpressions(
    ImpressionLog log, List<String> users, Map<String, Integer> items, List<String> notes) {
  private static final List<String> COLUMNS =
      List.of("request", "user", "item", "position", "propensity", "reward");

  private static final Set<String> IDS = Set.of("request", "user", "item");

  /** Where a list of a user could have been shown instead; elsewhere the user asked for more. */
  private static final String RECOMMENDED =
      "coalesce(surface, 'unknown') IN ('recommend', 'page', 'unknown')";

  /**
   * Reads a log.
   *
   * @throws UserError where the file, a column or a row is not as it should be
   */
  public static LoggedImpressions read(Path file) {
    String name = file.toString();
    if (!Files.isRegularFile(file) || !(name.endsWith(".csv") || name.endsWith(".parquet"))) {
      throw new UserError(
          file + " is no file that ends in .csv or .parquet. Fix: give the path of the log");
    }
    try (DuckSession duck = DuckSession.inMemory(Runtime.getRuntime().availableProcessors())) {
      Set<String> columns = new HashSet<>();
      String reader;
      if (name.endsWith(".csv")) {
        // ids are text: as numbers, 0002 and 2 would be one
        List<String> texts = new ArrayList<>();
        for (String column : columns(duck, csv(file, ""))) {
          columns.add(column.toLowerCase(Locale.ROOT));
          if (IDS.contains(column.toLowerCase(Locale.ROOT))) {
            texts.add("'" + column + "': 'VARCHAR'");
          }
        }
        reader = csv(file, texts.isEmpty() ? "" : ", types = {" + String.join(", ", texts) + "}");
      } else {
        reader = DuckFiles.parquet(file);
        columns(duck, reader).forEach(c -> columns.add(c.toLowerCase(Locale.ROOT)));
      }
      List<String> missing = COLUMNS.stream().filter(c -> !columns.contains(c)).toList();
      if (!missing.isEmpty()) {
        throw new UserError(
            file
                + " has no column "
                + String.join(", ", missing)
                + ". Fix: a log of impressions has the columns "
                + String.join(", ", COLUMNS)
                + "; sluice export writes them");
      }
      boolean surfaces = columns.contains("surface");
      String where = surfaces ? "WHERE " + RECOMMENDED : "";
      List<String> notes = new ArrayList<>();
      if (surfaces) {
        long other = duck.number("SELECT count(*) FROM " + reader + " WHERE NOT " + RECOMMENDED);
        if (other > 0) {
          notes.add(
              String.format(
                  Locale.ROOT,
                  "%,d impressions are left out: their slates answered an item, a text, a vector or"
                      + " similar users, where no list of a user would stand.",
                  other));
        }
      }
      Reading reading = new Reading(file, notes);
      duck.each(
          """
          SELECT CAST(request AS VARCHAR), CAST("user" AS VARCHAR), CAST(item AS VARCHAR),
            CAST("position" AS DOUBLE), CAST(propensity AS DOUBLE), CAST(reward AS DOUBLE),
            bool_or(propensity IS NULL) OVER (PARTITION BY request)
          FROM %s %s ORDER BY 1, 4, 3
          """
              .formatted(reader, where),
          reading::add);
      return reading.all();
    } catch (SQLException e) {
      throw new UserError(
          file
              + ": the log cannot be read ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "). Fix: position, propensity and reward are numbers",
          e);
    }
  }

  private static String csv(Path file, String types) {
    return DuckFiles.csv(List.of(file), "sample_size = -1" + types);
  }

  private static List<String> columns(DuckSession duck, String reader) throws SQLException {
    return duck.column("DESCRIBE SELECT * FROM " + reader);
  }

  /** One pass over the rows. */
  private static final class Reading {
    private final Path file;
    private final List<String> notes;
    private final Set<String> withoutPropensity = new HashSet<>();
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

    Reading(Path file, List<String> notes) {
      this.file = file;
      this.notes = notes;
    }

    void add(ResultSet row) throws SQLException {
      if (row.getBoolean(7)) {
        withoutPropensity.add(String.valueOf(row.getString(1)));
        return;
      }
      for (int column = 1; column <= 6; column++) {
        if (row.getObject(column) == null) {
          throw new UserError(
              file
                  + ": an impression of request "
                  + row.getString(1)
                  + " has no "
                  + COLUMNS.get(column - 1)
                  + ". Fix: fill it, or leave the request out");
        }
      }
      row(row);
    }

    LoggedImpressions all() {
      if (size == 0) {
        throw new UserError(
            file
                + (withoutPropensity.isEmpty()
                    ? " holds no impressions"
                    : " holds no propensity: what was shown was cut short or of an older store, so"
                        + " nobody knows how probable it was")
                + ". Fix: give a log of impressions with the probability of each");
      }
      if (!withoutPropensity.isEmpty()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%,d of %,d requests are left out: they have no propensity, for their slates were cut"
                    + " short or are of an older store.",
                withoutPropensity.size(),
                withoutPropensity.size() + users.size()));
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
          items,
          List.copyOf(notes));
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
        throw new UserError(where + " has two users. Fix: give each request its own id");
      }
      if (size == item.length) {
        request = Arrays.copyOf(request, 2 * size);
        position = Arrays.copyOf(position, 2 * size);
        item = Arrays.copyOf(item, 2 * size);
        propensity = Arrays.copyOf(propensity, 2 * size);
        reward = Arrays.copyOf(reward, 2 * size);
      }
      double told = rows.getDouble(4);
      int at = (int) told;
      double p = rows.getDouble(5);
      if (at != told || at < 1 || at > 1000) {
        throw new UserError(
            where
                + ": position "
                + (at == told ? Integer.toString(at) : Double.toString(told))
                + "; whole numbers from 1 to 1000 are expected: positions count from 1");
      }
      if (!first && position[size - 1] == at - 1) {
        throw new UserError(
            where
                + ": position "
                + at
                + " twice. Fix: number the items of a request from 1; items that were shown alone"
                + " are requests of their own");
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
   * A system's lists.
   *
   * @param lists by request, items best first; empty where its user has none
   * @param note how many users have none, for the reader; empty where all have one
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Lists(int[][] lists, Optional<String> note) {}

  /**
   * Reads a system's lists in TREC form (user, Q0, item, rank, score, system) and gives each
   * request its user's list, best score first.
   *
   * @throws UserError where a line is not so, or no user of the log has a list
   */
  public Lists lists(Path file) {
    Map<String, int[]> byUser = new HashMap<>();
    Set<String> logged = new HashSet<>(users);
    try {
      TrecReader.readLists(file)
          .forEach((user, list) ->
              byUser.put(
                  known(user, logged::contains),
                  list.stream()
                      .map(item -> known(item, items::containsKey))
                      .mapToInt(item -> items.computeIfAbsent(item, i -> items.size()))
                      .toArray()));
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e.getMessage(), e);
    }
    int[][] lists = new int[users.size()][];
    int requests = 0;
    for (int t = 0; t < lists.length; t++) {
      lists[t] = byUser.getOrDefault(users.get(t), new int[0]);
      requests += lists[t].length == 0 ? 1 : 0;
    }
    long without = logged.stream().filter(user -> !byUser.containsKey(user)).count();
    if (without == logged.size()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s has a list for none of the log's %d users. Fix: the ids are to be the same; the"
                  + " log's first user is %s, the list's is %s",
              file,
              logged.size(),
              users.getFirst(),
              byUser.keySet().stream().sorted().findFirst().orElse("(none)")));
    }
    return new Lists(
        lists,
        without == 0
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "no list for %,d of the log's %,d users: their %,d requests count 0, as an empty"
                        + " slate does. To judge the lists on their own users, leave the others out"
                        + " of the log.",
                    without,
                    logged.size(),
                    requests)));
  }

  /**
   * Returns the id that a list means. Sluice's own lists are percent-encoded; an id of another
   * system's list that the log has as it stands is that one.
   */
  private static String known(String id, Predicate<String> logged) {
    String decoded = TrecIds.decode(id);
    return logged.test(decoded) || !logged.test(id) ? decoded : id;
  }
}
