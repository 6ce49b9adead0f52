package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code calibrated}: a slate whose shares of categories are those of the user's history.
 *
 * <p>Place after place the item i of the first {@code depth} is taken that has the highest
 *
 * <pre>λ · rel(i) − (1 − λ) · KL(p ‖ q̃)   with KL = Σ p(c) · ln(p(c) / q̃(c))</pre>
 *
 * <p>where rel is the ranker's score scaled to 0 … 1 within the first {@code depth}, p(c) is the
 * share of category c in the history, q(c) that in the items taken and i, and q̃ = (1 − α) · q + α
 * · p keeps the divergence finite. An item's categories share its weight alike. The latest
 * interaction of the history weighs 1 and half as much every {@code halfLife} interactions before;
 * negative events and items without a category weigh nothing. Where no category is left in the
 * history the list stays as it is. Attributes are read as of the request's time; equal values go by
 * the tie order. From Steck, <i>Calibrated recommendations</i>, RecSys 2018.
 */
public final class CalibratedShares implements ReRankerType<CalibratedShares.Settings> {
  /**
   * Settings.
   *
   * @param column of the items, of categories
   * @param lambda weight of relevance, 0 to 1
   * @param alpha smoothing, above 0 and below 1
   * @param halfLife after how many interactions one of the history weighs half
   * @param depth how many of the list may be shown; at least as many as are shown
   */
  public record Settings(String column, double lambda, double alpha, double halfLife, int depth) {
    /** Checks. */
    public Settings {
      SettingError.check("lambda", lambda, 0, 1);
      SettingError.check("alpha", alpha, 1e-6, 0.5);
      SettingError.check("halfLife", halfLife, 1, 1e9);
      SettingError.check("depth", depth, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "calibrated";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    # column: …  # of the items, of categories; must be given
    lambda: 0.5  # 0 to 1: weight of relevance; the rest is that of the history's shares
    alpha: 0.01  # 1e-6 to 0.5: smoothing, the weight of the history's shares in those of the slate
    halfLife: 50 # 1 to 1e9: interactions after which one of the history weighs half
    depth: 100   # of the list may be shown
    """;
  }

  @Override
  public Placement placement(Settings settings) {
    return Placement.FIRST;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    return CategoryColumn.lacks(part, settings.column);
  }

  @Override
  public List<Turned<Settings>> turned(Settings settings) {
    return Turned.to(
        "lambda",
        1,
        at -> new Settings(settings.column, at, settings.alpha, settings.halfLife, settings.depth));
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    return new Fitted(name, settings, CategoryColumn.of(input.part(), settings.column));
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  /** Returns the share of each category in a history; all 0 where there is none. */
  static double[] shares(History history, CategoryColumn categories, long time, double halfLife) {
    double[] shares = new double[categories.size()];
    double sum = 0;
    double weight = 1;
    double decay = Math.pow(2, -1 / halfLife);
    for (int i = history.size() - 1; i >= 0; i--) {
      if (!history.hidden(i)) {
        sum += add(shares, categories, history.item(i), time, weight);
        weight *= decay;
      }
    }
    for (int c = 0; c < shares.length && sum > 0; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  /** Shares a weight among an item's categories, and returns it; 0 where there are none. */
  private static double add(
      double[] to, CategoryColumn categories, int item, long time, double weight) {
    int n = categories.count(item, time);
    for (int k = 0; k < n; k++) {
      to[categories.code(item, k, time)] += weight / n;
    }
    return n > 0 ? weight : 0;
  }

  private record Fitted(String name, Settings settings, CategoryColumn categories)
      implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      double[] wanted = shares(request.history(), categories, request.time(), settings.halfLife);
      int[] codes = IntStream.range(0, wanted.length).filter(c -> wanted[c] > 0).toArray();
      if (codes.length == 0) {
        return ranked;
      }
      int depth = GreedySlate.depth(ranked, settings.depth, shown);
      return GreedySlate.fill(
          ranked,
          depth,
          shown,
          ties,
          new Nearness(this, request.time(), ranked, depth, wanted, codes));
    }
  }

  /** How near the slate's shares come to the history's with one item more. */
  private static final class Nearness implements GreedySlate.Gain {
    private final Fitted fitted;
    private final long time;
    private final RankedItems ranked;
    private final double[] relevance;
    private final double[] wanted;

    /** The categories that are wanted at all. */
    private final int[] codes;

    /** Items taken, by category. */
    private final double[] has;

    private double counted;

    Nearness(
        Fitted fitted, long time, RankedItems ranked, int depth, double[] wanted, int[] codes) {
      this.fitted = fitted;
      this.time = time;
      this.ranked = ranked;
      this.relevance = GreedySlate.relevance(ranked, depth);
      this.wanted = wanted;
      this.codes = codes;
      this.has = new double[wanted.length];
    }

    @Override
    public double of(int place) {
      double lambda = fitted.settings.lambda;
      return lambda * relevance[place] - (1 - lambda) * divergence(ranked.item(place));
    }

    private double divergence(int item) {
      int n = fitted.categories.count(item, time);
      double all = counted + (n > 0 ? 1 : 0);
      double alpha = fitted.settings.alpha;
      double sum = 0;
      for (int c : codes) {
        double with = has[c];
        for (int k = 0; k < n; k++) {
          with += fitted.categories.code(item, k, time) == c ? 1.0 / n : 0;
        }
        double share = all > 0 ? with / all : 0;
        sum += wanted[c] * Math.log(wanted[c] / ((1 - alpha) * share + alpha * wanted[c]));
      }
      return sum;
    }

    @Override
    public void take(int place) {
      counted += add(has, fitted.categories, ranked.item(place), time, 1);
    }
  }
}
