package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.FeatureMatrix;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Ranker;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.features.FeatureShift;
import sluice.funnel.FittedFunnel;
import sluice.funnel.FoldFitting;
import sluice.funnel.Funnel;
import sluice.funnel.RankerChoice;
import sluice.funnel.RankerTraining;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;
import sluice.ranking.StoppingCurve;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.importance.FeatureImportance;
import sluice.ranking.importance.ImportanceSection;
import sluice.ranking.importance.PermutationImportance;
import sluice.ranking.settings.RankingSettings;
import sluice.ranking.training.BuiltSet;
import sluice.studies.check.CheckResult;
import sluice.studies.check.ProbedFunnel;
import sluice.studies.check.Probes;

/**
 * One fold from its fitting part to the lists of all systems.
 *
 * <p>The stages are fitted on the train split first, to make training rows of the inner holdout,
 * and then again on the whole fitting part, to be measured and served.
 */
final class FoldRun {
  private final Fold fold;
  private final PipelineConfig config;
  private final boolean excludeSeen;
  private final Optional<Path> world;
  private final Path work;
  private final Path tables;
  private final StageClock clock;

  /**
   * What a fold gave.
   *
   * @param fold the split
   * @param funnel retrieval and features fitted on the whole fitting part
   * @param evaluation the lists of all systems
   * @param oracle the oracle, on the sample world
   * @param train what became of the train requests
   * @param tune what became of the tune requests
   * @param sections what the stages tell the report
   * @param learned the rankers and the whole rows of requests that they were trained on
   */
  record Outcome(
      Fold fold,
      FittedFunnel funnel,
      OfflineEvaluation evaluation,
      Optional<Oracle> oracle,
      BuiltSet train,
      BuiltSet tune,
      List<ReportSection> sections,
      Learned learned) {
    /** Asks the behaviour checks that a config declares. */
    List<CheckResult> checks(PipelineConfig config, UserValues values) {
      Measure headline = config.evaluation().measures().getFirst();
      Funnel served = evaluation.funnel();
      return config
          .checks()
          .ask(
              new ProbedFunnel(
                  served, system -> values.difference(headline, served.ranker().name(), system)),
              Probes.draw(fold.test(), config.checks().probes(), config.seed()));
    }
  }

  /**
   * The rankers, next to what they have seen.
   *
   * @param rankers in the order of the config
   * @param seen train requests with every candidate, as the tune requests have; empty where none
   *     were asked for
   * @param calibrators the probabilities of their scores, by name, of those that have one
   */
  record Learned(
      List<Ranker> rankers, Optional<BuiltSet> seen, Map<String, Calibrator> calibrators) {}

  FoldRun(
      Fold fold,
      PipelineConfig config,
      boolean excludeSeen,
      Optional<Path> world,
      Path work,
      Path tables,
      StageClock clock) {
    this.fold = fold;
    this.config = config;
    this.excludeSeen = excludeSeen;
    this.world = world;
    this.work = work;
    this.tables = tables;
    this.clock = clock;
  }

  /** Runs the fold. */
  Outcome run() {
    return run(List.of(), Optional.empty());
  }

  /** Runs the fold and serves a ranker that another fold has chosen. */
  Outcome run(String served) {
    return run(List.of(), Optional.of(served));
  }

  /**
   * Runs the fold and keeps some train requests with every candidate, to be scored by the rankers
   * that were trained on them.
   */
  Outcome run(List<JudgedRequest> seen) {
    return run(seen, Optional.empty());
  }

