package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.core.TieBreak;

/** A small part with genres, embeddings and interactions, and ranked lists of its items. */
public final class ReRankerWorld {
  private static final int GENRES = 6;

  private ReRankerWorld() {}

  /** An embedding of given vectors. */
  public record Vectors(String name, ItemVectors items) implements Embedding {
    @Override
    public boolean query(Request request, float[] query) {
      return false;
    }

    @Override
    public void write(Path folder) {
      throw new UnsupportedOperationException("only read");
    }
  }

  /** Makes a part of items with given genres, and embeddings {@code content} and {@code ials}. */
  public static ReRankerInput input(int items, long seed) {
    Random random = new Random(seed);
    int[][] genres = new int[items][];
    for (int i = 0; i < items; i++) {
      genres[i] = random.ints(0, GENRES).distinct().limit(random.nextInt(3)).toArray();
    }
    List<Embedding> embeddings = new ArrayList<>();
    for (String name : List.of("content", "ials")) {
      float[] data = new float[items * 5];
      for (int k = 0; k < data.length; k++) {
        data[k] = k < 10 ? 0 : (float) random.nextGaussian(); // two items nothing is known of
      }
      embeddings.add(new Vectors(name, new ItemVectors(data, items, 5)));
    }
    return new ReRankerInput(part(genres, seed), embeddings, 42);
  }

  /** Makes a part of items with these genres, and interactions with the first half of them. */
  static FittingPart part(int[][] genres, long seed) {
    Random random = new Random(seed);
    int items = genres.length;
    int[] offsets = new int[items + 1];
    for (int i = 0; i < items; i++) {
      offsets[i + 1] = offsets[i] + genres[i].length;
    }
    int[] codes = Arrays.stream(genres).flatMapToInt(Arrays::stream).toArray();
    Dictionary names = Dictionary.of(List.of("g0", "g1", "g2", "g3", "g4", "g5"));
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), 10 * items);
    for (int r = 0; r < 10 * items; r++) {
      int item = (int) (items / 2.0 * Math.pow(random.nextDouble(), 2));
      rows.add(random.nextInt(8), item, r, Float.NaN, 1, 0, -1);
    }
    Interactions interactions = rows.build();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      ids.add("i" + i);
    }
    List<String> users = List.of("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7");
    return new FittingPart(
        Dictionary.of(users),
        Catalogue.always(Dictionary.of(ids)),
        interactions,
        new Histories(interactions, users.size()),
        EntityTable.undated(
            items,
            Map.of(
                "genres",
                new Column.Categories(names, offsets, codes),
                "year",
                new Column.Numbers(new float[items]),
                "added",
                new Column.Times(random.longs(items, 0, 100L * 86_400_000).toArray()))),
        EntityTable.empty(users.size()),
        new Tags(Dictionary.of(List.of()), new int[0], new int[0], new int[0], new long[0]),
        Optional.empty(),
        10L * items,
        true);
  }

  /** Makes a request of a user without a history. */
  static Request request(String user) {
    return new Request("r-" + user, Dictionary.UNKNOWN, user, 1_000_000, History.EMPTY, Map.of());
  }

  /** Draws a list of different items whose scores descend, some of them equal. */
  static RankedItems list(FittingPart part, Request request, int n, Random random) {
    int[] items = random.ints(0, part.catalogue().size()).distinct().limit(n).toArray();
    float[] scores = new float[n];
    for (int i = 0; i < n; i++) {
      scores[i] = random.nextInt(n) / 4f - 3;
    }
    return RankedItems.sort(items, scores, n, ties(part, request));
  }

  static TieBreak ties(FittingPart part, Request request) {
    return TieBreak.of(42, request, part.catalogue());
  }
}
