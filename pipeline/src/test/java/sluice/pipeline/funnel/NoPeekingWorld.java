package sluice.pipeline.funnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Interactions;
import sluice.core.Tags;
import sluice.ingestion.split.AttributeRows;
import sluice.ingestion.split.Dataset;

/**
 * A small world with everything that stages read (values, events, sessions, titles, genres,
 * creators, dated attributes, tags, impressions), told row by row with external ids, so that a test
 * can change it and tell it again.
 */
final class NoPeekingWorld {
  static final long DAY = 86_400_000L;

  /** The first moment that is held out where one time splits. */
  static final long CUTOFF = 1_577_836_800_000L + 160 * DAY;

  private static final long START = CUTOFF - 160 * DAY;
  private static final List<String> EVENTS = List.of("view", "like", "hide");
  private static final List<String> WORDS =
      List.of("river", "night", "stone", "garden", "machine", "winter", "letter", "island");

  record Act(String user, String item, long time, float value, String event, int session) {}

  record Item(String id, long asOf, long from, String title, String genre, String creator) {}

  record Person(String id, long asOf, String country, float age) {}

  record Tagged(String user, String item, String tag, long time) {}

  record Shown(String user, String item, long time, int position) {}

  final List<Act> acts = new ArrayList<>();
  final List<Item> items = new ArrayList<>();
  final List<Person> people = new ArrayList<>();
  final List<Tagged> tags = new ArrayList<>();
  final List<Shown> shown = new ArrayList<>();

  /** Whether what lies at or after the cutoff is a test file of its own. */
  boolean given;

