package sluice.ranking;

import java.nio.file.Path;
import java.util.Arrays;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * A linear model over scaled features; the score is the log-odds.
 *
 * <p>Sums run in double over the columns in order. Immutable, safe for use by many threads.
 */
final class LinearRanker implements Ranker, FeatureWeights, ExplainsScores {
  private static final String FILE = "linear.arrays";

  private final String name;
  private final TrainedSchema trained;
  private final Scaler scaler;
  private final double[] weights;
  private final double[] ifMissing;
  private final double bias;

  private LinearRanker(String name, TrainedSchema trained, Scaler scaler, double[] logOdds) {
    int columns = trained.schema().size();
    this.name = name;
    this.trained = trained;
    this.scaler = scaler;
    this.weights = Arrays.copyOf(logOdds, columns);
    this.ifMissing = new double[columns];
    for (int j = 0; j < columns; j++) {
      ifMissing[j] = scaler.indicator(j) < 0 ? 0 : logOdds[scaler.indicator(j)];
    }
    this.bias = logOdds[scaler.width()];
  }

  private LinearRanker(
      String name,
      TrainedSchema trained,
      Scaler scaler,
      double[] weights,
      double[] ifMissing,
      double bias) {
    this.name = name;
    this.trained = trained;
    this.scaler = scaler;
    this.weights = weights;
    this.ifMissing = ifMissing;
    this.bias = bias;
  }

  /** Takes the weights out of Tribuo's model. */
  static LinearRanker of(String name, TrainedSchema trained, Scaler scaler, LinearSGDModel model) {
    return new LinearRanker(
        name, trained, scaler, LogisticRegression.logOdds(model, scaler.width()));
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      scaler.write(out);
      out.doubles("weights", weights).doubles("ifMissing", ifMissing);
      out.doubles("bias", new double[] {bias});
    }
  }

  static LinearRanker read(String name, FeatureSchema schema, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      Scaler scaler = Scaler.read(in);
      double[] weights = in.doubles("weights");
      double[] ifMissing = in.doubles("ifMissing");
      double bias = in.doubles("bias")[0];
      in.finish();
      return new LinearRanker(name, new TrainedSchema(schema), scaler, weights, ifMissing, bias);
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
    return LogisticRegression.TYPE;
  }

  @Override
  public void score(FeatureMatrix candidates, float[] scores) {
    trained.check(candidates, scores);
    int rows = candidates.rows();
    float[] scaled = new float[Math.min(Scaler.BLOCK, rows) * scaler.width()];
    for (int from = 0; from < rows; from += Scaler.BLOCK) {
      int to = Math.min(rows, from + Scaler.BLOCK);
      scaler.scaleRows(candidates, from, to, scaled, 0);
      for (int r = from; r < to; r++) {
        int at = (r - from) * scaler.width();
        double sum = bias;
        for (int j = 0; j < weights.length; j++) {
          sum += contribution(j, candidates.get(r, j), scaled[at + j]);
        }
        scores[r] = (float) sum;
      }
    }
  }

  /**
   * Returns the bias: the log-odds of a row that misses nothing and is the mean in every feature.
   */
  @Override
  public double base() {
    return bias;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Here: weight × scaled value, whose mean over the training rows is 0; where the value is
   * missing, the weight of that it is missing. These are SHAP values where the features are taken
   * as independent. {@code base} and the contributions, added in the order of the columns, are the
   * score to the bit.
   */
  @Override
  public void contributions(FeatureMatrix rows, int row, double[] out) {
    trained.check(rows, row, out);
    for (int j = 0; j < out.length; j++) {
      float v = rows.get(row, j);
      out[j] = contribution(j, v, scaler.scale(j, v));
    }
  }

  private double contribution(int column, float v, float scaled) {
    return Float.isNaN(v) ? ifMissing[column] : weights[column] * scaled;
  }

  @Override
  public String weightMeaning() {
    return "weight in log-odds a standard deviation of the scaled feature";
  }

  @Override
  public double[] featureWeights() {
    return weights.clone();
  }
}
