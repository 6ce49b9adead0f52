package sluice.ranking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.TreeModel;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.SettingError;

/**
 * {@code random-forest}: trees on bootstrap samples of the rows, each split chosen among some of
 * the features, grown by Tribuo's {@code RandomForestTrainer}.
 *
 * <p>Breiman, "Random forests", Machine Learning 2001. A row is relevant where its gain is above 0.
 * The score is the mean over the trees of the relevant share, by weight, of the leaf that a row
 * comes to: a probability in 0 … 1 under the sampling of the training rows, not log-odds (Tribuo's
 * own combiner counts the trees' votes, which ties most candidates). Values are put into {@link
 * ValueBins}; what is missing goes left. Trees are grown one after another from one seed.
 */
public final class RandomForest implements RankerType<RandomForest.Settings> {
  private static final String TYPE = "random-forest";

  /**
   * How it is grown; see {@link #defaults}.
   *
   * @param trees how many
   * @param depth the most levels of splits
   * @param minSplitWeight least weight in a node that is split
   * @param features share of the features that a split is chosen among
   * @param bins of a feature's values
   */
  record Settings(int trees, int depth, double minSplitWeight, double features, int bins) {
    Settings {
      SettingError.check("trees", trees, 1, 5_000);
      TreeSettings.check(depth, minSplitWeight, bins);
      SettingError.check("features", features, 0.01, 0.99);
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
    trees: 50           # 1 to 5000
    depth: 8            # 1 to 16: the most levels of splits; above 8 scoring takes the slower engine
    minSplitWeight: 20  # 0.001 to 1e6: the least weight of the rows in a node that is split
    features: 0.3       # 0.01 to 0.99: share of the features that each split is chosen among
    bins: 32            # 2 to 4096: how many bins the values of a feature are put into
    """;
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name, settings);
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    return TreeRanker.read(TYPE, name, schema, folder);
  }

  /** Fits; see {@link RandomForest}. */
  record Trainer(String name, Settings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      TrainingLabels.check(name, train);
      ValueBins bins = ValueBins.fit(train.features(), settings.bins());
      List<TreeModel<Label>> trees = grow(train, bins, seed);
      FlatTrees flat = TribuoTrees.flatten(trees, train, bins, (p, n) -> p / trees.size());
      EarlyStopping all = new EarlyStopping(trees.size(), List.of());
      return new TreeRanker(TYPE, name, trained, flat, all, false);
    }

    /** Grows Tribuo's trees on bins. */
    List<TreeModel<Label>> grow(RankingSet train, ValueBins bins, long seed) {
      double one = 1.0 / train.features().columns();
      double share = Math.max(one, settings.features());
      if (train.features().columns() == 1) {
        share = Math.nextDown(1f); // Tribuo wants a part of the features; it rounds to all
      }
      RandomForestTrainer<Label> trainer =
          new RandomForestTrainer<>(
              TreeSettings.trainer(
                  settings.depth(),
                  settings.minSplitWeight(),
                  share,
                  Randomness.key(seed, "random-forest-splits", 0)),
              new VotingCombiner(),
              settings.trees(),
              Randomness.key(seed, TYPE, 0));
      List<TreeModel<Label>> trees = new ArrayList<>();
      for (Model<Label> model :
          trainer
              .train(
                  TribuoRows.dataset(train, bins.of(train.features()), train.features().columns()))
              .getModels()) {
        trees.add((TreeModel<Label>) model);
      }
      return trees;
    }
  }
}
