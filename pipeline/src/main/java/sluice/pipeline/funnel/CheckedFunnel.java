package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import sluice.evaluation.UserValues;
import sluice.pipeline.check.CheckResult;
import sluice.pipeline.check.Probes;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;

/** Runs a funnel and asks its declared behaviour checks. */
public final class CheckedFunnel {
  private CheckedFunnel() {}

  /**
   * Reads the data, fits the funnel on the first fold and asks.
   *
   * @param work an existing folder for tables and indexes
   */
  public static List<CheckResult> check(PipelineConfig config, Console console, Path work) {
    Trial.Result result = Trial.prepare(config, console, work).run(config);
    console.start("checks: " + config.checks().checks().size() + " declared", 0);
    List<CheckResult> results = ask(config, result.outcome(), result.values());
    console.end();
    return results;
  }

  /** Asks the checks of a fold that has been run. */
  static List<CheckResult> ask(
      PipelineConfig config, FoldFunnel.Outcome outcome, UserValues values) {
    return config
        .checks()
        .ask(
            new FittedRecommender(outcome, values, config.evaluation().measures().getFirst()),
            Probes.draw(outcome.fold().test(), config.checks().probes(), config.seed()));
  }
}
