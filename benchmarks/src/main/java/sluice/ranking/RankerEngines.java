package sluice.ranking;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostModel;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.YamlFile;

/**
 * What training and scoring cost with the code of this module and with the libraries as they are,
 * on made-up rows.
 *
 * <pre>sluice.ranking.RankerEngines ROWS COLUMNS TREES DEPTH ROUNDS</pre>
 *
 * <p>One thread, processor time, which other work on the machine changes little. Scoring is that of
 * one request of 500 candidates, the median of the rounds, after as many to warm up. It lies in the
 * package of the rankers to reach the engines that no one else sees.
 */
public final class RankerEngines {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int CANDIDATES = 500;

  private final SplittableRandom random = new SplittableRandom(1);
  private final FeatureSchema schema;

  private RankerEngines(int columns) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      features.add(
          new Feature(
              "f" + j, Feature.Type.NUMBER, Float.NaN, "made", "made", Duration.ZERO, "made up"));
    }
    schema = new FeatureSchema(features);
  }

  /** Something that is timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws XGBoostError;
  }

  /** Runs. */
  public static void main(String[] args) throws XGBoostError {
    int columns = Integer.parseInt(args[1]);
    RankerEngines engines = new RankerEngines(columns);
    RankingSet train = engines.set(Integer.parseInt(args[0]));
    FeatureMatrix candidates = engines.rows(CANDIDATES);
    int rounds = Integer.parseInt(args[4]);
    String settings = "{trees: " + args[2] + ", depth: " + args[3] + "}";
    Xgboost.Settings boosting =
        YamlFile.parse(settings, "arguments")
            .bind(Xgboost.Settings.class, new Xgboost().defaults());
    engines.trees(train, candidates, boosting, rounds);
    engines.linear(train, candidates, rounds);
  }

  private void trees(
      RankingSet train, FeatureMatrix candidates, Xgboost.Settings settings, int rounds)
      throws XGBoostError {
    int columns = candidates.columns();
    float[] scores = new float[CANDIDATES];
    float prior = (float) TrainingLabels.prior(train);
    Xgboost.Trainer trainer = new Xgboost.Trainer("xgboost", settings);
    double ours = seconds(() -> trainer.boost(train, 1));
    System.out.printf(Locale.ROOT, "xgboost, training: LogisticBoosting %.2f s%n", ours);
    int[] columnOf = IntStream.range(0, columns).toArray();
    Map<String, Object> parameters =
        settings
            .boosting()
            .parameters("xgboost", "multi:softprob", train.features().schema(), columnOf, 1);
    parameters.put("base_score", prior);
    Dataset<Label> rows = TribuoRows.dataset(train, train.features().data(), columns);
    double theirs =
        seconds(() -> new XGBoostClassificationTrainer(settings.trees(), parameters).train(rows));
    compare("XGBoostClassificationTrainer", theirs, "s", ours);

    FlatTrees flat = Xgboost.flatten(trainer.boost(train, 1), columns, Xgboost.logit(prior));
    BinnedTrees binned = BinnedTrees.of(flat, flat.size()).orElseThrow();
    double bits = median(rounds, () -> binned.score(candidates, scores));
    System.out.printf(Locale.ROOT, "xgboost, scoring: BinnedTrees %.3f ms%n", bits);
    double walk = median(rounds, () -> TreeRanker.walk(flat, flat.size(), candidates, scores));
    compare("FlatTrees", walk, "ms", bits);
    XGBoostModel<Label> model = trainer.boost(train, 1);
    Booster booster = model.getInnerModels().get(0);
    double library =
        median(
            rounds,
            () -> {
              float[] data = candidates.data().clone();
              DMatrix matrix = new DMatrix(data, CANDIDATES, columns, Float.NaN);
              booster.predict(matrix, true);
              matrix.dispose();
            });
    compare("xgboost4j's Booster", library, "ms", bits);
    compare("Tribuo's model", median(rounds, () -> ask(model, candidates)), "ms", bits);
    booster.dispose();
  }

  private void linear(RankingSet train, FeatureMatrix candidates, int rounds) throws XGBoostError {
    float[] scores = new float[CANDIDATES];
    LogisticRegression type = new LogisticRegression();
    LogisticRegression.Settings settings =
        YamlFile.parse("{}", "arguments").bind(type.settings(), type.defaults());
    LogisticRegression.Trainer trainer =
        new LogisticRegression.Trainer("logistic-regression", settings);
    Ranker ranker = trainer.fit(train, train, 1, 1);
    double ours = median(rounds, () -> ranker.score(candidates, scores));
    System.out.printf(Locale.ROOT, "logistic-regression, scoring: LinearRanker %.3f ms%n", ours);
    Scaler scaler = Scaler.fit(settings.scaling(), train.features());
    Model<Label> model = trainer.descend(train, scaler, 1);
    double theirs =
        median(
            rounds,
            () -> {
              float[] scaled = new float[CANDIDATES * scaler.width()];
              for (int r = 0; r < CANDIDATES; r++) {
                scaler.scaleRow(candidates, r, scaled, r * scaler.width());
              }
              ask(model, scaled, scaler.width());
            });
    compare("Tribuo's model", theirs, "ms", ours);
  }

  private static void ask(Model<Label> model, FeatureMatrix candidates) {
    ask(model, candidates.data(), candidates.columns());
  }

  private static void ask(Model<Label> model, float[] data, int columns) {
    List<Example<Label>> rows = new ArrayList<>();
    for (int r = 0; r < CANDIDATES; r++) {
      rows.add(TribuoRows.example(data, r, columns));
    }
    model.predict(rows);
  }

  private static void compare(String what, double value, String unit, double ours) {
    System.out.printf(Locale.ROOT, "  %s %.3f %s, ratio %.1f%n", what, value, unit, value / ours);
  }

  private static double seconds(Work work) throws XGBoostError {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double median(int rounds, Work work) throws XGBoostError {
    List<Double> millis = new ArrayList<>();
    for (int round = -rounds; round < rounds; round++) {
      double seconds = seconds(work);
      if (round >= 0) {
        millis.add(seconds * 1e3);
      }
    }
    return millis.stream().sorted().skip(rounds / 2).findFirst().orElseThrow();
  }

  private RankingSet set(int count) {
    FeatureMatrix rows = rows(count);
    float[] labels = new float[count];
    float[] weights = new float[count];
    int[] starts = {0, count};
    int relevant = 0;
    for (int r = 0; r < count; r++) {
      double z = -2;
      for (int j = 0; j < rows.columns(); j++) {
        float v = rows.get(r, j);
        z += Float.isNaN(v) ? 0 : v / (1 + j % 7);
      }
      labels[r] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
      weights[r] = 1;
      relevant += (int) labels[r];
    }
    return new RankingSet(rows, labels, weights, starts, new int[] {relevant}, List.of("all"));
  }

  private FeatureMatrix rows(int count) {
    FeatureMatrix rows = new FeatureMatrix(schema, count);
    rows.resize(count);
    for (int r = 0; r < count; r++) {
      for (int j = 0; j < rows.columns(); j++) {
        rows.set(r, j, random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian());
      }
    }
    return rows;
  }
}
