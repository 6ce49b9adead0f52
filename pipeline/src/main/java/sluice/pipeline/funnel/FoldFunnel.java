package sluice.pipeline.funnel;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.ReportSection;
import sluice.features.FeatureShift;
import sluice.funnel.FittedFunnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;
import sluice.ranking.importance.FeatureImportance;
import sluice.ranking.importance.ImportanceSection;
import sluice.ranking.importance.PermutationImportance;
import sluice.ranking.training.BuiltSet;
import sluice.ranking.training.TrainingCounts;
import sluice.ranking.training.TrainingSetBuilder;

/**
 * The funnel of one fold: fit on the inner part, train the rankers on its holdout, fit again on the
 * whole fitting part, measure. Where the config names no ranker but the order of retrieval, the
 * first two and the features are left out: a protocol that judges candidate sources alone runs in
 * the time they take.
 *
 * <p>Nothing here sees the test requests' labels; they are read only after every list is made.
 */
final class FoldFunnel {
  private final Fold fold;
  private final PipelineConfig config;
  private final boolean excludeSeen;
  private final Optional<Path> world;
  private final Path work;
  private final Path tables;
  private final StageClock clock;
  private final List<ReportSection> sections = new ArrayList<>();

  /**
   * What a fold gave.
   *
   * @param fold the split
   * @param funnel retrieval and features fitted on the whole fitting part
   * @param measuring the lists of all systems
   * @param oracle the oracle, on the sample world
   * @param train what became of the train requests
   * @param tune what became of the tune requests
   * @param sections what the stages tell the report
   * @param learned the rankers and the whole rows of requests that they were trained on
   */
  record Outcome(
      Fold fold,
      FittedFunnel funnel,
      Measuring measuring,
      Optional<Oracle> oracle,
      BuiltSet train,
      BuiltSet tune,
      List<ReportSection> sections,
      Learned learned) {}

  /**
   * The rankers, beside what they have seen.
   *
   * @param rankers in the order of the config
   * @param seen train requests with every candidate, as the tune requests have; empty where none
   *     were asked for
   */
  record Learned(List<Ranker> rankers, Optional<BuiltSet> seen) {}

  FoldFunnel(
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
    return run(List.of());
  }

  /**
   * Runs the fold and keeps some train requests with every candidate, to be scored by the rankers
   * that were trained on them.
   */
  Outcome run(List<JudgedRequest> seen) {
    boolean ranks = config.ranks();
    Trained trained = ranks ? train(seen) : untrained();
    FittedFunnel outer =
        FunnelFitting.fit(
            fold.fitting(), fold.dated(), config, excludeSeen, false, folder(tables), clock);
    sections.addAll(outer.retrieval().sections());
    if (ranks) {
      sections.add(outer.assembler().section());
    }
    Optional<Oracle> oracle = world.map(folder -> new Oracle(folder, fold.fitting().catalogue()));
    Measuring measuring = new Measuring(outer, fold.test(), trained.rankers(), config, oracle);
    clock.run(
        "funnel: " + fold.test().size() + " test requests through every stage", measuring::run);
    if (ranks) {
      shift(trained, measuring);
    }
    int negatives = config.evaluation().sampledNegatives();
    if (negatives > 0) {
      sections.add(
          clock.time(
              "funnel: rank among " + negatives + " sampled negatives",
              () ->
                  new SampledMeasuring(outer, measuring, negatives, config.seed(), config.threads())
                      .section()));
    }
    return new Outcome(
        fold,
        outer,
        measuring,
        oracle,
        trained.train(),
        trained.tune(),
        List.copyOf(sections),
        new Learned(trained.rankers(), trained.seen()));
  }

  private void shift(Trained trained, Measuring measuring) {
    FeatureMatrix training = trained.shift().matrix();
    FeatureMatrix serving = measuring.shift().matrix();
    // with no candidate on one side, as in a handful of rows, there is nothing to compare
    if (training.rows() > 0 && serving.rows() > 0) {
      sections.add(FeatureShift.psi(training, serving).section());
    }
  }

  /** Measures an outcome of this fold once more with some of its rankers alone. */
  Outcome only(Outcome of, Collection<String> names) {
    List<Ranker> kept =
        of.learned().rankers().stream().filter(r -> names.contains(r.name())).toList();
    Measuring measuring = new Measuring(of.funnel(), fold.test(), kept, config, of.oracle());
    clock.run("funnel: the rankers that every fold has", measuring::run);
    return new Outcome(
        fold,
        of.funnel(),
        measuring,
        of.oracle(),
        of.train(),
        of.tune(),
        of.sections(),
        new Learned(kept, of.learned().seen()));
  }

