package example;

import java.nio.file.Path;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.SettingError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.ranking.RankerType;
import sluice.ranking.TrainedSchema;

/**
 * {@code linear-blend}: an example of a ranker in one file.
 *
 * <p>The score is the sum over the features of correlation with the label × standardized value; the
 * features that correlate less than {@code least} are left out.
 */
public final class LinearBlend implements RankerType<LinearBlend.Settings> {
  private static final String TYPE = "linear-blend";
  private static final String FILE = "blend.arrays";

  /**
   * Settings.
   *
   * @param least correlation with the label that a feature must have, 0 to 1
   */
  public record Settings(double least) {
    /** Checks. */
    public Settings {
      SettingError.check("least", least, 0, 1);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return "least: 0.01  # features that correlate less with the label are left out";
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name, settings.least());
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      double[] means = in.doubles("means");
      double[] weights = in.doubles("weights");
      in.finish();
      return new Blend(name, new TrainedSchema(schema), means, weights);
    }
  }

  private record Trainer(String name, double least) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      int columns = train.features().columns();
      double[] means = new double[columns];
      double[] weights = new double[columns];
      for (int j = 0; j < columns; j++) {
        fit(train, j, means, weights);
      }
      return new Blend(name, trained, means, weights);
    }

    private void fit(RankingSet set, int column, double[] means, double[] weights) {
      double n = 0;
      double x = 0;
      double y = 0;
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int r = 0; r < set.rows(); r++) {
        double value = set.features().get(r, column);
        if (!Double.isNaN(value)) {
          double label = set.label(r);
          n++;
          x += value;
          y += label;
          xx += value * value;
          yy += label * label;
          xy += value * label;
        }
      }
      double spread = xx - x * x / n;
      double correlation = (xy - x * y / n) / Math.sqrt(spread * (yy - y * y / n));
      if (Math.abs(correlation) >= least) { // false where it is not defined
        means[column] = x / n;
        weights[column] = correlation / Math.sqrt(spread / n);
      }
    }
  }

  private static final class Blend implements Ranker {
    private final String name;
    private final TrainedSchema trained;
    private final double[] means;
    private final double[] weights;

    Blend(String name, TrainedSchema trained, double[] means, double[] weights) {
      this.name = name;
      this.trained = trained;
      this.means = means;
      this.weights = weights;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      trained.check(candidates, scores);
      for (int r = 0; r < candidates.rows(); r++) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
          float value = candidates.get(r, j);
          if (!Float.isNaN(value)) { // what is missing counts as the mean
            sum += Math.clamp(weights[j] * (value - means[j]), -10, 10);
          }
        }
        scores[r] = (float) sum;
      }
    }

    @Override
    public void write(Path folder) {
      try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
        out.doubles("means", means).doubles("weights", weights);
      }
    }
  }
}
