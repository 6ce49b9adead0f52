package sluice.ingestion.split;

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

/**
 * A dataset told row by row with its external ids, so that tests can change it and tell it again.
 */
final class Story {
  record Row(String user, String item, long time, float value, String event, int session) {
    Row(String user, String item, long time) {
      this(user, item, time, Float.NaN, "view", -1);
    }
  }

  record Version(String id, long asOf, long from, long until, String genre) {}

  record Tagged(String user, String item, String tag, long time) {}

  final List<Row> rows = new ArrayList<>();
  final List<Row> test = new ArrayList<>();
  final List<Version> itemTable = new ArrayList<>();
  final List<Version> userTable = new ArrayList<>();
  final List<Tagged> tags = new ArrayList<>();
  boolean timed = true;
  boolean hasTest;
  boolean causal;

  Story copy() {
    Story copy = new Story();
    copy.rows.addAll(rows);
    copy.test.addAll(test);
    copy.itemTable.addAll(itemTable);
    copy.userTable.addAll(userTable);
    copy.tags.addAll(tags);
    copy.timed = timed;
    copy.hasTest = hasTest;
    copy.causal = causal;
    return copy;
  }

  static Story of(Row... rows) {
    Story story = new Story();
    story.rows.addAll(List.of(rows));
    return story;
  }

  /** A random world with ties, repeats, dated versions, tags and items that only the table has. */
  static Story random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Story story = new Story();
    int users = random.nextInt(20, 40);
    int items = random.nextInt(20, 60);
    int rows = random.nextInt(120, 500);
    for (int i = 0; i < rows; i++) {
      story.rows.add(
          new Row(
              "u" + random.nextInt(users),
              "i" + Math.min(random.nextInt(items), random.nextInt(items)),
              1000L * random.nextInt(200),
              random.nextInt(1, 11) / 2f,
              random.nextInt(8) == 0 ? "hide" : random.nextInt(3) == 0 ? "buy" : "view",
              random.nextInt(40) - 1));
    }
    story.sort();
    for (int i = 0; i < items + 5; i++) {
      if (random.nextInt(4) > 0) {
        long from = random.nextBoolean() ? Long.MIN_VALUE : 1000L * random.nextInt(220);
        long until = random.nextInt(4) > 0 ? Long.MAX_VALUE : 1000L * random.nextInt(220);
        story.itemTable.add(
            new Version("i" + i, Long.MIN_VALUE, from, until, "g" + random.nextInt(6)));
        if (random.nextInt(3) == 0) {
          story.itemTable.add(
              new Version("i" + i, 1000L * random.nextInt(200), from, until, "h" + i));
        }
      }
    }
    for (int u = 0; u < users; u++) {
      story.userTable.add(
          new Version(
              "u" + u, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, "c" + random.nextInt(4)));
    }
    for (int k = 0; k < rows / 3; k++) {
      Row row = story.rows.get(random.nextInt(rows));
      story.tags.add(
          new Tagged(
              random.nextInt(5) == 0 ? "stranger" : row.user(),
              row.item(),
              "t" + random.nextInt(12),
              random.nextInt(9) == 0 ? Long.MIN_VALUE : 1000L * random.nextInt(200) + 1));
    }
    return story;
  }

  void sort() {
    rows.sort(Comparator.comparingLong(Row::time));
    test.sort(Comparator.comparingLong(Row::time));
  }

  Dataset dataset() {
    if (timed) {
      sort();
    }
    TreeSet<String> users = new TreeSet<>();
    TreeSet<String> items = new TreeSet<>();
    for (List<Row> table : List.of(rows, test)) {
      table.forEach(r -> users.add(r.user()));
      table.forEach(r -> items.add(r.item()));
    }
    itemTable.forEach(v -> items.add(v.id()));
    userTable.forEach(v -> users.add(v.id()));
    Dictionary userIds = Dictionary.of(users);
    Dictionary itemIds = Dictionary.of(items);
    return new Dataset(
        userIds,
        itemIds,
        interactions(rows, userIds, itemIds),
        hasTest
            ? Optional.of(new Dataset.TestFile(interactions(test, userIds, itemIds), causal))
            : Optional.empty(),
        versions(itemTable, itemIds),
        versions(userTable, userIds),
        tags(userIds, itemIds),
        Optional.of(java.nio.file.Path.of("impressions.parquet")),
        timed);
  }

  private Interactions interactions(List<Row> table, Dictionary users, Dictionary items) {
    List<String> events = List.of("view", "buy", "hide");
    Interactions.Columns columns = new Interactions.Columns(events, table.size());
    for (int i = 0; i < table.size(); i++) {
      Row r = table.get(i);
      columns.set(
          i,
          users.index(r.user()),
          items.index(r.item()),
          timed ? r.time() : i,
          r.value(),
          r.event().equals("hide") ? -1 : r.event().equals("buy") ? 5 : 1,
          events.indexOf(r.event()),
          r.session());
    }
    return columns.build();
  }

  private static AttributeRows versions(List<Version> table, Dictionary ids) {
    List<Version> sorted = new ArrayList<>(table);
    sorted.sort(Comparator.comparing(Version::id).thenComparingLong(Version::asOf));
    Dictionary genres = Dictionary.of(new TreeSet<>(sorted.stream().map(Version::genre).toList()));
    int n = sorted.size();
    int[] offsets = new int[ids.size() + 1];
    long[] asOf = new long[n];
    long[] from = new long[n];
    long[] until = new long[n];
    String[] titles = new String[n];
    float[] numbers = new float[n];
    int[] codes = new int[n];
    int[] starts = new int[n + 1];
    for (int i = 0; i < n; i++) {
      Version v = sorted.get(i);
      offsets[ids.index(v.id()) + 1]++;
      asOf[i] = v.asOf();
      from[i] = v.from();
      until[i] = v.until();
      titles[i] = v.id() + " " + v.genre();
      numbers[i] = v.genre().hashCode();
      codes[i] = genres.index(v.genre());
      starts[i + 1] = i + 1;
    }
    for (int e = 0; e < ids.size(); e++) {
      offsets[e + 1] += offsets[e];
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("genre", new Column.Categories(genres, starts, codes));
    columns.put("title", new Column.Texts(titles));
    columns.put("number", new Column.Numbers(numbers));
    columns.put("made", new Column.Times(from));
    return new AttributeRows(offsets, asOf, from, until, columns);
  }

  private Tags tags(Dictionary users, Dictionary items) {
    List<Tagged> known =
        tags.stream()
            .filter(t -> items.index(t.item()) >= 0)
            .sorted(Comparator.comparingLong(Tagged::time))
            .toList();
    Dictionary values = Dictionary.of(new TreeSet<>(known.stream().map(Tagged::tag).toList()));
    int[] u = new int[known.size()];
    int[] t = new int[known.size()];
    int[] g = new int[known.size()];
    long[] times = new long[known.size()];
    Arrays.setAll(u, i -> users.index(known.get(i).user()));
    Arrays.setAll(t, i -> items.index(known.get(i).item()));
    Arrays.setAll(g, i -> values.index(known.get(i).tag()));
    Arrays.setAll(times, i -> known.get(i).time());
    return new Tags(values, u, t, g, times);
  }
}
