package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code dpp}: the most probable slate of a determinantal point process, found greedily.
 *
 * <p>Place after place the item of the first {@code depth} is taken that raises most
 *
 * <pre>θ · Σ rel(i) + (1 − θ) · log det S, over the items taken</pre>
 *
 * <p>where S(i, j) = (1 + cos(i, j)) / 2, 1 for i = j, is how alike two items are, and rel is the
 * ranker's score scaled to 0 … 1 within the first {@code depth}. This is the log-probability, up to
 * a factor, of the process with the kernel e^(α rel(i)) S(i, j) e^(α rel(j)), α = θ / (2 (1 − θ)).
 * Unlike {@code mmr}, which looks at the nearest item alone, the determinant is the squared volume
 * that all items taken span together. An item whose gain of squared volume is below 1e-6 (the
 * precision of single floats) is a copy of what stands there and is not taken; equal gains go by
 * the tie order. A Cholesky factor grown by a row an item costs O(depth · shown²). From Chen, Zhang
 * and Zhou, <i>Fast greedy MAP inference for determinantal point process to improve recommendation
 * diversity</i>, NeurIPS 2018.
 */
public final class DeterminantalPointProcess
    implements ReRankerType<DeterminantalPointProcess.Settings> {
  private static final double DUPLICATE = 1e-6;

  /**
   * Settings.
   *
   * @param theta weight of relevance, 0 to 1
   * @param embedding whose vectors say what is alike, unless a column does
   * @param column of the items, of categories, whose sets say what is alike; empty for the vectors
   * @param depth how many of the list may be shown; at least as many as are shown
   */
  public record Settings(double theta, String embedding, String column, int depth) {
    /** Checks. */
    public Settings {
      SettingError.check("theta", theta, 0, 1);
      SettingError.check("depth", depth, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "dpp";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    theta: 0.7           # 0 to 1: weight of relevance; the rest is that of the volume the slate spans
    embedding: content   # whose vectors say what is alike: ials, content, or one that a source searches
    column: ""           # of the items, of categories: their sets say it in place of the vectors
    depth: 100           # of the list may be shown
    """;
  }

  @Override
  public Placement placement(Settings settings) {
    return Placement.FIRST;
  }

  @Override
  public Optional<String> embedding(Settings settings) {
    return settings.column.isEmpty() ? Optional.of(settings.embedding) : Optional.empty();
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    return settings.column.isEmpty()
        ? Optional.empty()
        : CategoryColumn.lacks(part, settings.column);
  }

  @Override
  public List<Turned<Settings>> turned(Settings settings) {
    return Turned.to(
        "theta", 1, at -> new Settings(at, settings.embedding, settings.column, settings.depth));
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    if (settings.column.isEmpty()) {
      return new Fitted(
          name, settings, ItemLikeness.of(input.embedding(settings.embedding).items()));
    }
    CategoryColumn categories = CategoryColumn.of(input.part(), settings.column);
    return new Fitted(name, settings, ItemLikeness.of(categories.table(), categories.values()));
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private record Fitted(String name, Settings settings, ItemLikeness alike) implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int depth = GreedySlate.depth(ranked, settings.depth, shown);
      return GreedySlate.fill(
          ranked,
          depth,
          shown,
          ties,
          new Volume(settings.theta, alike, request, ranked, depth, Math.min(shown, depth)));
    }
  }

  /** The gain of volume, by a Cholesky factor of which row t is {@code factor[t]}. */
  private static final class Volume implements GreedySlate.Gain {
    private final double theta;
    private final ItemLikeness alike;
    private final Request request;
    private final RankedItems ranked;
    private final double[] relevance;

    /** How far the square of the volume grows by each item: what is left of S(i, i). */
    private final double[] grows;

    private final double[][] factor;
    private int taken;

    Volume(
        double theta,
        ItemLikeness alike,
        Request request,
        RankedItems ranked,
        int depth,
        int shown) {
      this.theta = theta;
      this.alike = alike;
      this.request = request;
      this.ranked = ranked;
      this.relevance = GreedySlate.relevance(ranked, depth);
      this.grows = new double[depth];
      Arrays.fill(grows, 1);
      this.factor = new double[shown][depth];
    }

    @Override
    public double of(int place) {
      return grows[place] < DUPLICATE
          ? Double.NEGATIVE_INFINITY
          : theta * relevance[place] + (1 - theta) * Math.log(grows[place]);
    }

    @Override
    public void take(int place) {
      double root = Math.sqrt(grows[place]);
      double[] row = factor[taken];
      for (int k = 0; k < grows.length; k++) {
        double entry =
            k == place ? 1 : (1 + alike.of(ranked.item(place), ranked.item(k), request.time())) / 2;
        for (int t = 0; t < taken; t++) {
          entry -= factor[t][place] * factor[t][k];
        }
        row[k] = entry / root;
        grows[k] -= row[k] * row[k];
      }
      taken++;
    }
  }
}
