package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.core.Request;
import sluice.evaluation.Condition;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;
import sluice.evaluation.Run;
import sluice.evaluation.TrueGains;
import sluice.evaluation.UserValues;
import sluice.pipeline.config.PipelineConfig;

/**
 * The lists of all folds, judged.
 *
 * @param judgements a fold each
 * @param runs the systems' lists, a fold each
 * @param ratings whether the judgements hold values, some of them at the bound or above it
 * @param values every measure for every request of all folds; a request is named by its user where
 *     each makes one
 * @param users external id of the user of each request, in the order of {@code values}: what to
 *     cluster by where a user makes several requests or is in several folds
 */
record JudgedFolds(
    List<Judgements> judgements,
    List<List<Run>> runs,
    boolean ratings,
    UserValues values,
    List<String> users) {

  /** Judges. */
  static JudgedFolds of(PipelineConfig config, PreparedData data, List<FoldRun.Outcome> folds) {
    List<Judgements> judgements = new ArrayList<>();
    List<List<Run>> runs = new ArrayList<>();
    for (FoldRun.Outcome fold : folds) {
      judgements.add(
          Judgements.of(
              fold.fold().fitting().catalogue().items(), fold.fold().test(), Request::id));
      runs.add(
          fold.evaluation().systems().stream().map(OfflineEvaluation.SystemLists::run).toList());
    }
    double bound = config.evaluation().valueAtLeast();
    boolean ratings =
        data.tables().valueKind().isRating()
            && judgements.stream().anyMatch(j -> ratings(j, bound));
    List<Measure> measures = measures(config, data.source().world().isPresent(), ratings);
    List<UserValues> values = new ArrayList<>();
    for (int f = 0; f < folds.size(); f++) {
      FoldRun.Outcome fold = folds.get(f);
      Optional<TrueGains> truth =
          fold.oracle().map(o -> o.gains(fold.fold().test(), fold.funnel()));
      values.add(UserValues.of(judgements.get(f), runs.get(f), measures, truth, config.threads()));
    }
    List<String> users =
        folds.stream()
            .flatMap(fold -> fold.fold().test().stream())
            .map(judged -> judged.request().userId())
            .toList();
    UserValues all = values.size() == 1 ? values.getFirst() : UserValues.concat(values);
    return new JudgedFolds(
        // requests of one user are drawn and flipped together
        List.copyOf(judgements), List.copyOf(runs), ratings, all.ownedBy(users), users);
  }

  /**
   * Each measure, then on the sample world nDCG by the truth, then each for well-rated items alone.
   */
  private static List<Measure> measures(PipelineConfig config, boolean world, boolean ratings) {
    List<Measure> all = new ArrayList<>(config.evaluation().measures());
    if (world) {
      config.evaluation().measures().forEach(m -> m.byTruth().ifPresent(all::add));
    }
    if (ratings) {
      for (Measure m : config.evaluation().measures()) {
        if (m.needs() != MeasureType.Needs.TRUTH && m.condition().isEmpty()) {
          all.add(m.where(new Condition(config.evaluation().valueAtLeast())));
        }
      }
    }
    return all.stream().distinct().toList();
  }

  /** Ratings are values of which some lie at the bound or above it. */
  private static boolean ratings(Judgements judged, double bound) {
    if (bound <= 0 || !judged.hasValues()) {
      return false;
    }
    for (int row = 0; row < judged.start(judged.users()); row++) {
      if (judged.value(row) >= bound) {
        return true;
      }
    }
    return false;
  }
}
