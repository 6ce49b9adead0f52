package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code exposure}: a least share of the slate for small creators.
 *
 * <p>Values of the column are large that, the largest first, together have {@code head} of the
 * interactions of the fitting part; the others are small. Of the first k places at least ⌊share ·
 * k⌋, for every k, are given to items with a small value and no large one, as long as the list has
 * any: where one more is due, the highest of them moves up. An item without a value is neither.
 * Attributes are read as of the request's time, those of the interactions as of theirs. The floor
 * on every prefix is that of Zehlike et al., <i>FA*IR: a fair top-k ranking algorithm</i>, CIKM
 * 2017, without its significance test.
 */
public final class CreatorExposure implements ReRankerType<CreatorExposure.Settings> {
  /**
   * Settings.
   *
   * @param column of the items, of categories, such as the creator
   * @param share least share of the places, 0 to 1
   * @param head share of the interactions that large values have together, 0 to 1
   */
  public record Settings(String column, double share, double head) {
    /** Checks. */
    public Settings {
      SettingError.check("share", share, 0, 1);
      SettingError.check("head", head, 0, 1);
    }
  }

  @Override
  public String type() {
    return "exposure";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    # column: …  # of the items, of categories, such as the creator; must be given
    share: 0.2   # 0 to 1: least share of the places for items of small values
    head: 0.8    # 0 to 1: share of the interactions that the large values have together
    """;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    return CategoryColumn.lacks(part, settings.column);
  }

  @Override
  public List<Turned<Settings>> turned(Settings settings) {
    return Turned.to("share", 1, at -> new Settings(settings.column, at, settings.head));
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    CategoryColumn values = CategoryColumn.of(input.part(), settings.column);
    return new Fitted(
        name, settings.share, values, small(input.part().interactions(), values, settings.head));
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  /** Returns the codes of small values. */
  private static BitSet small(Interactions rows, CategoryColumn values, double head) {
    long[] counts = new long[values.size()];
    long all = 0;
    for (int row = 0; row < rows.size(); row++) {
      int n = values.count(rows.item(row), rows.time(row));
      for (int k = 0; k < n; k++) {
        counts[values.code(rows.item(row), k, rows.time(row))]++;
        all++;
      }
    }
    List<Integer> order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer code) -> -counts[code])
                    .thenComparing(values.values().values()::id))
            .toList();
    BitSet small = new BitSet();
    long sum = 0;
    for (int code : order) {
      if (sum >= head * all) {
        small.set(code);
      }
      sum += counts[code];
    }
    return small;
  }

  private record Fitted(String name, double share, CategoryColumn values, BitSet small)
      implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      BitSet ofSmall = new BitSet();
      for (int place = 0; place < ranked.size(); place++) {
        ofSmall.set(place, isSmall(ranked.item(place), request.time()));
      }
      // the tolerance keeps 0.2 · 5, which is not 1 in binary, from losing a place
      return ReservedPlaces.fill(
          ranked, ofSmall::get, (place, taken) -> taken < (int) (share * (place + 1) + 1e-9));
    }

    private boolean isSmall(int item, long time) {
      int n = values.count(item, time);
      for (int k = 0; k < n; k++) {
        if (!small.get(values.code(item, k, time))) {
          return false;
        }
      }
      return n > 0;
    }
  }
}
