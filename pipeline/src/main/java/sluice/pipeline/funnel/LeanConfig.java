package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.List;
import sluice.core.RankerTrainer;
import sluice.evaluation.Measure;
import sluice.pipeline.config.EvaluationSettings;
import sluice.pipeline.config.PipelineConfig;
import sluice.ranking.importance.ImportanceSettings;
import sluice.ranking.settings.RankingSettings;

/**
 * A config that does no more than a {@link Trial} needs: the served ranker and the baseline alone,
 * a few measures, next to no feature importance.
 */
public final class LeanConfig {
  private static final ImportanceSettings LEAST = new ImportanceSettings(1, 1, 0);

  private LeanConfig() {}

  /** Returns a config with the served ranker and the baseline alone, and these measures. */
  public static PipelineConfig of(PipelineConfig config, List<Measure> measures) {
    EvaluationSettings evaluation =
        config.evaluation().withMeasures(measures.stream().distinct().toList());
    return with(config, served(config)).withEvaluation(evaluation);
  }

  /** Returns the baseline's trainer and the served ranker's, once where they are the same. */
  public static List<RankerTrainer> served(PipelineConfig config) {
    List<RankerTrainer> kept = new ArrayList<>();
    for (RankerTrainer trainer : config.ranking().compare()) {
      if (trainer.name().equals(RankingSettings.BASELINE)
          || trainer.name().equals(config.served())) {
        kept.add(trainer);
      }
    }
    return List.copyOf(kept);
  }

  /** Returns a config that trains these rankers. */
  public static PipelineConfig with(PipelineConfig config, List<RankerTrainer> trainers) {
    RankingSettings ranking = config.ranking();
    return config.withRanking(
        new RankingSettings(ranking.model(), trainers, ranking.training(), LEAST));
  }
}
