package sluice.studies;

import java.util.List;
import java.util.Optional;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.funnel.FunnelSettings;

/**
 * The funnel run again and again on the same data and split: what ablations and learning curves
 * stand on. Two results differ by nothing but what was changed between them. Not thread-safe.
 */
public interface Trial {
  /** What one run gave. It holds every list of every system: keep what is needed, and let it go. */
  interface Result {
    /** Returns the measures by test request and system. */
    UserValues values();

    /** Returns the wall time. */
    double seconds();

    /** Returns the name of the ranker that is served. */
    String served();

    /** Returns the names of the sources that are fused, in their order. */
    List<String> sources();

    /** Returns the rankers, in the order of the config. */
    List<Ranker> rankers();

    /** Returns the rows that the rankers were trained on. */
    RankingSet train();

    /** Returns the rows that the rankers were tuned on. */
    RankingSet tune();

    /** Returns the train requests that were asked for, with every candidate. */
    Optional<RankingSet> seen();

    /** Returns the mean time that a test request took in one system, in milliseconds. */
    double millis(String system);
  }

  /** Returns what the data is called. */
  String dataset();

  /** Returns how many folds the protocol makes; runs are on the first. */
  int folds();

  /** Returns the first fold. */
  Fold fold();

  /** Returns the settings of the config. */
  FunnelSettings settings();

  /** Returns the first measure of the config. */
  Measure headline();

  /** Fits and measures the funnel with changed settings on the first fold. */
  default Result run(FunnelSettings changed, List<Measure> measures) {
    return run(changed, measures, fold(), List.of());
  }

  /**
   * Fits and measures the funnel with changed settings.
   *
   * @param fold such as the first one with fewer requests
   * @param seen train requests of which {@link Result#seen} is to hold every candidate
   */
  Result run(FunnelSettings changed, List<Measure> measures, Fold fold, List<JudgedRequest> seen);

  /**
   * Trains other rankers on the rows of a result and measures them on what was fitted there.
   *
   * @param of a result of {@code run}
   * @param changed of which the rankers alone may differ from the result's
   */
  Result rankAgain(Result of, FunnelSettings changed, List<Measure> measures);
}
