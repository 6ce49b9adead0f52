package example;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.ranking.rerank.ReRankerInput;
import sluice.ranking.rerank.ReRankerType;

/**
 * {@code long-tail}: an example of a re-ranker in one file.
 *
 * <p>Every so many places the best item that is not among the most popular is shown.
 */
public final class LongTail implements ReRankerType<LongTail.Settings> {
  private static final String FILE = "head.arrays";

  /**
   * Settings.
   *
   * @param every how many places the last is for an item of the tail
   * @param head share of the catalogue that is popular
   */
  public record Settings(int every, double head) {
    /** Checks. */
    public Settings {
      SettingError.check("every", every, 1, 1_000);
      SettingError.check("head", head, 0, 1);
    }
  }

  @Override
  public String type() {
    return "long-tail";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    every: 4     # of so many places the last is for an item of the tail
    head: 0.1    # share of the catalogue that is popular
    """;
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    Interactions rows = input.part().interactions();
    long[] countAndItem = new long[input.part().catalogue().size()];
    Arrays.setAll(countAndItem, item -> item);
    for (int row = 0; row < rows.size(); row++) {
      countAndItem[rows.item(row)] += 1L << 32;
    }
    Arrays.sort(countAndItem);
    int popular = (int) Math.round(settings.head() * countAndItem.length);
    int[] head =
        Arrays.stream(countAndItem, countAndItem.length - popular, countAndItem.length)
            .mapToInt(both -> (int) both)
            .toArray();
    return new Fitted(name, settings.every(), head);
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      int[] head = in.ints("head");
      in.finish();
      return new Fitted(name, settings.every(), head);
    }
  }

  private static final class Fitted implements ReRanker {
    private final String name;
    private final int every;
    private final BitSet head = new BitSet();

    Fitted(String name, int every, int[] head) {
      this.name = name;
      this.every = every;
      Arrays.stream(head).forEach(this.head::set);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int[] places = new int[ranked.size()];
      BitSet taken = new BitSet();
      int tail = 0;
      for (int i = 0; i < places.length; i++) {
        int next = taken.nextClearBit(0);
        if ((i + 1) % every == 0) {
          while (tail < places.length && (taken.get(tail) || head.get(ranked.item(tail)))) {
            tail++;
          }
          next = tail < places.length ? tail : next;
        }
        places[i] = next;
        taken.set(next);
      }
      return ranked.at(places);
    }

    @Override
    public void write(Path folder) {
      try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
        out.ints("head", head.stream().toArray());
      }
    }
  }
}
