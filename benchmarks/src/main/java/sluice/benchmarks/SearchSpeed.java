package sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Randomness;
import sluice.core.Tags;
import sluice.serving.search.ItemSearch;
import sluice.serving.search.SearchItem;
import sluice.serving.search.SearchQuery;
import sluice.serving.search.SearchResult;

/**
 * How long a search by words takes on a made-up catalogue: titles of two to five words and plots of
 * thirty, drawn by Zipf's law from made-up words, six of 24 genres at most and one of 300 shops.
 *
 * <p>Arguments: items, words of the vocabulary, searches of each kind. One thread searches; each
 * kind is warmed up by as many searches as are measured. Prints one line a kind: percentiles in
 * milliseconds, and how many items were found in the median.
 */
public final class SearchSpeed {
  private static final int SHOPS = 300;
  private static final int GENRES = 24;

  private final SplittableRandom random = Randomness.generator(1, "search-speed", 0);
  private final List<String> words;
  private final double[] cumulative;

  private SearchSpeed(int vocabulary) {
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < vocabulary) {
      made.add(made());
    }
    words = List.copyOf(made);
    cumulative = new double[vocabulary];
    double sum = 0;
    for (int w = 0; w < vocabulary; w++) {
      sum += 1 / Math.pow(w + 5, 1.05);
      cumulative[w] = sum;
    }
  }

  /** Runs. */
  public static void main(String[] args) {
    int items = Integer.parseInt(args[0]);
    int searches = Integer.parseInt(args[2]);
    SearchSpeed world = new SearchSpeed(Integer.parseInt(args[1]));
    String[] titles = new String[items];
    Arrays.setAll(titles, i -> world.text(2 + world.random.nextInt(4)));
    FittingPart part = world.part(titles);
    long started = System.nanoTime();
    try (ItemSearch search = ItemSearch.of(part)) {
      System.out.printf(
          Locale.ROOT, "%d items indexed in %.2f s%n", items, (System.nanoTime() - started) / 1e9);
      IntFunction<String> title = i -> titles[world.random.nextInt(items)];
      measure(search, searches, "one word of a title", i -> world.word(title.apply(i)));
      measure(search, searches, "a title", title);
      measure(search, searches, "a title, a typo in each word", i -> world.typos(title.apply(i)));
      measure(search, searches, "a title, half typed", i -> world.half(title.apply(i)));
      measure(search, searches, "one letter", i -> world.word(title.apply(i)).substring(0, 1));
      measure(search, searches, "sixteen words", i -> world.text(16));
      measure(search, searches, "no word: everything", i -> "");
      writes(search, searches, title);
    }
  }

  private static void measure(
      ItemSearch search, int searches, String kind, IntFunction<String> texts) {
    double[] millis = new double[searches];
    long[] totals = new long[searches];
    for (int i = -searches; i < searches; i++) {
      SearchQuery query =
          new SearchQuery(texts.apply(i), Map.of("genre", Set.of("genre1", "genre2")), 0, 20, 0);
      SearchQuery asked = i % 2 == 0 ? query : SearchQuery.of(query.text(), 20, 0);
      long started = System.nanoTime();
      SearchResult result = search.search(asked);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - started) / 1e6;
        totals[i] = result.total();
      }
    }
    Arrays.sort(totals);
    print(kind, millis, ", found " + totals[searches / 2]);
  }

  private static void writes(ItemSearch search, int writes, IntFunction<String> titles) {
    double[] millis = new double[writes];
    for (int i = -writes; i < writes; i++) {
      SearchItem item =
          SearchItem.always(
              "new" + i,
              Map.of("title", List.of(titles.apply(i)), "genre", List.of("genre" + i % GENRES)));
      long started = System.nanoTime();
      search.upsert(item);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - started) / 1e6;
      }
    }
    print("an item written, until it is found", millis, "");
    measure(search, writes, "a title after these writes", titles);
  }

  private static void print(String kind, double[] millis, String more) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-36s p50 %6.2f  p95 %6.2f  p99 %6.2f  max %6.2f ms%s%n",
        kind,
        millis[millis.length / 2],
        millis[(int) (millis.length * .95)],
        millis[(int) (millis.length * .99)],
        millis[millis.length - 1],
        more);
  }

  private String made() {
    StringBuilder word = new StringBuilder();
    int syllables = 1 + random.nextInt(4);
    for (int s = 0; s < syllables; s++) {
      word.append("bcdfghjklmnprstvwz".charAt(random.nextInt(18)));
      word.append("aeiou".charAt(random.nextInt(5)));
      if (random.nextInt(3) == 0) {
        word.append("nrslt".charAt(random.nextInt(5)));
      }
    }
    return word.toString();
  }

  private String text(int length) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      double at = random.nextDouble() * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, at);
      drawn.add(words.get(Math.min(words.size() - 1, found < 0 ? -found - 1 : found)));
    }
    return String.join(" ", drawn);
  }

  private String word(String title) {
    String[] all = title.split(" ", -1);
    return all[random.nextInt(all.length)];
  }

  private String half(String title) {
    return title.substring(0, Math.max(1, title.length() / 2));
  }

  private String typos(String title) {
    StringBuilder text = new StringBuilder();
    for (String word : title.split(" ", -1)) {
      int at = 1 + random.nextInt(word.length() - 1);
      String slipped =
          switch (random.nextInt(4)) {
            case 0 -> word.substring(0, at) + 'x' + word.substring(at);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            case 2 -> word.substring(0, at) + 'x' + word.substring(at + 1);
            default ->
                word.substring(0, at - 1)
                    + word.charAt(at)
                    + word.charAt(at - 1)
                    + word.substring(at + 1);
          };
      text.append(word.length() < 4 ? word : slipped).append(' ');
    }
    return text.toString();
  }

  private FittingPart part(String[] titles) {
    int items = titles.length;
    String[] plots = new String[items];
    int[] offsets = new int[items + 1];
    int[] genres = new int[items * 6];
    for (int i = 0; i < items; i++) {
      plots[i] = text(30);
      int[] own = random.ints(1 + random.nextInt(6), 0, GENRES).distinct().toArray();
      System.arraycopy(own, 0, genres, offsets[i], own.length);
      offsets[i + 1] = offsets[i] + own.length;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("title", new Column.Texts(titles));
    columns.put("plot", new Column.Texts(plots));
    columns.put("genre", new Column.Categories(names("genre", GENRES), offsets, genres));
    int[] each = IntStream.rangeClosed(0, items).toArray();
    int[] shops = random.ints(items, 0, SHOPS).toArray();
    columns.put("shop", new Column.Categories(names("shop", SHOPS), each, shops));
    Interactions none = new Interactions.Builder(List.of("view"), 0).build();
    return new FittingPart(
        names("u", 0),
        Catalogue.always(names("i", items)),
        none,
        new Histories(none, 0),
        EntityTable.undated(items, columns),
        EntityTable.empty(0),
        Tags.none(),
        Optional.empty(),
        0,
        true);
  }

  private static Dictionary names(String prefix, int n) {
    return Dictionary.of(IntStream.range(0, n).mapToObj(i -> prefix + i).toList());
  }
}
