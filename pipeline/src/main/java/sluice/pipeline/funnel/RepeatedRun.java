package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.CandidateSource;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.funnel.FoldFitting;
import sluice.funnel.FunnelSettings;
import sluice.ingestion.split.DatasetLoader;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.StageClock;
import sluice.ranking.training.BuiltSet;
import sluice.studies.Trial;
import sluice.studies.audit.AuditResult;
import sluice.studies.audit.LeakageAudit;
import sluice.studies.check.CheckResult;

/**
 * The offline funnel run again and again on the same data without a run folder: what ablations,
 * learning curves and audits stand on.
 *
 * <p>The data is read and split once; each {@link #run} fits everything again on the first fold and
 * keeps its results in memory, so that two results differ by nothing but what was changed between
 * them. Files that stages need go into the folder given, which the caller removes. Not thread-safe.
 */
public final class RepeatedRun implements Trial {
  private final PipelineConfig config;
  private final PreparedData data;
  private final Path work;
  private final StageClock clock;
  private int runs;

  private RepeatedRun(PipelineConfig config, PreparedData data, Path work, StageClock clock) {
    this.config = config;
    this.data = data;
    this.work = work;
    this.clock = clock;
  }

  /**
   * What one run gave. It holds every list of every system: keep what is needed of it, and let it
   * go.
   *
   * @param outcome everything fitted and the lists of all systems
   * @param values the measures by test request and system
   * @param seconds wall time
   */
  public record Result(FoldRun.Outcome outcome, UserValues values, double seconds)
      implements Trial.Result {

    /** Asks the behaviour checks that a config declares. */
    public List<CheckResult> checks(PipelineConfig config) {
      return outcome.checks(config, values);
    }

    @Override
    public String served() {
      return outcome.evaluation().served();
    }

    @Override
    public List<String> sources() {
      return outcome.funnel().retrieval().sources().stream().map(CandidateSource::name).toList();
    }

    @Override
    public List<Ranker> rankers() {
      return outcome.learned().rankers();
    }

    @Override
    public RankingSet train() {
      return outcome.train().set();
    }

    @Override
    public RankingSet tune() {
      return outcome.tune().set();
    }

    @Override
    public Optional<RankingSet> seen() {
      return outcome.learned().seen().map(BuiltSet::set);
    }

    @Override
    public double millis(String system) {
      OfflineEvaluation.SystemLists lists = outcome.evaluation().lists(system);
      return lists.nanos.sum() / 1e6 / Math.max(1, lists.items.length);
    }
  }

  /**
   * Reads and parts the data that a config names.
   *
   * @param work an existing folder for tables and indexes
   */
  public static RepeatedRun prepare(PipelineConfig config, Console console, Path work) {
    StageClock clock = new StageClock(console);
    PreparedData data = PreparedData.prepare(config, console, clock, work.resolve("tables"));
    return new RepeatedRun(data.config(), data, work, clock);
  }

  /** Returns the data. */
  PreparedData data() {
    return data;
  }

  @Override
  public String dataset() {
    return data.tables().name();
  }

  @Override
  public Fold fold() {
    return data.split().folds().getFirst();
  }

  @Override
  public int folds() {
    return data.split().folds().size();
  }

  @Override
  public FunnelSettings settings() {
    return config.funnel();
  }

  @Override
  public Measure headline() {
    return config.evaluation().measures().getFirst();
  }

  /** Runs the funnel of the config. */
  public Result run() {
    return run(config, fold(), List.of());
  }

  @Override
  public Result run(
      FunnelSettings changed, List<Measure> measures, Fold fold, List<JudgedRequest> seen) {
    return run(config.with(changed, measures), fold, seen);
  }

  private Result run(PipelineConfig changed, Fold fold, List<JudgedRequest> seen) {
    Path folder = work.resolve("run-" + runs++);
    long started = System.nanoTime();
    FoldRun.Outcome outcome = funnel(changed, fold, folder).run(seen);
    return result(changed, outcome, started);
  }

  @Override
  public Result rankAgain(Trial.Result of, FunnelSettings changed, List<Measure> measures) {
    long started = System.nanoTime();
    PipelineConfig config = this.config.with(changed, measures);
    FoldRun.Outcome before = ((Result) of).outcome();
    FoldRun.Outcome outcome =
        funnel(config, before.fold(), work.resolve("again")).rankAgain(before);
    return result(config, outcome, started);
  }

  /** Returns the fitting of the first fold's funnel, of which nothing is fitted yet. */
  public FoldFitting fitting() {
    return new FoldFitting(
        fold(), data.split().excludeSeen(), config.funnel(), work.resolve("fitting"));
  }

  /** Audits the funnel of this config for leaks. */
  public AuditResult audit() {
    return new LeakageAudit(
            (all, split, folder) ->
                new FoldFitting(
                    split.folds().getFirst(), split.excludeSeen(), config.funnel(), folder),
            DatasetLoader.load(data.tables(), config.threads()),
            data.protocol(),
            config.data().seen(),
            data.tables().relevance(),
            config.seed(),
            work)
        .run();
  }

  private FoldRun funnel(PipelineConfig changed, Fold fold, Path folder) {
    return new FoldRun(
        fold,
        changed,
        data.split().excludeSeen(),
        data.source().world(),
        folder,
        folder.resolve("tables"),
        clock);
  }

  private Result result(PipelineConfig changed, FoldRun.Outcome outcome, long started) {
    UserValues values = JudgedFolds.of(changed, data, List.of(outcome)).values();
    return new Result(outcome, values, (System.nanoTime() - started) / 1e9);
  }

  /** Returns the config the data was prepared with. */
  public PipelineConfig config() {
    return config;
  }
}
