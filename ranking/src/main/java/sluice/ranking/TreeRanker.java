package sluice.ranking;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * A boosted ensemble of which the first trees are used; the score is the margin (for the logistic
 * loss the log-odds).
 *
 * <p>Immutable, safe for use by many threads.
 */
final class TreeRanker implements Ranker, FeatureWeights, ExplainsScores, StoppingCurve {
  /** Rows that are taken through all trees together, few enough to stay in the cache. */
  private static final int BLOCK = 256;

  private static final String FILE = "trees.arrays";

  private final String type;
  private final String name;
  private final TrainedSchema trained;
  private final FlatTrees trees;
  private final EarlyStopping stopping;
  private final boolean logOdds;
  private final TreeShap shap;
  private final Optional<BinnedTrees> binned;

  TreeRanker(
      String type,
      String name,
      TrainedSchema trained,
      FlatTrees trees,
      EarlyStopping stopping,
      boolean logOdds) {
    this.type = type;
    this.name = name;
    this.trained = trained;
    this.trees = trees;
    this.stopping = stopping;
    this.logOdds = logOdds;
    this.shap = new TreeShap(trees, stopping.trees());
    this.binned = BinnedTrees.of(trees, stopping.trees());
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      trees.write(out);
      out.number("used", stopping.trees()).number("logOdds", logOdds ? 1 : 0);
    }
  }

  static TreeRanker read(String type, String name, FeatureSchema schema, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      FlatTrees trees = FlatTrees.read(in);
      EarlyStopping stopping = new EarlyStopping((int) in.number("used"), List.of());
      boolean logOdds = in.number("logOdds") == 1;
      in.finish();
      return new TreeRanker(type, name, new TrainedSchema(schema), trees, stopping, logOdds);
    }
  }

  @Override
  public boolean logOdds() {
    return logOdds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return type;
  }

  /** Returns how many trees are used, and why. */
  EarlyStopping stopping() {
    return stopping;
  }

  @Override
  public int usedTrees() {
    return stopping.trees();
  }

  @Override
  public List<Double> measureByTrees() {
    return stopping.measures();
  }

  @Override
  public void score(FeatureMatrix candidates, float[] scores) {
    trained.check(candidates, scores);
    if (binned.isPresent()) {
      binned.get().score(candidates, scores);
    } else {
      walk(trees, stopping.trees(), candidates, scores);
    }
  }

  /** Scores by the first trees, a tree and a block of rows at a time. */
  static void walk(FlatTrees trees, int count, FeatureMatrix candidates, float[] scores) {
    trees.start(scores, candidates.rows());
    for (int first = 0; first < candidates.rows(); first += BLOCK) {
      int rows = Math.min(BLOCK, candidates.rows() - first);
      for (int t = 0; t < count; t++) {
        trees.add(t, candidates, first, rows, scores, first);
      }
    }
  }

  @Override
  public double base() {
    return shap.base();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Here: SHAP values, see {@link TreeShap}, which also says what they cost. Scores are sums in
   * float, these in double, so that the two differ by the rounding of the scores.
   */
  @Override
  public void contributions(FeatureMatrix rows, int row, double[] out) {
    trained.check(rows, row, out);
    shap.contributions(rows, row, out);
  }

  @Override
  public String weightMeaning() {
    return "share of the total gain (loss reduction of the splits on the feature)";
  }

  @Override
  public double[] featureWeights() {
    double[] gain = trees.totalGain(stopping.trees());
    double sum = Arrays.stream(gain).sum();
    return sum == 0 ? gain : Arrays.stream(gain).map(g -> g / sum).toArray();
  }
}
