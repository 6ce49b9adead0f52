package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.CandidateSource;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.evaluation.UserValues;
import sluice.funnel.FoldFitting;
import sluice.ingestion.split.DatasetLoader;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.StageClock;
import sluice.ranking.training.BuiltSet;
import sluice.studies.audit.AuditResult;
import sluice.studies.audit.LeakageAudit;
import sluice.studies.check.CheckResult;

/**
 * The offline funnel run again and again on the same data without a run folder: what ablations,
 * learning curves and audits stand on.
 *
 * <p>The data is read and parted once; each {@link #run} fits everything anew on the first fold and
 * keeps its results in memory, so that two results differ by nothing but what was changed between
 * them. Files that stages need go into the folder given, which the caller removes. Not thread-safe.
 */
public final class Trial {
  private final PipelineConfig config;
  private final PreparedData data;
  private final Path work;
  private final StageClock clock;
  private int runs;

  private Trial(PipelineConfig config, PreparedData data, Path work, StageClock clock) {
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
   * @param stages what each stage cost
   */
  public record Result(
      FoldRun.Outcome outcome, UserValues values, double seconds, List<StageClock.Stage> stages) {
    /** Copies. */
    public Result {
      stages = List.copyOf(stages);
    }

    /** Asks the behaviour checks that a config declares. */
    public List<CheckResult> checks(PipelineConfig config) {
      return outcome.checks(config, values);
    }

    /** Returns the name of the ranker that is served. */
    public String served() {
      return outcome.evaluation().served();
    }

    /** Returns the names of the sources that are fused, in their order. */
    public List<String> sources() {
      return outcome.funnel().retrieval().sources().stream().map(CandidateSource::name).toList();
    }

    /** Returns the rankers, in the order of the config. */
    public List<Ranker> rankers() {
      return outcome.learned().rankers();
    }

    /** Returns the rows that the rankers were trained on. */
    public RankingSet train() {
      return outcome.train().set();
    }

    /** Returns the rows that the rankers were tuned on. */
    public RankingSet tune() {
      return outcome.tune().set();
    }

    /** Returns the train requests that were asked for, with every candidate. */
    public Optional<RankingSet> seen() {
      return outcome.learned().seen().map(BuiltSet::set);
    }

    /** Returns the mean time that a test request took in one system, in milliseconds. */
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
  public static Trial prepare(PipelineConfig config, Console console, Path work) {
    StageClock clock = new StageClock(console);
    PreparedData data = PreparedData.prepare(config, console, clock, work.resolve("tables"));
    return new Trial(data.config(), data, work, clock);
  }

  /** Returns the data. */
  PreparedData data() {
    return data;
  }

  /** Returns what the data is called. */
  public String dataset() {
    return data.tables().name();
  }

  /** Returns the first fold, which every run is on. */
  public Fold fold() {
    return data.split().folds().getFirst();
  }

  /** Returns how many folds the protocol makes. */
  public int folds() {
    return data.split().folds().size();
  }

  /**
   * Runs the funnel with another config of the stages; what it says of data and split is unread.
   */
  public Result run(PipelineConfig changed) {
    return run(changed, fold(), List.of());
  }

  /** Runs the funnel with another config on another fold, such as one with fewer requests. */
  public Result run(PipelineConfig changed, Fold fold) {
    return run(changed, fold, List.of());
  }

  /**
   * Runs the funnel with another config on another fold.
   *
   * @param seen train requests of which {@link Result#seen} shall hold every candidate
   */
  public Result run(PipelineConfig changed, Fold fold, List<JudgedRequest> seen) {
    Path folder = work.resolve("run-" + runs++);
    long started = System.nanoTime();
    int before = clock.stages().size();
    FoldRun.Outcome outcome = funnel(changed, fold, folder).run(seen);
    return result(changed, outcome, started, before);
  }

  /**
   * Trains other rankers on the rows of a result and measures them on what was fitted there.
   *
   * @param of a result of {@link #run}
   * @param changed of which the rankers alone, and the measures, may differ from the result's
   */
  public Result rankAgain(Result of, PipelineConfig changed) {
    long started = System.nanoTime();
    int before = clock.stages().size();
    FoldRun.Outcome outcome =
        funnel(changed, of.outcome().fold(), work.resolve("again")).rankAgain(of.outcome());
    return result(changed, outcome, started, before);
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

  private Result result(PipelineConfig changed, FoldRun.Outcome outcome, long started, int before) {
    UserValues values = JudgedFolds.of(changed, data, List.of(outcome)).values();
    List<StageClock.Stage> all = clock.stages();
    return new Result(
        outcome, values, (System.nanoTime() - started) / 1e9, all.subList(before, all.size()));
  }

  /** Returns the config the data was prepared with. */
  public PipelineConfig config() {
    return config;
  }
}
