package sluice.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.ranking.Rankers;
import sluice.ranking.importance.ImportanceSettings;
import sluice.ranking.training.TrainingSettings;

/**
 * Which rankers are trained and reported, and which one is served.
 *
 * @param model the name of the ranker that is served; one of the trainers'
 * @param trainers all that are reported, the baseline {@code retrieval-order} first
 * @param training how training rows are chosen
 * @param importance how the importance of features is measured
 */
public record RankingSettings(
    String model,
    List<RankerTrainer> trainers,
    TrainingSettings training,
    ImportanceSettings importance) {
  private static final String BASELINE = "retrieval-order";

  /** Copies and checks. */
  public RankingSettings {
    trainers = List.copyOf(trainers);
    if (trainers.stream().noneMatch(t -> t.name().equals(model))) {
      throw new IllegalArgumentException("the served ranker is not among the trained: " + model);
    }
  }

  static RankingSettings read(ConfigNode node) {
    List<RankerTrainer> trainers = new ArrayList<>();
    for (RankerTrainer trainer : node.list("compare", List.of(), Rankers::trainer)) {
      add(trainers, trainer, node);
    }
    ConfigNode model = node.require("model");
    String name;
    if (model.isMap()) {
      RankerTrainer trainer = Rankers.trainer(model);
      trainers.removeIf(t -> t.name().equals(trainer.name()));
      trainers.add(trainer);
      name = trainer.name();
    } else {
      name = model.asText();
      if (trainers.stream().noneMatch(t -> t.name().equals(name))) {
        trainers.add(Rankers.trainer(model));
      }
    }
    if (trainers.stream().noneMatch(t -> t.name().equals(BASELINE))) {
      trainers.addFirst(
          Rankers.trainer(ConfigNode.scalar(node.place(), "ranking.compare", BASELINE)));
    }
    TrainingSettings training = TrainingSettings.read(node.child("training"));
    ImportanceSettings importance = ImportanceSettings.read(node.child("importance"));
    node.finish();
    return new RankingSettings(name, trainers, training, importance);
  }

  private static void add(List<RankerTrainer> trainers, RankerTrainer trainer, ConfigNode node) {
    if (trainers.stream().anyMatch(t -> t.name().equals(trainer.name()))) {
      throw node.require("compare")
          .error("two rankers are called " + trainer.name() + "; give one of them another name:");
    }
    trainers.add(trainer);
  }
}
