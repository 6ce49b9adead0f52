package sluice.funnel;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.core.Parallel;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.ranking.calibration.CalibrationMethod;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.settings.RankingSettings;

/**
 * Trains the rankers of the config on rows that were made before, and calibrates them.
 *
 * @param settings of the stages
 * @param steps notified of the step
 */
public record RankerTraining(FunnelSettings settings, StepTimer steps) {
  /** Returns the rankers that could be trained, in the order of the config. */
  public List<Ranker> fit(RankingSet train, RankingSet tune) {
    List<RankerTrainer> trainers =
        settings.ranking().compare().stream().filter(t -> trainable(t, train)).toList();
    Ranker[] fitted = new Ranker[trainers.size()];
    // learners that run on one thread train side by side; none depends on another
    return steps.time(
        "ranking: train " + trainers.stream().map(RankerTrainer::name).collect(joining(", ")),
        () -> {
          Parallel.run(
              settings.threads(),
              fitted.length,
              () -> trainers,
              (i, all) ->
                  fitted[i] = all.get(i).fit(train, tune, settings.seed(), settings.threads()));
          return List.of(fitted);
        });
  }

  /**
   * Returns the probabilities of the scores of those rankers that have one, by name.
   *
   * @param rows all candidates of the calibrate requests
   * @param negativesShare see {@link sluice.ranking.training.BuiltSet#negativesShare}
   */
  Map<String, Calibrator> calibrators(
      List<Ranker> rankers, RankingSet rows, double negativesShare) {
    CalibrationMethod method = settings.ranking().calibration();
    Map<String, Calibrator> fitted = new HashMap<>();
    for (Ranker ranker : rankers) {
      if (!ranker.name().equals(RankingSettings.BASELINE)) {
        Calibrator.fit(method, ranker, rows, negativesShare)
            .ifPresent(c -> fitted.put(ranker.name(), c));
      }
    }
    return fitted;
  }

  /** A learner needs rows of both kinds; the baseline needs none. */
  private boolean trainable(RankerTrainer trainer, RankingSet rows) {
    if (trainer.name().equals(RankingSettings.BASELINE)) {
      return true;
    }
    boolean positive = false;
    boolean negative = false;
    for (int row = 0; row < rows.rows(); row++) {
      positive |= rows.label(row) > 0;
      negative |= rows.label(row) <= 0;
    }
    if (!positive || !negative) {
      steps
          .progress()
          .warn(
              trainer.name()
                  + " cannot be trained: the inner holdout's candidates hold "
                  + (positive ? "no negative" : "no relevant item")
                  + "; it is left out, and where it was to be served the order of retrieval is");
      return false;
    }
    return true;
  }
}
