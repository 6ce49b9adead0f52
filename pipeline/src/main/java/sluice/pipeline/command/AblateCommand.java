package sluice.pipeline.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.store.TemporaryFolder;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.RepeatedRun;
import sluice.studies.ablation.Ablation;
import sluice.studies.ablation.AblationReport;
import sluice.studies.ablation.AblationStudy;

/** {@code sluice ablate}: what each source, group of features and stage is worth. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what each source, feature group and stage is worth.",
      "It leaves each out in turn, runs the pipeline on the same split with the same seed, "
          + "and compares user by user.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice ablate",
      "  sluice ablate --what sources,stages --out ablation",
      "  sluice ablate --config shop.yaml --what features --json",
      "%nEach source, and fusion, costs about as much as fitting a run; all feature groups "
          + "together cost about one run. With --out, the page is written as ablation.html, .md "
          + "and .json."
    })
public final class AblateCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--what",
      paramLabel = "KINDS",
      split = ",",
      description = "sources, features, stages: which are left out in turn (default: all three)")
  private List<String> what = new ArrayList<>(List.of("sources", "features", "stages"));

  @Mixin private PageOptions page = new PageOptions();

  @Override
  public Integer call() {
    try (Console console = page.console();
        TemporaryFolder work = TemporaryFolder.make()) {
      Set<Ablation.Kind> kinds = AblationStudy.kinds(what);
      PipelineConfig config = options.read();
      Optional<PageFolder> folder = page.open();
      RepeatedRun trial = RepeatedRun.prepare(config, console, work.path());
      AblationStudy.Outcome study = new AblationStudy(trial, console).run(kinds);
      AblationReport report = new AblationReport(study);
      PageOptions.tell(
          console,
          report.document(),
          folder,
          "ablation",
          new SectionsPage(
              "Ablation: " + study.dataset(),
              "./sluice " + String.join(" ", options.arguments("ablate")),
              List.of(report.section())));
    }
    return 0;
  }
}
