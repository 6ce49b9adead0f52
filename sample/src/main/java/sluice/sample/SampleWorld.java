package sluice.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBAppender;
import sluice.core.Parallel;
import sluice.core.Progress;
import sluice.core.UserError;
import sluice.core.store.AtomicFolder;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TrueUsers;
import sluice.sample.truth.TruthFiles;

/**
 * Generates the sample world: a simulated video service, as a dataset folder, whose truth is known.
 *
 * <p>The model and the files are described in docs/concepts/sample-world.md. Users live
 * independently of each other, each a pure function of the settings, so they are generated in parts
 * of consecutive users, on any number of threads, with the same bytes; memory holds the items, one
 * part a thread, and 12 bytes a user.
 */
public final class SampleWorld {
  /** Changes whenever the same settings give another world. */
  public static final int VERSION = 3;

  /** The tables that are written in parts, each in a folder of its name. */
  static final List<String> PARTED = List.of("interactions", "impressions", "tags");

  private static final double IMPRESSIONS_PER_SLATE = 11.0;
  private static final long LARGEST_PART = 250_000;

  private final World world;
  private final Path folder;
  private final int threads;
  private final Progress progress;
  private final String[] itemIds;

  private SampleWorld(World world, Path folder, int threads, Progress progress) {
    this.world = world;
    this.folder = folder;
    this.threads = threads;
    this.progress = progress;
    this.itemIds = new String[world.items().size()];
    Arrays.setAll(itemIds, world.items().truth()::id);
  }

  /**
   * Writes a complete dataset folder; nothing under its name is there until all of it is.
   *
   * @param settings which world
   * @param folder where; must not be there yet, or be this very world, which is then left as it is
   * @param threads how many threads, 1 or more; does not change a byte
   * @param progress notified of every part
   * @throws UserError where the folder holds something else, or cannot be written
   */
  public static void generate(
      SampleSettings settings, Path folder, int threads, Progress progress) {
    if (isComplete(settings, folder)) {
      return;
    }
    try {
      checkFree(folder);
      try (AtomicFolder partial = AtomicFolder.begin(folder)) {
        new SampleWorld(World.of(settings), partial.path(), threads, progress).write();
        if (isComplete(settings, folder)) {
          return; // another process has made the same world meanwhile
        }
        checkFree(folder);
        partial.complete();
      }
    } catch (IOException | SQLException e) {
      throw new UserError(
          "the sample world cannot be written to "
              + folder
              + ": "
              + e.getMessage()
              + ". Fix: make room there, or choose another folder",
          e);
    }
  }

  private static void checkFree(Path folder) throws IOException {
    if (AtomicFolder.isTaken(folder)) {
      throw new UserError(
          folder
              + " is there already and is not this sample world. Fix: remove it, or choose another"
              + " folder");
    }
  }

  /**
   * Says whether a folder holds the whole world of these settings, made by this version of the
   * model.
   */
  public static boolean isComplete(SampleSettings settings, Path folder) {
    Path file = folder.resolve(WorldFiles.WORLD);
    try {
      return Files.isRegularFile(file)
          && Files.readString(file).startsWith(WorldFiles.settings(settings));
    } catch (IOException e) {
      return false;
    }
  }

  private void write() throws IOException, SQLException {
    for (String table : PARTED) {
      Files.createDirectories(folder.resolve(table));
    }
    Path truth = folder.resolve("truth");
    TruthFiles.writeModel(truth, world.parameters().model(), world.items().truth());
    writeItems();
    writeUsers();

    long[] lastWatch = new long[world.users().seasoned()];
    Counts counts = live(lastWatch);
    int[] tested = TestPart.choose(world, lastWatch);
    TrueUsers users = new TrueUsers(world.parameters().model(), truth);
    long testRows =
        new TestPart(world, users, itemIds).write(tested, threads, folder.resolve("test.parquet"));

    SampleSettings settings = world.settings();
    Files.writeString(folder.resolve("dataset.yaml"), WorldFiles.dataset(settings));
    Files.writeString(
        folder.resolve(WorldFiles.WORLD),
        WorldFiles.settings(settings)
            + WorldFiles.counts(
                counts.impressions().get(), counts.interactions().get(), tested.length, testRows));
  }

  private record Counts(AtomicLong impressions, AtomicLong interactions) {}

