package sluice.features;

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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.core.Candidates;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Embedding;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.ItemVectors;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.core.VectorMath;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;

/**
 * A small random world for tests: rows that may be changed before they are made into a {@link
 * FittingPart}.
 */
public final class TestWorld {
  /** A day in milliseconds. */
  public static final long DAY = 86_400_000L;

  /** 2024-01-01. */
  public static final long START = 19_723 * DAY;

  /** One interaction. */
  public record Act(int user, int item, long time, float value, float weight) {}

  /** One tag. */
  public record Tagged(int user, int item, int tag, long time) {}

  /** One impression. */
  public record Shown(int user, int item, long time, int position) {}

  /** Returns the item graphs of a part, counted as candidate-gen does. */
  public static Function<ItemRelation, ItemGraph> graphs(FittingPart part) {
    return ItemGraphs.of(part, 1, 2)::get;
  }

  /** How many users. */
  public final int users;

  /** How many items. */
  public final int items;

  /** The interactions, in any order. */
  public final List<Act> acts = new ArrayList<>();

  /** The tags, in any order. */
  public final List<Tagged> tags = new ArrayList<>();

  /** The impressions, in any order. */
  public final List<Shown> shown = new ArrayList<>();

  /** An empty world. */
  public TestWorld(int users, int items) {
    this.users = users;
    this.items = items;
  }

