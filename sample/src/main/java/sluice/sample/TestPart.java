package sluice.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.sample.truth.Attraction;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TrueModel;
import sluice.sample.truth.TrueUsers;
import sluice.sample.truth.UserState;

/**
 * Makes the test part: what some users would watch right after the cutoff.
 *
 * <p>{@link JudgementSource#UNIFORM}: each user comes once within the day after the cutoff and is
 * shown items drawn uniformly from those that are there and that the user has not watched or
 * hidden, each by itself; the rows are those watched, with probability exactly the true expected
 * value. {@link JudgementSource#LOGGED}: the user's sessions go on for a week, under the logging
 * policy.
 */
final class TestPart {
  private final World world;
  private final TrueUsers users;
  private final String[] itemIds;

  TestPart(World world, TrueUsers users, String[] itemIds) {
    this.world = world;
    this.users = users;
    this.itemIds = itemIds;
  }

  /** What one user watches in the test period. */
  private static final class Rows implements Journal {
    private int[] items = new int[64];
    private long[] times = new long[64];
    private String[] events = new String[64];
    private double[] shares = new double[64];
    private String[] sessions = new String[64];
    private int size;

    @Override
    public void shown(
        String request, int item, long time, int position, double propensity, String policy) {}

    @Override
    public void did(int item, long time, String event, double share, String session) {
      if (event.equals(Behaviour.HIDE)) {
        return;
      }
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
        times = Arrays.copyOf(times, 2 * size);
        events = Arrays.copyOf(events, 2 * size);
        shares = Arrays.copyOf(shares, 2 * size);
        sessions = Arrays.copyOf(sessions, 2 * size);
      }
      items[size] = item;
      times[size] = time;
      events[size] = event;
      shares[size] = share;
      sessions[size++] = session;
    }

    @Override
    public void tagged(int item, long time, String tag) {}
  }

  /**
   * Chooses who is tested: the users without history, and a random draw of those who were active in
   * the last quarter.
   *
   * @param lastWatch per user with history, when it ended; {@link Long#MIN_VALUE} for a user who
   *     never watched
   */
  static int[] choose(World world, long[] lastWatch) {
    SampleSettings settings = world.settings();
    TrueModel model = world.parameters().model();
    long late = model.end() - model.days() * TrueModel.DAY / 4;
    int fresh = settings.users() - world.users().seasoned();
    long[] order =
        IntStream.range(0, lastWatch.length)
            .filter(u -> lastWatch[u] != Long.MIN_VALUE)
            .boxed()
            .sorted(
                java.util.Comparator.<Integer>comparingInt(u -> lastWatch[u] >= late ? 0 : 1)
                    .thenComparingLong(u -> Randomness.key(settings.seed(), "tested", u))
                    .thenComparingInt(u -> u))
            .limit(Math.max(0, settings.testUsers() - fresh))
            .mapToLong(u -> u)
            .toArray();
    return IntStream.concat(
            Arrays.stream(order).mapToInt(u -> (int) u),
            IntStream.range(world.users().seasoned(), settings.users()))
        .sorted()
        .toArray();
  }

  /** Writes the test part; returns the number of rows. */
  long write(int[] tested, int threads, Path file) throws SQLException, IOException {
    Rows[] rows = new Rows[tested.length];
    Parallel.run(
        threads,
        tested.length,
        () -> new Tester(),
        (i, tester) -> {
          rows[i] = tester.test(tested[i]);
        });
    long count = 0;
    try (PartWriter out = new PartWriter()) {
      DuckDBAppender table = out.begin("test", PartJournal.INTERACTIONS);
      for (int i = 0; i < tested.length; i++) {
        String user = TrueItems.id("u", tested[i]);
        for (int k = 0; k < rows[i].size; k++) {
          table
              .beginRow()
              .append(user)
              .append(itemIds[rows[i].items[k]])
              .append(rows[i].times[k])
              .append(rows[i].events[k])
              .append(rows[i].shares[k])
              .append(rows[i].sessions[k])
              .endRow();
          count++;
        }
      }
      table.close();
      out.write("test", file);
    }
    return count;
  }

  /** One thread's memory. */
  private final class Tester {
    private final Attraction attraction = world.attraction().copy();
    private final Behaviour behaviour = new Behaviour(world.items(), world.parameters());
    private final UserState state = new UserState();
    private final SeenItems seen = new SeenItems(world.items().size());

    Rows test(int index) {
      Rows rows = new Rows();
      if (world.settings().judgements() == JudgementSource.LOGGED) {
        goOn(index, rows);
      } else {
        showUniformly(index, rows);
      }
      return rows;
    }

    private void goOn(int index, Rows rows) {
      UserLife life = new UserLife(world, rows);
      life.begin(world.users().user(index), "after");
      users.history(index, life::remember);
      long end = world.parameters().model().end();
      int slates =
          Math.max(
              1, world.settings().testItemsPerUser() / (10 * world.parameters().policy().slots()));
      life.live(slates, end, end + 7 * TrueModel.DAY, "t");
    }

    private void showUniformly(int index, Rows rows) {
      WorldUser user = world.users().user(index);
      SplittableRandom r = Randomness.generator(world.settings().seed(), "test", index);
      double hour = user.hour() + 3.5 * r.nextGaussian();
      long second = (long) (3600 * (hour - 24 * Math.floor(hour / 24)));
      long time = world.parameters().model().end() + 1000 * Math.max(1, second);
      seen.clear();
      users.history(index, (item, hidden, when) -> seen.add(item));
      users.stateBefore(index, time, state);
      attraction.look(user.truth(), state, time);
      String session = TrueItems.id("u", index) + "-t1";
      int wanted =
          Math.min(world.settings().testItemsPerUser(), world.items().size() - seen.size());
      for (int shown = 0; shown < wanted; shown++) {
        int item = r.nextInt(world.items().size());
        while (seen.contains(item)) {
          item = r.nextInt(world.items().size());
        }
        seen.add(item);
        if (r.nextDouble() < attraction.probability(item)) {
          behaviour.watch(r, attraction, item);
          rows.did(item, time, behaviour.event(), behaviour.share(), session);
        }
      }
    }
  }
}
