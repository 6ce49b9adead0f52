package sluice.ranking;

import java.nio.file.Path;
import java.util.Arrays;
import org.tribuo.classification.sgd.fm.FMClassificationModel;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.Tensor;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * A factorization machine over scaled features; the score is the log-odds.
 *
 * <p>Tribuo's model has one machine for each of the labels "relevant" and "other"; the score is the
 * difference of the two. With x the scaled row, u the vectors of the one and w those of the other,
 * of k numbers each:
 *
 * <pre>
 *   bias + Σᵢ βᵢ xᵢ + ½ Σ_f [(Σᵢ u_if xᵢ)² − Σᵢ u_if² xᵢ²] − ½ Σ_f [(Σᵢ w_if xᵢ)² − Σᵢ w_if² xᵢ²]
 * </pre>
 *
 * <p>A row costs O(k × columns) time. Sums run in double over the columns in order. Immutable, safe
 * for use by many threads.
 */
final class FactorizationRanker implements Ranker, ExplainsScores {
  private static final String FILE = "factorization.arrays";

  private final String name;
  private final TrainedSchema trained;
  private final Scaler scaler;

  /** Per scaled column its weight, last the bias. */
  private final double[] weights;

  /** Per scaled column half of Σ (u² − w²): what the squares take away. */
  private final double[] squares;

  /** Per scaled column the k numbers of u, then the k of w. */
  private final double[] vectors;

  private FactorizationRanker(
      String name, TrainedSchema trained, Scaler scaler, double[] weights, double[] vectors) {
    this.name = name;
    this.trained = trained;
    this.scaler = scaler;
    this.weights = weights;
    this.vectors = vectors;
    this.squares = new double[scaler.width()];
    int both = vectors.length / squares.length;
    for (int j = 0; j < squares.length; j++) {
      for (int f = 0; f < both; f++) {
        double v = vectors[j * both + f];
        squares[j] += f < both / 2 ? v * v / 2 : -v * v / 2;
      }
    }
  }

  /** Takes the parameters out of Tribuo's model. */
  static FactorizationRanker of(
      String name, TrainedSchema trained, Scaler scaler, FMClassificationModel model) {
    int relevant = model.getOutputIDInfo().getID(TribuoRows.RELEVANT);
    int other = model.getOutputIDInfo().getID(TribuoRows.OTHER);
    int width = scaler.width();
    DenseMatrix linear = model.getLinearWeightsCopy();
    Tensor[] factors = model.getFactorsCopy();
    DenseMatrix[] machines = {(DenseMatrix) factors[relevant], (DenseMatrix) factors[other]};
    int k = machines[0].getDimension1Size();
    double[] weights = new double[width + 1];
    double[] vectors = new double[width * 2 * k];
    for (int id = 0; id < model.getFeatureIDMap().size(); id++) {
      int column = TribuoRows.column(model.getFeatureIDMap().get(id).getName());
      weights[column] = linear.get(relevant, id) - linear.get(other, id);
      for (int f = 0; f < 2 * k; f++) {
        vectors[column * 2 * k + f] = machines[f / k].get(f % k, id);
      }
    }
    weights[width] = model.getBiasesCopy().get(relevant) - model.getBiasesCopy().get(other);
    return new FactorizationRanker(name, trained, scaler, weights, vectors);
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      scaler.write(out);
      out.doubles("weights", weights).doubles("vectors", vectors);
    }
  }

  static FactorizationRanker read(String name, FeatureSchema schema, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      Scaler scaler = Scaler.read(in);
      double[] weights = in.doubles("weights");
      double[] vectors = in.doubles("vectors");
      in.finish();
      return new FactorizationRanker(name, new TrainedSchema(schema), scaler, weights, vectors);
    }
  }

  @Override
  public boolean logOdds() {
    return true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return FactorizationMachine.TYPE;
  }

  @Override
  public void score(FeatureMatrix candidates, float[] scores) {
    trained.check(candidates, scores);
    int rows = candidates.rows();
    int width = scaler.width();
    float[] scaled = new float[Math.min(Scaler.BLOCK, rows) * width];
    double[] sums = new double[vectors.length / width];
    for (int from = 0; from < rows; from += Scaler.BLOCK) {
      int to = Math.min(rows, from + Scaler.BLOCK);
      scaler.scaleRows(candidates, from, to, scaled, 0);
      for (int r = from; r < to; r++) {
        scores[r] = (float) score(scaled, (r - from) * width, sums);
      }
    }
  }

  /**
   * Returns the bias: the log-odds of a row that misses nothing and is the mean in every feature.
   */
  @Override
  public double base() {
    return weights[scaler.width()];
  }

  /**
   * {@inheritDoc}
   *
   * <p>Here: βⱼ xⱼ and half of each pair's part that j is in, with those of the column that says
   * that j is missing. These are Shapley values against the mean row, whose scaled values are 0.
   */
  @Override
  public void contributions(FeatureMatrix rows, int row, double[] out) {
    trained.check(rows, row, out);
    float[] x = new float[scaler.width()];
    scaler.scaleRow(rows, row, x, 0);
    double[] sums = new double[vectors.length / x.length];
    for (int j = 0; j < x.length; j++) {
      for (int f = 0; f < sums.length; f++) {
        sums[f] += vectors[j * sums.length + f] * x[j];
      }
    }
    for (int j = 0; j < out.length; j++) {
      out[j] = part(j, x, sums);
      int indicator = scaler.indicator(j);
      out[j] += indicator < 0 ? 0 : part(indicator, x, sums);
    }
  }

  /** Returns what one scaled column adds: its own weight and half of its pairs. */
  private double part(int j, float[] x, double[] sums) {
    double pairs = 0;
    for (int f = 0; f < sums.length; f++) {
      double product = vectors[j * sums.length + f] * sums[f];
      pairs += f < sums.length / 2 ? product : -product;
    }
    return weights[j] * x[j] + pairs * x[j] / 2 - squares[j] * x[j] * x[j];
  }

  private double score(float[] scaled, int row, double[] sums) {
    Arrays.fill(sums, 0);
    double score = base();
    for (int j = 0; j < squares.length; j++) {
      double x = scaled[row + j];
      if (x == 0) {
        continue; // a third of the columns only say what is missing
      }
      score += weights[j] * x - squares[j] * x * x;
      int at = j * sums.length;
      for (int f = 0; f < sums.length; f++) {
        sums[f] += vectors[at + f] * x;
      }
    }
    for (int f = 0; f < sums.length; f++) {
      score += f < sums.length / 2 ? sums[f] * sums[f] / 2 : -sums[f] * sums[f] / 2;
    }
    return score;
  }
}