  /**
   * A world of {@code acts} random interactions over {@code days} days, a tag for every third,
   * three impressions each.
   */
  public static TestWorld random(long seed, int users, int items, int acts, int days) {
    TestWorld world = new TestWorld(users, items);
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < acts; k++) {
      int user = random.nextInt(users);
      int item = (int) (items * Math.pow(random.nextDouble(), 2));
      long time = START + random.nextLong(days * DAY);
      float value = random.nextInt(5) == 0 ? Float.NaN : (1 + random.nextInt(10)) / 2f;
      world.acts.add(new Act(user, item, time, value, random.nextInt(10) == 0 ? -1 : 1));
      if (k % 3 == 0) {
        world.tags.add(new Tagged(user, item, random.nextInt(12), time + random.nextLong(DAY)));
      }
      world.shown.add(new Shown(user, item, time - random.nextLong(DAY / 2), random.nextInt(5)));
      world.shown.add(new Shown(random.nextInt(users), item, time, random.nextInt(5)));
      world.shown.add(new Shown(user, random.nextInt(items), time, random.nextInt(5)));
    }
    return world;
  }

  /** Makes the part of everything before {@code asOf}; the impressions file holds all. */
  public FittingPart part(long asOf, boolean timed, Optional<Path> folder) {
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), acts.size());
    acts.stream()
        .filter(a -> a.time() < asOf)
        .sorted(Comparator.comparingLong(Act::time))
        .forEach(a -> rows.add(a.user(), a.item(), a.time(), a.value(), a.weight(), 0, -1));
    Interactions interactions = rows.build();
    List<Tagged> kept =
        tags.stream()
            .filter(t -> t.time() < asOf)
            .sorted(Comparator.comparingLong(Tagged::time))
            .toList();
    Tags tagTable =
        new Tags(
            Dictionary.of(IntStream.range(0, 12).mapToObj(t -> "tag" + t).toList()),
            kept.stream().mapToInt(Tagged::user).toArray(),
            kept.stream().mapToInt(Tagged::item).toArray(),
            kept.stream().mapToInt(Tagged::tag).toArray(),
            kept.stream().mapToLong(Tagged::time).toArray());
    return new FittingPart(
        ids("u", users),
        Catalogue.always(ids("i", items)),
        interactions,
        new Histories(interactions, users),
        itemTable(),
        userTable(),
        tagTable,
        folder.map(this::writeImpressions),
        asOf,
        timed);
  }

  private static Dictionary ids(String letter, int n) {
    return Dictionary.of(IntStream.range(0, n).mapToObj(i -> letter + i).toList());
  }

  private EntityTable itemTable() {
    int[] offsets = new int[items + 1];
    int[] codes = new int[2 * items];
    int[] creatorOffsets = new int[items + 1];
    int[] creators = new int[items];
    float[] years = new float[items];
    for (int i = 0; i < items; i++) {
      offsets[i + 1] = 2 * (i + 1);
      codes[2 * i] = i % 5;
      codes[2 * i + 1] = 5 + i % 3;
      creatorOffsets[i + 1] = i + 1;
      creators[i] = i % 7;
      years[i] = i % 11 == 0 ? Float.NaN : 1990 + i % 30;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("genres", new Column.Categories(ids("g", 8), offsets, codes));
    columns.put("creator", new Column.Categories(ids("c", 7), creatorOffsets, creators));
    columns.put("year", new Column.Numbers(years));
    return EntityTable.undated(items, columns);
  }

  private EntityTable userTable() {
    float[] ages = new float[users];
    for (int u = 0; u < users; u++) {
      ages[u] = 20 + u % 40;
    }
    return EntityTable.undated(users, Map.of("age", new Column.Numbers(ages)));
  }

  /** Writes the canonical impressions table. */
  public Path writeImpressions(Path folder) {
    Path file = folder.resolve("impressions.parquet");
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = c.createStatement()) {
      s.execute(
          "CREATE TABLE t (request VARCHAR, \"user\" VARCHAR, item VARCHAR, timestamp BIGINT, position INTEGER,"
              + " propensity DOUBLE, policy VARCHAR)");
      try (DuckDBAppender out = c.unwrap(DuckDBConnection.class).createAppender("main", "t")) {
        for (Shown x : shown) {
          out.beginRow()
              .append("r")
              .append("u" + x.user())
              .append("i" + x.item())
              .append(x.time())
              .append(x.position())
              .append(0.5)
              .append("p")
              .endRow();
        }
      }
      s.execute("COPY t TO '" + file + "' (FORMAT parquet)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  /** A user's interactions of a part from before a time. */
  public static History history(FittingPart part, int user, long time) {
    int k = 0;
    while (k < part.histories().size(user)
        && part.interactions().time(part.histories().row(user, k)) < time) {
      k++;
    }
    return part.histories().first(user, k);
  }

  /** A request of a user at a time. */
  public static Request request(FittingPart part, int user, long time) {
    return new Request("r" + user, user, "u" + user, time, history(part, user, time), Map.of());
  }

  /** Candidates of two sources, {@code a} and {@code b}, drawn by a seed. */
  public static Candidates candidates(FittingPart part, Request request, int n, long seed) {
    int[] all = IntStream.range(0, part.catalogue().size()).toArray();
    SplittableRandom random = Randomness.generator(seed, "candidates", request.user());
    for (int i = all.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int t = all[i];
      all[i] = all[j];
      all[j] = t;
    }
    int size = Math.min(n, all.length);
    int[] items = Arrays.copyOf(all, size);
    float[] fused = new float[size];
    int[][] ranks = new int[2][size];
    float[][] scores = new float[2][size];
    for (int c = 0; c < size; c++) {
      fused[c] = 1f / (1 + c / 2);
      ranks[0][c] = c % 3 == 0 ? 0 : c + 1;
      ranks[1][c] = c % 3 == 1 ? 0 : size - c;
      scores[0][c] = ranks[0][c] == 0 ? Float.NaN : 10f - ranks[0][c];
      scores[1][c] = ranks[1][c] == 0 ? Float.NaN : 1f / ranks[1][c];
    }
    return new Candidates(
        request,
        List.of("a", "b"),
        new RankedItems(items, fused),
        ranks,
        scores,
        new int[] {size, size});
  }

  /** An embedding of random vectors whose query is the mean of the history's. */
  public static Embedding embedding(int items, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] data = new float[items * dimension];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (random.nextDouble() - 0.4);
    }
    ItemVectors vectors = new ItemVectors(data, items, dimension);
    return new Embedding() {
      @Override
      public String name() {
        return "mean";
      }

      @Override
      public ItemVectors items() {
        return vectors;
      }

      @Override
      public void write(Path folder) {
        throw new UnsupportedOperationException("it is made by the test alone");
      }

      @Override
      public boolean query(Request request, float[] query) {
        Arrays.fill(query, 0);
        History history = request.history();
        for (int k = 0; k < history.size(); k++) {
          VectorMath.addScaled(
              1f / history.size(), data, vectors.offset(history.item(k)), query, 0, dimension);
        }
        return history.size() > 0;
      }
    };
  }
}
