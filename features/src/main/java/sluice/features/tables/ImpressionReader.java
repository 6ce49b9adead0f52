package sluice.features.tables;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Impressions;
import sluice.core.UserError;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/** Reads the impressions of a fitting part into memory, 32 bytes each. */
public final class ImpressionReader {
  private ImpressionReader() {}

  /**
   * Reads the impressions from before the part's end whose user and item the part knows. Positions
   * that the data counts from 0 are counted from 1.
   *
   * @param part with impressions
   * @throws UserError where the table cannot be read
   */
  public static Impressions read(FittingPart part) {
    Path file = part.impressions().orElseThrow();
    Rows rows = new Rows();
    List<int[]> users = new ArrayList<>();
    try (DuckSession duck = DuckSession.inMemory(1)) {
      int[] last = {-2, 0};
      String[] request = {""};
      duck.each(
          """
          SELECT "user", item, coalesce(request, ''), "timestamp",
            coalesce("position" + (min("position") OVER () = 0)::INTEGER, 0),
            coalesce(propensity, 'nan'::DOUBLE)
          FROM %s WHERE "timestamp" < %d ORDER BY 1, 3, 5, 4, 2
          """
              .formatted(DuckFiles.parquet(file), part.asOf()),
          r -> {
            int user = part.users().index(r.getString(1));
            int item = part.catalogue().items().index(r.getString(2));
            if (user == Dictionary.UNKNOWN || item == Dictionary.UNKNOWN) {
              return;
            }
            String id = r.getString(3);
            boolean same = user == last[0] && !id.isEmpty() && id.equals(request[0]);
            last[1] += same ? 0 : 1;
            if (user != last[0]) {
              users.add(new int[] {user, rows.size});
            }
            last[0] = user;
            request[0] = id;
            rows.add(last[1], item, r.getLong(4), r.getInt(5), r.getDouble(6));
          });
    } catch (SQLException e) {
      throw new UserError(
          file
              + ": the impressions cannot be read ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "). Fix: ingest the data again.",
          e);
    }
    return rows.byUser(users, part.users().size());
  }

  /** The columns, growing. */
  private static final class Rows {
    private int size;
    private int[] requests = new int[1024];
    private int[] items = new int[1024];
    private long[] times = new long[1024];
    private int[] positions = new int[1024];
    private double[] propensities = new double[1024];

    void add(int request, int item, long time, int position, double propensity) {
      if (size == items.length) {
        int room = Math.addExact(size, size >> 1);
        requests = Arrays.copyOf(requests, room);
        items = Arrays.copyOf(items, room);
        times = Arrays.copyOf(times, room);
        positions = Arrays.copyOf(positions, room);
        propensities = Arrays.copyOf(propensities, room);
      }
      requests[size] = request;
      items[size] = item;
      times[size] = time;
      positions[size] = position;
      propensities[size++] = propensity;
    }

    /** Puts the blocks of the users into the order of their numbers. */
    Impressions byUser(List<int[]> blocks, int users) {
      int[] starts = new int[users + 1];
      for (int b = 0; b < blocks.size(); b++) {
        int end = b + 1 < blocks.size() ? blocks.get(b + 1)[1] : size;
        starts[blocks.get(b)[0] + 1] = end - blocks.get(b)[1];
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      Impressions all =
          new Impressions(
              starts,
              new int[size],
              new int[size],
              new long[size],
              new int[size],
              new double[size]);
      for (int[] block : blocks) {
        int to = starts[block[0]];
        int n = starts[block[0] + 1] - to;
        System.arraycopy(requests, block[1], all.requests(), to, n);
        System.arraycopy(items, block[1], all.items(), to, n);
        System.arraycopy(times, block[1], all.times(), to, n);
        System.arraycopy(positions, block[1], all.positions(), to, n);
        System.arraycopy(propensities, block[1], all.propensities(), to, n);
      }
      return all;
    }
  }
}
