package sluice.studies;

import java.util.List;
import sluice.core.RankerTrainer;
import sluice.funnel.FunnelSettings;
import sluice.ranking.calibration.CalibrationMethod;
import sluice.ranking.importance.ImportanceSettings;
import sluice.ranking.settings.RankingSettings;

/**
 * Settings that do no more than a {@link Trial} needs: the served ranker and the baseline alone,
 * next to no feature importance.
 */
public final class LeanSettings {
  private static final ImportanceSettings LEAST = new ImportanceSettings(1, 1, 0);

  private LeanSettings() {}

  /** Returns settings with the served ranker and the baseline alone. */
  public static FunnelSettings of(FunnelSettings settings) {
    return with(settings, served(settings));
  }

  /** Returns settings without the rankers that a first run found are not served. */
  public static FunnelSettings of(FunnelSettings settings, Trial.Result first) {
    return settings.ranking().model().isPresent()
        ? settings
        : of(settings.with(settings.ranking().serving(first.served())));
  }

  /**
   * Returns the baseline's trainer and the served ranker's, once where they are the same; all
   * trainers where the tune requests choose.
   */
  public static List<RankerTrainer> served(FunnelSettings settings) {
    return settings
        .ranking()
        .model()
        .map(model ->
            settings.ranking().compare().stream()
                .filter(
                    t -> t.name().equals(RankingSettings.BASELINE) || t.name().equals(model.name()))
                .toList())
        .orElse(settings.ranking().compare());
  }

  /** Returns settings that train these rankers. */
  public static FunnelSettings with(FunnelSettings settings, List<RankerTrainer> trainers) {
    RankingSettings ranking = settings.ranking();
    return settings.with(
        new RankingSettings(
            ranking.model(), trainers, ranking.training(), LEAST, CalibrationMethod.NONE));
  }
}
