package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.ConfigNode;
import sluice.core.YamlFile;
import sluice.core.store.TemporaryFolder;
import sluice.evaluation.report.SectionsPage;
import sluice.funnel.FoldFitting;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.RepeatedRun;
import sluice.studies.search.RankerSearch;
import sluice.studies.search.SearchReport;
import sluice.studies.search.SearchSettings;
import sluice.studies.search.SearchSpace;
import sluice.studies.search.SearchTrial;
import sluice.studies.search.TrialLog;
import sluice.studies.search.TunedRanker;

/** {@code sluice tune}: searches the settings of a ranker. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Searches the settings of a ranker.",
      "It makes the training rows once, trains the ranker with one choice of settings after "
          + "another, and judges each by nDCG@10 on the tune part. The test part is not read.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice tune",
      "  sluice tune --ranker logistic-regression --type random --trials 50",
      "  sluice tune --ranker xgboost --space '{depth: [3, 9]}' --log trials.jsonl",
      "%nThe chosen settings are printed as YAML. With --out, the page is written as tune.html, .md "
          + "and .json."
    })
public final class TuneCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--ranker",
      paramLabel = "YAML",
      description =
          "as ranking.model takes it; trial 0 has its settings (default: ${DEFAULT-VALUE})")
  private String ranker = "xgboost";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "random, tpe or halving (default: ${DEFAULT-VALUE})")
  private String type = "tpe";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "the most trials; with halving those of its first round (default: ${DEFAULT-VALUE})")
  private int trials = 20;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "no trial begins once the trials so far took as long (default: ${DEFAULT-VALUE})")
  private double minutes = 10;

  @Option(
      names = "--space",
      paramLabel = "YAML",
      description = {
        "what each setting may be, such as {depth: [3, 9], eta: [0.02, 0.3, log],",
        "scaling: [quantile, z-score]}; built-in rankers have one"
      })
  private @Nullable String space;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "keeps each trial as it ends; a search that was broken off goes on from it")
  private @Nullable Path log;

  @Mixin private PageOptions page = new PageOptions();

  @Override
  public Integer call() {
    try (Console console = page.console();
        TemporaryFolder work = TemporaryFolder.make()) {
      SearchSettings settings =
          ConfigNode.map(
                  "--type, --trials, --minutes",
                  "",
                  Map.of(
                      "type", ConfigNode.scalar("--type", "type", type),
                      "trials", ConfigNode.scalar("--trials", "trials", (long) trials),
                      "minutes", ConfigNode.scalar("--minutes", "minutes", minutes)))
              .bind(SearchSettings.class);
      ConfigNode node = YamlFile.parseValue(ranker, "--ranker", "ranker");
      SearchSpace searched =
          space == null
              ? SearchSpace.of(TunedRanker.type(node))
              : SearchSpace.read(YamlFile.parseValue(space, "--space", "space"));
      TunedRanker tuned = new TunedRanker(node, searched);
      PipelineConfig config = options.read();
      Optional<TrialLog> kept =
          Optional.ofNullable(log).map(file -> TrialLog.open(file, what(config, searched)));
      Optional<PageFolder> folder = page.open();
      RepeatedRun run = RepeatedRun.prepare(config, console, work.path());
      FoldFitting fitting = run.fitting();
      List<SearchTrial> done =
          new RankerSearch(
                  settings,
                  searched,
                  config.seed(),
                  tuned.judge(
                      fitting.train().set(), fitting.tune().set(), config.seed(), config.threads()),
                  kept)
              .run();
      SearchReport report = new SearchReport(done, tuned);
      PageOptions.tell(
          console,
          report.document(),
          folder,
          "tune",
          new SectionsPage(
              "Tuning " + TunedRanker.type(node) + ": " + run.dataset(),
              "./sluice " + String.join(" ", options.arguments("tune")),
              List.of(report.section())));
      console.result("");
      report.yaml().lines().forEach(console::result);
    }
    return 0;
  }

  /** Returns what the trials depend on besides the data's bytes. */
  private String what(PipelineConfig config, SearchSpace searched) {
    String all = type + " " + ranker + " " + searched.dimensions() + " " + config.resolved();
    return all.replaceAll("\\R", " ");
  }
}
