package sluice.ranking.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.ranking.Rankers;
import sluice.ranking.calibration.CalibrationMethod;
import sluice.ranking.importance.ImportanceSettings;
import sluice.ranking.training.TrainingSettings;

/**
 * The part {@code ranking} of a config: which ranker is served, which are reported next to it, what
 * they learn from.
 *
 * <pre>{@code
 * ranking:
 *   model: {type: xgboost, depth: 4}
 *   compare: [xgboost, logistic-regression, {type: xgboost, name: xgboost-deep, depth: 9}]
 *   training: {negatives: candidates, perPositive: 8}
 *   importance: {requests: 60}
 *   calibration: platt
 * }</pre>
 *
 * @param model the ranker that is served; empty for {@code auto}, the one that is best on the tune
 *     requests
 * @param compare the rankers that are reported, each name once: {@code retrieval-order} first, then
 *     the model, where one is named, then the others
 * @param training how training rows are taken
 * @param importance how much work permutation importance may be
 * @param calibration how probabilities of scores are fitted
 */
public record RankingSettings(
    Optional<RankerTrainer> model,
    List<RankerTrainer> compare,
    TrainingSettings training,
    ImportanceSettings importance,
    CalibrationMethod calibration) {
  /** The baseline that every report has. */
  public static final String BASELINE = "retrieval-order";

  /** What {@code model} says where the tune requests choose. */
  public static final String AUTO = "auto";

  /** Copies. */
  public RankingSettings {
    compare = List.copyOf(compare);
  }

  /**
   * Reads the settings; all but {@code model} may be left out.
   *
   * <p>A bare word in {@code compare} that is the name of the model, or of the baseline, means that
   * one, with its settings.
   *
   * @throws sluice.core.UserError where two rankers of different settings have one name, or a
   *     setting is wrong
   */
  public static RankingSettings read(ConfigNode node) {
    ConfigNode named = node.require("model");
    Optional<RankerTrainer> model =
        AUTO.equals(named.toPlain()) ? Optional.empty() : Optional.of(Rankers.trainer(named));
    RankerTrainer baseline = Rankers.trainer(word(node, "compare", BASELINE));
    List<RankerTrainer> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    if (model.isEmpty() || !model.get().name().equals(BASELINE)) {
      all.add(baseline);
      names.add(BASELINE);
    }
    model.ifPresent(all::add);
    model.ifPresent(m -> names.add(m.name()));
    for (ConfigNode other : node.get("compare").map(ConfigNode::elements).orElse(List.of())) {
      boolean bare = !other.isMap() && !other.isList();
      if (bare && names.contains(other.asText())) {
        continue;
      }
      RankerTrainer trainer = Rankers.trainer(other);
      if (!names.add(trainer.name())) {
        throw other.error(
            "there is a ranker called "
                + trainer.name()
                + " already; give this one a name of its own, such as name: "
                + trainer.name()
                + "-2");
      }
      all.add(trainer);
    }
    TrainingSettings training = TrainingSettings.read(node.child("training"));
    ImportanceSettings importance = ImportanceSettings.read(node.child("importance"));
    CalibrationMethod calibration = CalibrationMethod.read(node, "calibration");
    node.finish();
    return new RankingSettings(model, all, training, importance, calibration);
  }

  /** Returns the trainer of a ranker that is reported. */
  public RankerTrainer trainer(String name) {
    return compare.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the same settings where a ranker that is reported is the one that is served. */
  public RankingSettings serving(String name) {
    return new RankingSettings(
        Optional.of(trainer(name)), compare, training, importance, calibration);
  }

  private static ConfigNode word(ConfigNode node, String key, String value) {
    String path = node.path().isEmpty() ? key : node.path() + "." + key;
    return ConfigNode.scalar(node.place(), path, value);
  }
}