  /** Makes 120 users with six tastes, 150 items and about 3,000 interactions over 200 days. */
  static NoPeekingWorld random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NoPeekingWorld world = new NoPeekingWorld();
    for (int i = 0; i < 150; i++) {
      String title = WORDS.get(i % 8) + " " + WORDS.get(random.nextInt(8)) + " " + i;
      long from = i % 10 == 0 ? START + random.nextInt(100) * DAY : Long.MIN_VALUE;
      world.items.add(new Item("i" + i, Long.MIN_VALUE, from, title, "g" + i % 6, "c" + i % 17));
      if (i % 7 == 0) {
        long asOf = START + random.nextInt(150) * DAY;
        world.items.add(new Item("i" + i, asOf, from, title + " again", "g" + i % 5, "c1"));
      }
    }
    for (int u = 0; u < 120; u++) {
      world.people.add(new Person("u" + u, Long.MIN_VALUE, "land" + u % 4, 18 + u % 50));
      int many = 16 + random.nextInt(20);
      for (int k = 0; k < many; k++) {
        int item = Math.min(random.nextInt(25), random.nextInt(25)) * 6;
        item += random.nextInt(4) > 0 ? u % 6 : random.nextInt(6);
        long time = START + random.nextInt(200) * DAY + random.nextInt((int) DAY);
        int kind = random.nextInt(10);
        world.acts.add(
            new Act(
                "u" + u,
                "i" + item,
                time,
                1 + random.nextInt(5),
                EVENTS.get(kind == 0 ? 2 : kind < 4 ? 1 : 0),
                u * 100 + k / 3));
        world.shown.add(new Shown("u" + u, "i" + item, time - 60_000, k % 5));
        world.shown.add(new Shown("u" + u, "i" + random.nextInt(150), time - 60_000, (k + 1) % 5));
        if (random.nextInt(4) == 0) {
          world.tags.add(new Tagged("u" + u, "i" + item, "tag" + item % 11, time + 1_000));
        }
      }
    }
    // The first moment that is held out stays what it is: a given test file makes it the cutoff.
    world.acts.add(new Act("u0", "i0", CUTOFF, 3, "view", 88_000));
    world.sort();
    return world;
  }

  NoPeekingWorld copy() {
    NoPeekingWorld copy = new NoPeekingWorld();
    copy.acts.addAll(acts);
    copy.items.addAll(items);
    copy.people.addAll(people);
    copy.tags.addAll(tags);
    copy.shown.addAll(shown);
    copy.given = given;
    return copy;
  }

  /**
   * Adds, at the cutoff and later, new users, new items, more interactions, tags, versions of
   * attributes and impressions, and changes the values of what is there.
   */
  NoPeekingWorld plantedAfterTheCutoff() {
    NoPeekingWorld planted = copy();
    planted.acts.replaceAll(
        a -> a.time() < CUTOFF ? a : new Act(a.user(), a.item(), a.time(), 5, "like", 90_000));
    for (int k = 0; k < 600; k++) {
      String user = k % 4 == 0 ? "0 new user " + k % 15 : "u" + k % 120;
      String item = k % 5 == 0 ? "0 new item " + k % 20 : "i" + k % 30;
      long time = CUTOFF + k * 3_600_000L;
      planted.acts.add(new Act(user, item, time, 5, "like", 91_000 + k));
      planted.tags.add(new Tagged(user, "i" + k % 150, "0 planted tag " + k % 9, time));
      planted.tags.add(new Tagged("u" + k % 120, "i" + k % 150, "tag" + k % 11, time));
      planted.shown.add(new Shown("u" + k % 120, "i" + k % 30, time, k % 5));
    }
    for (int k = 0; k < 30; k++) {
      planted.items.add(
          new Item("0 new item " + k, Long.MIN_VALUE, CUTOFF + k, "0 new", "0 genre", "0 c" + k));
      planted.items.add(
          new Item("i" + k, CUTOFF + k, Long.MIN_VALUE, "0 renamed", "0 g" + k, "0 c"));
      planted.people.add(new Person("u" + k, CUTOFF + k, "0 land" + k, 99));
    }
    planted.sort();
    return planted;
  }

  /**
   * Gives each user's last interactions (their number beyond the first ⌊.8 n⌋, but for the time of
   * the first of them) other items, values, events, sessions and times, tags what was held out, and
   * adds users whose only interaction is held out.
   */
  NoPeekingWorld plantedAtTheEndOfEachUser() {
    NoPeekingWorld planted = copy();
    Map<String, Integer> left = staying();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < acts.size(); i++) {
      Act a = acts.get(i);
      int stays = left.merge(a.user(), -1, Integer::sum);
      if (stays >= 0) {
        continue;
      }
      String item = random.nextInt(3) == 0 ? "0 new item " + i % 20 : "i" + random.nextInt(150);
      long time = a.time() + (stays == -1 ? 0 : random.nextInt(40) * DAY);
      planted.acts.set(i, new Act(a.user(), item, time, 5, "like", 90_000 + i));
      for (int k = 0; k < 3; k++) {
        planted.tags.add(
            new Tagged(a.user(), "i" + random.nextInt(150), "tag" + k * 3, a.time() + k * DAY));
      }
      planted.tags.add(new Tagged(a.user(), a.item(), "0 planted tag", a.time() + DAY));
    }
    for (int k = 0; k < 12; k++) {
      planted.acts.add(
          new Act("0 new user " + k, "i" + k, START + (20 + k) * DAY, 5, "like", 99_000));
    }
    planted.sort();
    return planted;
  }

  private Map<String, Integer> staying() {
    Map<String, Integer> left = new LinkedHashMap<>();
    acts.forEach(a -> left.merge(a.user(), 1, Integer::sum));
    left.replaceAll((user, n) -> (int) Math.floor(0.8 * n + 1e-9));
    return left;
  }

  /** Gives interactions from a time to the cutoff, which label the ranker's rows, other items. */
  NoPeekingWorld plantedInTheInnerHoldout(long innerCutoff) {
    NoPeekingWorld planted = copy();
    planted.acts.replaceAll(a ->
        a.time() < innerCutoff || a.time() >= CUTOFF
            ? a
            : new Act(
                a.user(),
                "i" + (Integer.parseInt(a.item().substring(1)) * 7 + 3) % 150,
                a.time(),
                5,
                a.event(),
                a.session()));
    for (Tagged t : tags) {
      if (t.time() >= innerCutoff && t.time() < CUTOFF) {
        planted.tags.add(new Tagged(t.user(), "i" + t.time() % 150, t.tag(), t.time()));
      }
    }
    planted.sort();
    return planted;
  }

  /** Orders by time; what ties stays as it was told. */
  private void sort() {
    acts.sort(Comparator.comparingLong(Act::time));
    tags.sort(Comparator.comparingLong(Tagged::time));
    items.sort(Comparator.comparing(Item::id).thenComparingLong(Item::asOf));
    people.sort(Comparator.comparing(Person::id).thenComparingLong(Person::asOf));
  }

  /** Returns it as the split takes it; writes the impressions into a folder. */
  Dataset dataset(Path folder) {
    TreeSet<String> userIds = new TreeSet<>();
    TreeSet<String> itemIds = new TreeSet<>();
    acts.forEach(a -> userIds.add(a.user()));
    acts.forEach(a -> itemIds.add(a.item()));
    items.forEach(i -> itemIds.add(i.id()));
    people.forEach(p -> userIds.add(p.id()));
    Dictionary users = Dictionary.of(userIds);
    Dictionary all = Dictionary.of(itemIds);
    List<Act> learned = acts.stream().filter(a -> !given || a.time() < CUTOFF).toList();
    List<Act> tested = acts.stream().filter(a -> a.time() >= CUTOFF).toList();
    return new Dataset(
        users,
        all,
        interactions(learned, users, all),
        given
            ? Optional.of(new Dataset.TestFile(interactions(tested, users, all), true))
            : Optional.empty(),
        itemRows(all),
        userRows(users),
        tags(users, all),
        Optional.of(impressions(folder)),
        true);
  }

  private static Interactions interactions(List<Act> table, Dictionary users, Dictionary items) {
    Interactions.Columns columns = new Interactions.Columns(EVENTS, table.size());
    for (int i = 0; i < table.size(); i++) {
      Act a = table.get(i);
      int event = EVENTS.indexOf(a.event());
      columns.set(
          i,
          users.index(a.user()),
          items.index(a.item()),
          a.time(),
          a.value(),
          event == 2 ? -1 : 1 + event,
          event,
          a.session());
    }
    return columns.build();
  }

  private AttributeRows itemRows(Dictionary ids) {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("title", new Column.Texts(items.stream().map(Item::title).toArray(String[]::new)));
    columns.put("genres", categories(items.stream().map(Item::genre).toList()));
    columns.put("creator", categories(items.stream().map(Item::creator).toList()));
    long[] until = new long[items.size()];
    Arrays.fill(until, Long.MAX_VALUE);
    return new AttributeRows(
        offsets(items.stream().map(Item::id).toList(), ids),
        items.stream().mapToLong(Item::asOf).toArray(),
        items.stream().mapToLong(Item::from).toArray(),
        until,
        columns);
  }

  private AttributeRows userRows(Dictionary ids) {
    float[] ages = new float[people.size()];
    long[] from = new long[ages.length];
    long[] until = new long[ages.length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = people.get(i).age();
      from[i] = Long.MIN_VALUE;
      until[i] = Long.MAX_VALUE;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("country", categories(people.stream().map(Person::country).toList()));
    columns.put("age", new Column.Numbers(ages));
    return new AttributeRows(
        offsets(people.stream().map(Person::id).toList(), ids),
        people.stream().mapToLong(Person::asOf).toArray(),
        from,
        until,
        columns);
  }

  private static int[] offsets(List<String> rows, Dictionary ids) {
    int[] offsets = new int[ids.size() + 1];
    rows.forEach(id -> offsets[ids.index(id) + 1]++);
    for (int e = 0; e < ids.size(); e++) {
      offsets[e + 1] += offsets[e];
    }
    return offsets;
  }

  private static Column categories(List<String> rows) {
    Dictionary values = Dictionary.of(new TreeSet<>(rows));
    int[] starts = new int[rows.size() + 1];
    Arrays.setAll(starts, i -> i);
    return new Column.Categories(values, starts, rows.stream().mapToInt(values::index).toArray());
  }

  private Tags tags(Dictionary users, Dictionary items) {
    Dictionary values = Dictionary.of(new TreeSet<>(tags.stream().map(Tagged::tag).toList()));
    return new Tags(
        values,
        tags.stream().mapToInt(t -> users.index(t.user())).toArray(),
        tags.stream().mapToInt(t -> items.index(t.item())).toArray(),
        tags.stream().mapToInt(t -> values.index(t.tag())).toArray(),
        tags.stream().mapToLong(Tagged::time).toArray());
  }

  private Path impressions(Path folder) {
    try {
      Path csv = Files.createDirectories(folder).resolve("impressions.csv");
      Path parquet = folder.resolve("impressions.parquet");
      StringBuilder text =
          new StringBuilder("request,user,item,timestamp,position,propensity,policy");
      for (int i = 0; i < shown.size(); i++) {
        Shown s = shown.get(i);
        text.append(
            "\nr%d,%s,%s,%d,%d,0.2,log".formatted(i, s.user(), s.item(), s.time(), s.position()));
      }
      Files.writeString(csv, text.append('\n'));
      try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
          Statement sql = db.createStatement()) {
        sql.execute("COPY (FROM read_csv('" + csv + "')) TO '" + parquet + "' (FORMAT parquet)");
      }
      return parquet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
