package sluice.pipeline.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.store.TemporaryFolder;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.RepeatedRun;
import sluice.studies.curves.CurveReport;
import sluice.studies.curves.CurveSettings;
import sluice.studies.curves.LearningCurves;

/** {@code sluice learning-curve}: quality against the share of data and of features. */
@Command(
    name = "learning-curve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures whether more data or more features would help.",
      "It compares quality on the same test requests with the share of each, and checks "
          + "whether the ranker can memorize a few requests.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice learning-curve",
      "  sluice learning-curve --shares 0.2,0.5,1 --features 0.5,1 --out curves",
      "  sluice learning-curve --thin users --shares 0.25,0.5 --config shop.yaml",
      "%nWith --thin requests all shares take about one run and a few trainings; with "
          + "--thin users each share is a run of its own. With --out, the page is written as "
          + "learning-curve.html, .md and .json."
    })
public final class LearningCurveCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--shares",
      paramLabel = "SHARES",
      split = ",",
      description = "shares of the data, all is always added (default: 0.1,0.2,0.5,1)")
  private List<Double> shares = new ArrayList<>(List.of(0.1, 0.2, 0.5, 1.0));

  @Option(
      names = "--features",
      paramLabel = "SHARES",
      split = ",",
      description = "shares of the features, all is always added (default: 0.25,0.5,1)")
  private List<Double> features = new ArrayList<>(List.of(0.25, 0.5, 1.0));

  @Option(
      names = "--thin",
      paramLabel = "WHAT",
      defaultValue = "requests",
      description = {
        "requests: those the ranker is trained on (default); users: whole users of all that",
        "is learned from, retrieval included"
      })
  private String thin = "requests";

  @Option(
      names = "--feature-order",
      paramLabel = "ORDER",
      defaultValue = "seed",
      description = "seed: at random (default); importance: those of the greatest weight first")
  private String order = "seed";

  @Mixin private PageOptions page = new PageOptions();

  @Override
  public Integer call() {
    try (Console console = page.console();
        TemporaryFolder work = TemporaryFolder.make()) {
      CurveSettings settings =
          new CurveSettings(
              shares,
              features,
              CurveSettings.Thin.valueOf(word("--thin", thin, List.of("requests", "users"))),
              CurveSettings.Order.valueOf(
                  word("--feature-order", order, List.of("seed", "importance"))));
      PipelineConfig config = options.read();
      Optional<PageFolder> folder = page.open();
      RepeatedRun trial = RepeatedRun.prepare(config, console, work.path());
      LearningCurves.Outcome curves = new LearningCurves(trial, console, settings).run();
      CurveReport report = new CurveReport(curves);
      PageOptions.tell(
          console,
          report.document(),
          folder,
          "learning-curve",
          new SectionsPage(
              "Learning curves: " + curves.dataset(),
              "./sluice " + String.join(" ", options.arguments("learning-curve")),
              report.sections()));
    }
    return 0;
  }

  private static String word(String option, String given, List<String> words) {
    if (!words.contains(given)) {
      throw new UserError(
          option
              + " "
              + given
              + ": one of "
              + String.join(", ", words)
              + " is expected"
              + ConfigNode.didYouMean(given, words));
    }
    return given.toUpperCase(Locale.ROOT);
  }
}