  private Outcome run(List<JudgedRequest> seen, Optional<String> servedElsewhere) {
    boolean ranks = config.funnel().ranks();
    ShiftSample shift =
        new ShiftSample(
            fold.train().size(), config.ranking().training().maxRequests(), config.seed());
    FoldFitting fitting = fitting(shift);
    List<ReportSection> sections = new ArrayList<>();
    List<Ranker> rankers = fitting.rankers();
    RankerChoice choice =
        servedElsewhere.map(name -> RankerChoice.named(rankers, name)).orElseGet(fitting::choice);
    sections.addAll(fitting.chosen());
    Optional<BuiltSet> whole =
        ranks && !seen.isEmpty() ? Optional.of(fitting.whole(seen)) : Optional.empty();
    if (ranks) {
      importance(rankers, fitting.tune()).ifPresent(sections::add);
      StoppingCurve.section(rankers).ifPresent(sections::add);
    }
    FittedFunnel outer = fitting.outer();
    sections.addAll(outer.retrieval().sections());
    if (ranks) {
      sections.add(outer.assembler().section());
    }
    // one fold is served, and its predictions are reported
    Map<String, Calibrator> calibrators = fold.number() == 0 ? fitting.calibrators() : Map.of();
    Optional<Oracle> oracle = world.map(folder -> new Oracle(folder, fold.fitting().catalogue()));
    OfflineEvaluation evaluation =
        new OfflineEvaluation(
            outer,
            fold.test(),
            rankers,
            choice.served(),
            fitting.slate(),
            config,
            oracle,
            calibrators);
    clock.run(
        "funnel: " + fold.test().size() + " test requests through every stage", evaluation::run);
    if (!config.reranking().isEmpty()) {
      clock.time("funnel: what re-ranking costs", evaluation::reranking).ifPresent(sections::add);
    }
    if (ranks) {
      FeatureMatrix training = shift.matrix(outer.assembler().schema());
      FeatureMatrix serving = evaluation.shift();
      // with no candidate on one side, as in a handful of rows, there is nothing to compare
      if (training.rows() > 0 && serving.rows() > 0) {
        sections.add(FeatureShift.psi(training, serving).section());
      }
    }
    int negatives = config.evaluation().sampledNegatives();
    if (negatives > 0) {
      sections.add(
          clock.time(
              "funnel: rank among " + negatives + " sampled negatives",
              () ->
                  new SampledEvaluation(
                          outer, evaluation, negatives, config.seed(), config.threads())
                      .section()));
    }
    return new Outcome(
        fold,
        outer,
        evaluation,
        oracle,
        fitting.train(),
        fitting.tune(),
        List.copyOf(sections),
        new Learned(rankers, whole, calibrators));
  }

  /** Measures an outcome of this fold once more with some of its rankers alone. */
  Outcome only(Outcome of, Collection<String> names) {
    List<Ranker> kept =
        of.learned().rankers().stream().filter(r -> names.contains(r.name())).toList();
    return again(
        of, kept, of.learned().calibrators(), of.sections(), "the rankers that every fold has");
  }

  /**
   * Trains the config's rankers on the rows of another outcome of this fold and measures them on
   * the retrieval and features that were fitted there.
   */
  Outcome rankAgain(Outcome of) {
    List<Ranker> rankers =
        new RankerTraining(config.funnel(), clock).fit(of.train().set(), of.tune().set());
    return again(of, rankers, Map.of(), List.of(), fold.test().size() + " test requests once more");
  }

  private Outcome again(
      Outcome of,
      List<Ranker> rankers,
      Map<String, Calibrator> calibrators,
      List<ReportSection> sections,
      String what) {
    OfflineEvaluation evaluation =
        new OfflineEvaluation(
            of.funnel(),
            fold.test(),
            rankers,
            RankerChoice.named(rankers, of.evaluation().served()).served(),
            of.evaluation().funnel().slate(),
            config,
            of.oracle(),
            calibrators);
    clock.run("funnel: " + what, evaluation::run);
    return new Outcome(
        fold,
        of.funnel(),
        evaluation,
        of.oracle(),
        of.train(),
        of.tune(),
        sections,
        new Learned(rankers, of.learned().seen(), calibrators));
  }

  private FoldFitting fitting(ShiftSample shift) {
    Map<String, Integer> places = new HashMap<>();
    for (JudgedRequest r : fold.train()) {
      places.put(r.request().id(), places.size());
    }
    return new FoldFitting(
        fold,
        excludeSeen,
        config.funnel(),
        work.resolve("inner"),
        tables,
        clock,
        (request, rows) -> take(shift, places, request, rows));
  }

  private static void take(
      ShiftSample shift, Map<String, Integer> places, Request request, FeatureMatrix rows) {
    Integer place = places.get(request.id());
    if (place != null) {
      shift.take(place, request, rows);
    }
  }

  private Optional<ReportSection> importance(List<Ranker> rankers, BuiltSet tune) {
    List<FeatureImportance> importance =
        clock.time(
            "ranking: feature importance",
            () ->
                rankers.stream()
                    .filter(r -> !r.name().equals(RankingSettings.BASELINE))
                    .map(r ->
                        PermutationImportance.measure(
                            r,
                            tune.set(),
                            config.ranking().importance(),
                            config.seed(),
                            config.threads()))
                    .toList());
    return importance.isEmpty() ? Optional.empty() : Optional.of(ImportanceSection.of(importance));
  }
}
