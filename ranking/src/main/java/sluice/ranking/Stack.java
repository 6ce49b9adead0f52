package sluice.ranking;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.ConfigNode;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.SettingError;

/**
 * {@code stack}: a logistic regression on the scores of other rankers.
 *
 * <p>Wolpert, "Stacked generalization", Neural Networks 1992. Users are split into folds by a hash
 * of (seed, user); each ranker is trained on all folds but one and scores that one, so that no
 * score comes from a ranker that saw the row's user. On these scores, by z-score, the logistic
 * regression is trained. Then each ranker is trained on all rows; that is what answers. The score
 * is the log-odds.
 */
public final class Stack implements RankerType<Stack.Settings> {
  static final String TYPE = "stack";

  private static final LogisticRegression.Settings TOP =
      new LogisticRegression.Settings(10, 0.1, true, 0, 0, Scaler.Kind.Z_SCORE);

  /**
   * How it is fitted; see {@link #defaults}.
   *
   * @param rankers words, or maps with {@code type} and settings
   * @param folds how many parts the users are split into
   */
  record Settings(List<Object> rankers, int folds) {
    Settings {
      rankers = List.copyOf(rankers);
      SettingError.check("rankers", rankers.size() >= 2, "two rankers or more are expected");
      SettingError.check("folds", folds, 2, 20);
      trainers(rankers); // refuses what is no ranker
    }

    List<RankerTrainer> trainers() {
      return trainers(rankers);
    }

    private static List<RankerTrainer> trainers(List<Object> rankers) {
      List<RankerTrainer> trainers = new ArrayList<>();
      for (int i = 0; i < rankers.size(); i++) {
        trainers.add(Rankers.trainer(node("rankers." + i, rankers.get(i))));
      }
      return trainers;
    }

    private static ConfigNode node(String path, Object value) {
      return switch (value) {
        case Map<?, ?> map -> {
          Map<String, ConfigNode> entries = new LinkedHashMap<>();
          map.forEach((key, v) -> entries.put("" + key, node(path + "." + key, v)));
          yield ConfigNode.map(TYPE, path, entries);
        }
        case List<?> list ->
            ConfigNode.list(TYPE, path, list.stream().map(v -> node(path, v)).toList());
        case Integer number -> ConfigNode.scalar(TYPE, path, number.longValue());
        default -> ConfigNode.scalar(TYPE, path, value);
      };
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
    return """
    rankers: [xgboost, logistic-regression]  # two or more, each as ranking.model takes it
    folds: 5                                 # 2 to 20: parts of the users; each ranker is trained folds + 1 times
    """;
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name, settings.trainers(), settings.folds());
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) throws IOException {
    return StackedRanker.read(name, schema, folder);
  }

  /**
   * Returns the fold of a request: that of its user. A request's id is the user's, with # and a
   * number where there are several.
   */
  static int fold(String request, int folds, long seed) {
    long user = Randomness.hash(request.replaceAll("#[0-9]+$", ""));
    return Math.floorMod(Randomness.key(seed, TYPE, user), folds);
  }

  /** Returns the schema of the scores. */
  static FeatureSchema scores(int rankers) {
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < rankers; i++) {
      features.add(
          new Feature(
              "score_" + i,
              Feature.Type.NUMBER,
              Float.NaN,
              TYPE,
              TYPE,
              Duration.ZERO,
              "score of a ranker"));
    }
    return new FeatureSchema(features);
  }

  private record Trainer(String name, List<RankerTrainer> trainers, int folds)
      implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      TrainingLabels.check(name, train);
      RankingSet scores = outOfFold(train, tune, seed, threads);
      Ranker top = new LogisticRegression.Trainer(name, TOP).fit(scores, scores, seed, threads);
      List<Ranker> rankers = trainers.stream().map(t -> t.fit(train, tune, seed, threads)).toList();
      return new StackedRanker(name, trained, rankers, top);
    }

    private RankingSet outOfFold(RankingSet train, RankingSet tune, long seed, int threads) {
      FeatureMatrix all = new FeatureMatrix(scores(trainers.size()), train.rows());
      all.resize(train.rows());
      for (int fold = 0; fold < folds; fold++) {
        int held = fold;
        RankingSet others = train.only(id -> fold(id, folds, seed) != held);
        if (others.rows() == train.rows()) {
          continue;
        }
        for (int i = 0; i < trainers.size(); i++) {
          Ranker ranker = trainers.get(i).fit(others, tune, seed, threads);
          for (int g = 0; g < train.requests(); g++) {
            if (fold(train.requestIds().get(g), folds, seed) == held) {
              score(ranker, train, g, all, i);
            }
          }
        }
      }
      return train.with(all);
    }

    private static void score(
        Ranker ranker, RankingSet set, int request, FeatureMatrix into, int column) {
      FeatureMatrix rows = new FeatureMatrix(set.features().schema(), 1);
      int first = set.start(request);
      for (int r = first; r < set.start(request + 1); r++) {
        rows.append(set.features(), r);
      }
      float[] scores = new float[rows.rows()];
      ranker.score(rows, scores);
      for (int r = 0; r < scores.length; r++) {
        into.set(first + r, column, scores[r]);
      }
    }
  }
}
