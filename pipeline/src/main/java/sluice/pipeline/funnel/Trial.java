package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import sluice.core.Fold;
import sluice.evaluation.UserValues;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.StageClock;

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
   * What one run gave.
   *
   * @param outcome everything fitted and the lists of all systems
   * @param values the measures by test request and system
   * @param seconds wall time
   */
  record Result(FoldFunnel.Outcome outcome, UserValues values, double seconds) {}

  /**
   * Reads and parts the data that a config names.
   *
   * @param work an existing folder for tables and indexes
   */
  public static Trial prepare(PipelineConfig config, Console console, Path work) {
    StageClock clock = new StageClock(console);
    PreparedData data = PreparedData.prepare(config, console, clock, work.resolve("tables"));
    return new Trial(config, data, work, clock);
  }

  /** Returns the data. */
  PreparedData data() {
    return data;
  }

  /** Returns the first fold, which every run is on. */
  public Fold fold() {
    return data.split().folds().getFirst();
  }

  /**
   * Runs the funnel with another config of the stages; what it says of data and split is unread.
   */
  Result run(PipelineConfig changed) {
    return run(changed, fold());
  }

  /** Runs the funnel with another config on another fold, such as one with fewer requests. */
  Result run(PipelineConfig changed, Fold fold) {
    long started = System.nanoTime();
    Path folder = work.resolve("run-" + runs++);
    FoldFunnel.Outcome outcome =
        new FoldFunnel(
                fold,
                changed,
                data.split().excludeSeen(),
                data.source().world(),
                folder,
                folder.resolve("tables"),
                clock)
            .run();
    UserValues values = JudgedFolds.of(changed, data, List.of(outcome)).values();
    return new Result(outcome, values, (System.nanoTime() - started) / 1e9);
  }

  /** Returns the config the data was prepared with. */
  public PipelineConfig config() {
    return config;
  }
}
