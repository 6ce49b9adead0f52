package sluice.candidates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.BroughtVectors;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Edges;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.ItemVectors;
import sluice.core.Request;
import sluice.core.Tags;

/**
 * Small fitting parts drawn from a seed: users with tastes in genres, titles, tags, repeats,
 * dislikes, untouched items.
 */
public final class Worlds {
  private static final String[] WORDS =
      "river stone night garden winter machine silver ocean letter forest mirror engine".split(" ");
  public static final long DAY = 86_400_000L;

  private Worlds() {}

  /** Makes a part; the last tenth of the items has no interactions. */
  public static FittingPart part(long seed, int users, int items, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    int genres = 6;
    List<String> itemIds = new ArrayList<>();
    String[] titles = new String[items];
    int[] offsets = new int[items + 1];
    int[] codes = new int[items];
    for (int i = 0; i < items; i++) {
      itemIds.add("i" + i);
      codes[i] = random.nextInt(genres);
      offsets[i + 1] = i + 1;
      titles[i] =
          "The "
              + WORDS[random.nextInt(WORDS.length)]
              + " of "
              + WORDS[random.nextInt(WORDS.length)];
    }
    List<String> userIds = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      userIds.add("u" + u);
    }
    Interactions.Builder builder = new Interactions.Builder(List.of("view", "hide"), rows);
    int touched = Math.max(1, items - items / 10);
    for (int r = 0; r < rows; r++) {
      int user = random.nextInt(users);
      int item = random.nextInt(touched);
      for (int tries = 0; tries < 4 && codes[item] % 3 != user % 3; tries++) {
        item = (int) (touched * Math.pow(random.nextDouble(), 1.5));
      }
      boolean hide = random.nextInt(12) == 0;
      builder.add(user, item, r * DAY / 4, Float.NaN, hide ? -1f : 1 + r % 2, hide ? 1 : 0, -1);
    }
    Interactions interactions = builder.build();
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("title", new Column.Texts(titles));
    Dictionary names = Dictionary.of(List.of("Drama", "Comedy", "Crime", "War", "Noir", "Music"));
    columns.put("genres", new Column.Categories(names, offsets, codes));
    float[] years = new float[items];
    columns.put("year", new Column.Numbers(years));
    int[] tagItems = new int[items];
    int[] tagValues = new int[items];
    for (int i = 0; i < items; i++) {
      tagItems[i] = random.nextInt(items);
      tagValues[i] = codes[tagItems[i]] % 3;
    }
    Tags tags =
        new Tags(
            Dictionary.of(List.of("slow", "bright", "long")),
            new int[items],
            tagItems,
            tagValues,
            new long[items]);
    return new FittingPart(
        Dictionary.of(userIds),
        Catalogue.always(Dictionary.of(itemIds)),
        interactions,
        new Histories(interactions, users),
        EntityTable.undated(items, columns),
        EntityTable.empty(users),
        tags,
        Optional.empty(),
        edges(userIds, random),
        Map.of("given", vectors(items, random)),
        rows * DAY,
        true);
  }

  /**
   * Makes a part of given interactions and nothing else.
   *
   * @param rows user, item, day and weight of each, in the order of the days
   * @param timed whether the protocol goes by time
   */
  public static FittingPart ofRows(int users, int items, double[][] rows, boolean timed) {
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), rows.length);
    for (double[] r : rows) {
      builder.add((int) r[0], (int) r[1], (long) (r[2] * DAY), Float.NaN, (float) r[3], 0, -1);
    }
    Interactions interactions = builder.build();
    return new FittingPart(
        Dictionary.of(IntStream.range(0, users).mapToObj(u -> "u" + u).toList()),
        Catalogue.always(Dictionary.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList())),
        interactions,
        new Histories(interactions, users),
        EntityTable.empty(items),
        EntityTable.empty(users),
        Tags.none(),
        Optional.empty(),
        timed ? 1000 * DAY : Long.MAX_VALUE,
        timed);
  }

  /** Two edges from each user, and one from someone without interactions. */
  private static Edges edges(List<String> userIds, SplittableRandom random) {
    List<String> people = new ArrayList<>(userIds);
    people.add("stranger");
    int[] from = new int[2 * people.size()];
    int[] to = new int[from.length];
    long[] times = new long[from.length];
    Arrays.fill(times, Long.MIN_VALUE);
    for (int e = 0; e < from.length; e++) {
      from[e] = e / 2;
      to[e] = random.nextInt(userIds.size());
    }
    return new Edges(Dictionary.of(people), from, to, times);
  }

  /** Vectors of all items but the first, and of one user without interactions. */
  private static BroughtVectors vectors(int items, SplittableRandom random) {
    float[] data = new float[items * 4];
    for (int f = 4; f < data.length; f++) {
      data[f] = (float) (random.nextDouble() - 0.5);
    }
    return new BroughtVectors(
        new ItemVectors(data, items, 4),
        Dictionary.of(List.of("stranger")),
        new ItemVectors(new float[] {1, 2, -1, 0}, 1, 4));
  }

  /** Returns a request of each user at the part's end. */
  public static List<Request> requests(FittingPart part) {
    List<Request> requests = new ArrayList<>();
    for (int u = 0; u < part.users().size(); u++) {
      requests.add(request(part, u, part.histories().all(u)));
    }
    return requests;
  }

  /** Returns a request of a user with a given history. */
  public static Request request(FittingPart part, int user, History history) {
    String id = part.users().id(user);
    return new Request("r-" + id, user, id, part.asOf(), history, Map.of());
  }
}
