package sluice.ranking;

import java.nio.file.Path;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.TreeModel;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.SettingError;

/**
 * {@code cart}: one classification tree, grown by Tribuo's {@code CARTClassificationTrainer}; the
 * ranker that a person can read.
 *
 * <p>A row is relevant where its gain is above 0. Splits lower the Gini impurity most (Breiman,
 * Friedman, Olshen and Stone, "Classification and regression trees", 1984), on values in {@link
 * ValueBins}; what is missing goes left. The score is the log-odds of (n p + m π) / (n + m), where
 * n is the weight of the training rows in the leaf, p the relevant share of it, π that of all rows
 * and m {@code smoothing} (the m-estimate of Cestnik, ECAI 1990), so that a pure leaf is not
 * certain. Rows of one leaf tie.
 */
public final class Cart implements RankerType<Cart.Settings> {
  private static final String TYPE = "cart";

  /**
   * How it is grown; see {@link #defaults}.
   *
   * @param depth the most levels of splits
   * @param minSplitWeight least weight in a node that is split
   * @param smoothing rows' worth of the overall share that every leaf has in addition
   * @param bins of a feature's values
   */
  record Settings(int depth, double minSplitWeight, double smoothing, int bins) {
    Settings {
      TreeSettings.check(depth, minSplitWeight, bins);
      SettingError.check("smoothing", smoothing, 1e-3, 1e6);
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
    depth: 6            # 1 to 16: the most levels of splits
    minSplitWeight: 50  # 0.001 to 1e6: the least weight of the training rows in a node that is split
    smoothing: 10       # 0.001 to 1e6: rows' worth of the overall share that every leaf has in addition
    bins: 128           # 2 to 4096: how many bins the values of a feature are put into
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

  private record Trainer(String name, Settings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      TrainingLabels.check(name, train);
      ValueBins bins = ValueBins.fit(train.features(), settings.bins());
      TreeModel<Label> tree =
          TreeSettings.trainer(settings.depth(), settings.minSplitWeight(), 1, seed)
              .train(
                  TribuoRows.dataset(train, bins.of(train.features()), train.features().columns()));
      double prior = TrainingLabels.prior(train);
      double m = settings.smoothing();
      FlatTrees flat =
          TribuoTrees.flatten(
              List.of(tree),
              train,
              bins,
              (p, n) -> Math.log((n * p + m * prior) / (n * (1 - p) + m * (1 - prior))));
      return new TreeRanker(TYPE, name, trained, flat, new EarlyStopping(1, List.of()), true);
    }
  }
}
