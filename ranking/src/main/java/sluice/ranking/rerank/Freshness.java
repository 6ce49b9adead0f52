package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code freshness}: newer items move up.
 *
 * <p>The first {@code depth} are ordered by
 *
 * <pre>rel(i) + weight · 2^(−age(i) / halfLifeDays)</pre>
 *
 * <p>where rel is the ranker's score scaled to 0 … 1 within them and the age is in days, from the
 * item's date to the request's time: a column of times as of that time, or from when on the item is
 * available. An item without a date gains nothing; one dated later is of age 0. Equal values go by
 * the tie order.
 */
public final class Freshness implements ReRankerType<Freshness.Settings> {
  private static final double DAY = 86_400_000;

  /**
   * Settings.
   *
   * @param weight what an item of age 0 gains, 0 to 100
   * @param halfLifeDays after which it gains half
   * @param column of the items, of times; empty for when it became available
   * @param depth how many of the list may be shown; at least as many as are shown
   */
  public record Settings(double weight, double halfLifeDays, String column, int depth) {
    /** Checks. */
    public Settings {
      SettingError.check("weight", weight, 0, 100);
      SettingError.check("halfLifeDays", halfLifeDays, 1e-3, 1e6);
      SettingError.check("depth", depth, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "freshness";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    weight: 0.2        # 0 to 100: what an item of age 0 gains; the ranker's scores span 1
    halfLifeDays: 30   # 0.001 to 1e6: age at which it gains half
    column: ""         # of the items, of times; "" for when the item became available
    depth: 100         # of the list may be shown
    """;
  }

  @Override
  public Placement placement(Settings settings) {
    return Placement.FIRST;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    if (!settings.column.isEmpty()) {
      return ItemColumns.lacks(part.items(), "items", "times", settings.column, Column.Times.class);
    }
    return ItemDates.known(part.catalogue())
        ? Optional.empty()
        : Optional.of("no item has a date from which it is available; name a column of times");
  }

  @Override
  public List<Turned<Settings>> turned(Settings settings) {
    return Turned.to(
        "weight",
        1,
        at -> new Settings(at, settings.halfLifeDays, settings.column, settings.depth));
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    FittingPart part = input.part();
    Optional<Column.Times> times =
        Optional.ofNullable((Column.Times) part.items().columns().get(settings.column));
    return new Fitted(name, settings, part.catalogue(), part.items(), times);
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private record Fitted(
      String name,
      Settings settings,
      Catalogue catalogue,
      EntityTable items,
      Optional<Column.Times> times)
      implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int depth = GreedySlate.depth(ranked, settings.depth, shown);
      double[] value = GreedySlate.relevance(ranked, depth);
      for (int place = 0; place < depth; place++) {
        long date = date(ranked.item(place), request.time());
        if (date != Long.MIN_VALUE) {
          double days = Math.max(0, (request.time() - date) / DAY);
          value[place] += settings.weight * Math.pow(2, -days / settings.halfLifeDays);
        }
      }
      GreedySlate.Gain gain =
          new GreedySlate.Gain() {
            @Override
            public double of(int place) {
              return value[place];
            }

            @Override
            public void take(int place) {
              // what stands above changes nothing
            }
          };
      return GreedySlate.fill(ranked, depth, shown, ties, gain);
    }

    private long date(int item, long time) {
      if (times.isEmpty()) {
        return catalogue.availableFrom(item);
      }
      int row = items.row(item, time);
      return row < 0 ? Long.MIN_VALUE : times.get().value(row);
    }
  }
}