  /** Lets all users live, part by part. */
  private Counts live(long[] lastWatch) {
    int[] slates = slates();
    int[] starts = parts(slates);
    Counts counts = new Counts(new AtomicLong(), new AtomicLong());
    progress.start("sample world", world.settings().impressions());
    Parallel.run(
        threads,
        starts.length - 1,
        () -> 0,
        (part, none) -> {
          try (PartJournal journal = new PartJournal(world, itemIds)) {
            UserLife life = new UserLife(world, journal);
            for (int u = starts[part]; u < starts[part + 1]; u++) {
              WorldUser user = world.users().user(u);
              journal.begin(user);
              if (slates[u] > 0) {
                life.begin(user, "life");
                life.live(slates[u]);
              }
              long last = journal.end(user);
              if (u < lastWatch.length) {
                lastWatch[u] = last;
              }
            }
            journal.write(folder, part);
            counts.impressions().addAndGet(journal.shown());
            counts.interactions().addAndGet(journal.done());
            progress.advance(journal.shown());
          } catch (SQLException | IOException e) {
            throw new UserError(
                "the sample world cannot be written to "
                    + folder.getParent()
                    + ": "
                    + e.getMessage()
                    + ". Fix: make room there, or choose another folder",
                e);
          }
        });
    progress.end();
    return counts;
  }

  /**
   * Returns how many slates each user asks for: shares of the total by activity, rounded so that
   * the sum is kept.
   */
  private int[] slates() {
    int n = world.settings().users();
    double all = 0;
    for (int u = 0; u < n; u++) {
      all += world.users().activity(u);
    }
    double total = Math.ceil(world.settings().impressions() / IMPRESSIONS_PER_SLATE);
    int[] slates = new int[n];
    double sum = 0;
    long given = 0;
    for (int u = 0; u < n; u++) {
      sum += world.users().activity(u);
      long upTo = Math.round(sum / all * total);
      slates[u] = Math.toIntExact(upTo - given);
      given = upTo;
    }
    return slates;
  }

  /**
   * Returns the first user of each part, and the number of users; a function of the settings alone.
   */
  private int[] parts(int[] slates) {
    long most = Math.clamp(world.settings().impressions() / 8, 500, LARGEST_PART);
    int[] starts = new int[slates.length + 1];
    int count = 1;
    double inPart = 0;
    for (int u = 0; u < slates.length; u++) {
      if (inPart >= most) {
        starts[count++] = u;
        inPart = 0;
      }
      inPart += slates[u] * IMPRESSIONS_PER_SLATE + 1;
    }
    starts[count++] = slates.length;
    return Arrays.copyOf(starts, count);
  }

  private void writeItems() throws SQLException {
    TrueItems truth = world.items().truth();
    try (PartWriter out = new PartWriter()) {
      DuckDBAppender rows =
          out.begin(
              "items",
              "item VARCHAR, title VARCHAR, description VARCHAR, genres VARCHAR, creator VARCHAR,"
                  + " duration INTEGER, uploaded BIGINT");
      int[] byNumber = new int[truth.size()];
      for (int i = 0; i < byNumber.length; i++) {
        byNumber[truth.numbers()[i]] = i;
      }
      for (int i : byNumber) {
        rows.beginRow()
            .append(itemIds[i])
            .append(world.text().title(i))
            .append(world.text().description(i))
            .append(world.text().genres(i))
            .append(Vocabulary.creator(truth.creators()[i]))
            .append(world.items().duration()[i])
            .append(truth.uploaded()[i])
            .endRow();
      }
      rows.close();
      out.write("items", folder.resolve("items.parquet"));
    }
  }

  private void writeUsers() throws SQLException {
    try (PartWriter out = new PartWriter()) {
      DuckDBAppender rows =
          out.begin("users", "\"user\" VARCHAR, signup BIGINT, age VARCHAR, country VARCHAR");
      for (int u = 0; u < world.settings().users(); u++) {
        WorldUser user = world.users().user(u);
        rows.beginRow()
            .append(TrueItems.id("u", u))
            .append(user.signup())
            .append(UserFactory.AGES[user.age()])
            .append(world.users().country(u))
            .endRow();
      }
      rows.close();
      out.write("users", folder.resolve("users.parquet"));
    }
  }
}
