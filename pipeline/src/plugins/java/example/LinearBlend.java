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
 * <p>The score is the sum over the features of correlation with the label × value; the features
 * that correlate less than {@code least} are left out.
 */
public final class LinearBlend implements RankerType<LinearBlend.Settings> {
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
    return "linear-blend";
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
      double[] weights = in.doubles("weights");
      in.finish();
      return new Blend(name, new TrainedSchema(schema), weights);
    }
  }

  private record Trainer(String name, double least) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      double[] weights = new double[train.features().columns()];
      for (int j = 0; j < weights.length; j++) {
        double r = correlation(train, j);
        weights[j] = Math.abs(r) < least ? 0 : r;
      }
      return new Blend(name, new TrainedSchema(train.features().schema()), weights);
    }

    private static double correlation(RankingSet set, int column) {
      double n = 0;
      double x = 0;
      double y = 0;
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int r = 0; r < set.rows(); r++) {
        double value = bounded(set.features().get(r, column));
        n++;
        x += value;
        y += set.label(r);
        xx += value * value;
        yy += set.label(r) * set.label(r);
        xy += value * set.label(r);
      }
      double spread = Math.sqrt((xx - x * x / n) * (yy - y * y / n));
      return spread > 0 ? (xy - x * y / n) / spread : 0;
    }
  }

  /** A missing value counts as 0; a wild one must not make the score infinite. */
  private static double bounded(float value) {
    return Float.isNaN(value) ? 0 : Math.clamp(value, -100, 100);
  }

  private static final class Blend implements Ranker {
    private final String name;
    private final TrainedSchema trained;
    private final double[] weights;

    Blend(String name, TrainedSchema trained, double[] weights) {
      this.name = name;
      this.trained = trained;
      this.weights = weights;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String type() {
      return "linear-blend";
    }

    @Override
    public void write(Path folder) {
      try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
        out.doubles("weights", weights);
      }
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      trained.check(candidates, scores);
      for (int r = 0; r < candidates.rows(); r++) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
          sum += weights[j] * bounded(candidates.get(r, j));
        }
        scores[r] = (float) sum;
      }
    }
  }
}
