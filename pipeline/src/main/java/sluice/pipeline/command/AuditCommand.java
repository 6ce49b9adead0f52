package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.ReportSection.Table;
import sluice.core.store.TemporaryFolder;
import sluice.core.text.ConsoleText;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.RepeatedRun;
import sluice.studies.audit.AuditResult;
import sluice.studies.audit.Finding;

/** {@code sluice audit}: looks for leaks from the held-out part into what is learned. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks for leaks from the test part into what is learned.",
      "It puts another future into a copy of the data and checks that nothing fitted "
          + "changes. It also looks for duplicates, late times, and features that are too good "
          + "to be true. The exit code is 2 where there is a leak. It takes about as long as two "
          + "runs.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice audit",
      "  sluice audit --set dataset=shop/dataset.yaml --out audit/shop"
    })
public final class AuditCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "an existing or new folder that receives audit.html and audit.json")
  private @Nullable Path out;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console();
        TemporaryFolder work = TemporaryFolder.make()) {
      PipelineConfig config = options.read();
      AuditResult result = RepeatedRun.prepare(config, console, work.path()).audit();
      List<List<Object>> rows = new ArrayList<>();
      for (Finding f : result.findings()) {
        rows.add(List.of(AuditResult.word(f.level()), f.check(), f.evidence()));
        if (!f.fix().isEmpty()) {
          rows.add(List.of("", "", f.fix()));
        }
      }
      ConsoleText.table(new Table("", List.of("result", "check", "evidence"), rows))
          .forEach(console::result);
      String subtitle = "dataset " + config.data().dataset() + ", seed " + config.seed();
      SectionsPage page = new SectionsPage("Leakage audit", subtitle, result.sections());
      console.json(page.json());
      if (out != null) {
        Path html = page.write(out, "audit", "json", "html");
        console.result("written: " + html + ", audit.json");
      }
      return result.level() == Finding.Level.LEAK ? 2 : 0;
    }
  }
}
