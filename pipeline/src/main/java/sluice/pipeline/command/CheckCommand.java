package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.RankerTrainer;
import sluice.core.ReportSection.Table;
import sluice.core.store.TemporaryFolder;
import sluice.core.text.ConsoleText;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.RepeatedRun;
import sluice.pipeline.run.RunFolder;
import sluice.ranking.settings.RankingSettings;
import sluice.studies.check.CheckResult;
import sluice.studies.check.CheckSuite;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice check}: the behaviour tests that a config declares. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the behaviour tests that a config declares.",
      "It fits the pipeline and checks whether slates are full and valid, whether what "
          + "must not matter changes nothing, how much a little noise changes, whether more of a "
          + "genre in the history brings more of it, and whether probabilities are calibrated. "
          + "The exit code is 2 where a required check fails. The key checks of the config "
          + "declares others.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice check",
      "  sluice check --config shop.yaml --out checks/shop",
      "  sluice check --set 'checks.suite=[{type: perturbation, noise: 0.1}]'"
    })
public final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "a folder to make, for checks.html, checks.md and checks.json")
  private @Nullable Path out;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console();
        TemporaryFolder work = TemporaryFolder.make()) {
      PipelineConfig config = options.read();
      List<CheckResult> results;
      if (out == null) {
        results = check(config, console, work.path());
      } else {
        try (RunFolder folder = RunFolder.open(out)) {
          results = check(config, console, work.path());
          new SectionsPage(
                  "Behaviour checks",
                  "dataset "
                      + config.data().dataset()
                      + " · served ranker "
                      + config
                          .ranking()
                          .model()
                          .map(RankerTrainer::name)
                          .orElse(RankingSettings.AUTO),
                  List.of(CheckSuite.section(results)))
              .write(folder.path(), "checks", "html", "md", "json");
          folder.complete();
        }
      }
      print(results, console);
      return CheckSuite.holds(results) ? 0 : 2;
    }
  }

  private static List<CheckResult> check(PipelineConfig config, Console console, Path work) {
    RepeatedRun.Result result = RepeatedRun.prepare(config, console, work).run();
    console.start("checks: " + config.checks().checks().size() + " declared", 0);
    List<CheckResult> results = result.checks(config);
    console.end();
    return results;
  }

  private static void print(List<CheckResult> results, Console console) {
    List<List<Object>> rows = new ArrayList<>();
    for (CheckResult r : CheckSuite.failedFirst(results)) {
      String words = r.words() + (r.required() ? "" : " (told, not required)");
      rows.add(List.of(r.outcome().label(), r.check(), r.figures(), words));
    }
    ConsoleText.table(new Table("", List.of("outcome", "check", "figure", "measured"), rows))
        .forEach(console::result);
    long fatal = results.stream().filter(CheckResult::fatal).count();
    console.result("");
    console.result(
        fatal == 0 ? "Every required check held." : fatal + " required checks failed: see above.");
    console.json(JsonMapper.shared().writeValueAsString(document(results)));
  }

  private static Map<String, Object> document(List<CheckResult> results) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("holds", CheckSuite.holds(results));
    document.put(
        "checks",
        results.stream()
            .map(r -> {
              Map<String, Object> check = new LinkedHashMap<>();
              check.put("check", r.check());
              check.put("outcome", r.outcome().label());
              check.put("required", r.required());
              check.put("figures", r.figures());
              check.put("probes", r.probes());
              check.put("words", r.words());
              return check;
            })
            .toList());
    return document;
  }
}