  /**
   * Trains the config's rankers on the rows of another outcome of this fold and measures them on
   * the retrieval and features that were fitted there.
   */
  Outcome rankAgain(Outcome of) {
    List<Ranker> rankers = rankers(of.train().set(), of.tune().set());
    Measuring measuring = new Measuring(of.funnel(), fold.test(), rankers, config, of.oracle());
    clock.run("funnel: " + fold.test().size() + " test requests once more", measuring::run);
    return new Outcome(
        fold,
        of.funnel(),
        measuring,
        of.oracle(),
        of.train(),
        of.tune(),
        List.of(),
        new Learned(rankers, of.learned().seen()));
  }

  /** Where nothing ranks by features, the inner part is of no use and is not fitted on. */
  private Trained untrained() {
    FeatureSchema none = new FeatureSchema(List.of());
    BuiltSet empty =
        new BuiltSet(
            new RankingSet(
                new FeatureMatrix(none, 0),
                new float[0],
                new float[0],
                new int[1],
                new int[0],
                List.of()),
            new TrainingCounts(0, 0, 0, 0, 0, 0, 0));
    List<Ranker> order =
        config.ranking().compare().stream()
            .map(t -> t.fit(empty.set(), empty.set(), config.seed(), config.threads()))
            .toList();
    return new Trained(
        order, empty, empty, Optional.empty(), new ShiftSample(none, 0, config.seed()));
  }

  private record Trained(
      List<Ranker> rankers,
      BuiltSet train,
      BuiltSet tune,
      Optional<BuiltSet> seen,
      ShiftSample shift) {}

  private Trained train(List<JudgedRequest> seen) {
    FittedFunnel inner =
        FunnelFitting.fit(
            fold.inner(),
            fold.innerDated(),
            config,
            excludeSeen,
            true,
            folder(work.resolve("inner")),
            clock);
    ShiftSample shift =
        new ShiftSample(
            inner.assembler().schema(),
            fold.train().size(),
            config.ranking().training().maxRequests(),
            config.seed());
    TrainingSetBuilder builder =
        new TrainingSetBuilder(
            config.ranking().training(), fold.inner(), config.seed(), config.threads());
    BuiltSet train =
        clock.time(
            "ranking: training rows of " + fold.train().size() + " requests",
            () -> builder.train(fold.train(), InnerFeatures.perThread(inner, shift, fold.train())));
    BuiltSet tune =
        clock.time(
            "ranking: tuning rows of " + fold.tune().size() + " requests",
            () -> builder.tune(fold.tune(), InnerFeatures.perThread(inner, shift, List.of())));
    Optional<BuiltSet> whole =
        seen.isEmpty()
            ? Optional.empty()
            : Optional.of(
                clock.time(
                    "ranking: all candidates of " + seen.size() + " train requests",
                    () -> builder.tune(seen, InnerFeatures.perThread(inner, shift, List.of()))));
    List<Ranker> fitted = rankers(train.set(), tune.set());
    List<FeatureImportance> importance =
        clock.time(
            "ranking: feature importance",
            () ->
                fitted.stream()
                    .filter(r -> !r.name().equals(Measuring.BASELINE))
                    .map(r ->
                        PermutationImportance.measure(
                            r,
                            tune.set(),
                            config.ranking().importance(),
                            config.seed(),
                            config.threads()))
                    .toList());
    if (!importance.isEmpty()) {
      sections.add(ImportanceSection.of(importance));
    }
    return new Trained(fitted, train, tune, whole, shift);
  }

  private List<Ranker> rankers(RankingSet train, RankingSet tune) {
    List<RankerTrainer> trainers =
        config.ranking().compare().stream().filter(t -> trainable(t, train)).toList();
    Ranker[] rankers = new Ranker[trainers.size()];
    clock.run(
        "ranking: train " + trainers.stream().map(RankerTrainer::name).collect(joining(", ")),
        () ->
            // learners that run on one thread train side by side; none depends on another
            Parallel.run(
                config.threads(),
                rankers.length,
                () -> trainers,
                (i, all) ->
                    rankers[i] = all.get(i).fit(train, tune, config.seed(), config.threads())));
    return List.of(rankers);
  }

  /** A learner needs rows of both kinds; the baseline needs none. */
  private boolean trainable(RankerTrainer trainer, RankingSet train) {
    if (trainer.name().equals(Measuring.BASELINE)) {
      return true;
    }
    boolean positive = false;
    boolean negative = false;
    for (int row = 0; row < train.rows(); row++) {
      positive |= train.label(row) > 0;
      negative |= train.label(row) <= 0;
    }
    if (!positive || !negative) {
      clock
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

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }
}
