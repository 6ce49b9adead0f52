package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.OfflineFunnel;
import sluice.pipeline.funnel.RunSummary;
import sluice.pipeline.run.RunFolder;

/** {@code sluice run}: the whole offline funnel, from raw data to a report. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the whole offline pipeline and writes a report.",
      "The stages are ingestion, split, features, candidates, ranking and evaluation. "
          + "Without arguments it runs on the built-in sample world.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice run",
      "  sluice run --set ranking.model=logistic-regression",
      "  sluice run --config shop.yaml --out runs/shop",
      "  sluice run --set dataset=ml-latest-small/ --set protocol=per-user-temporal",
      "  sluice run --preset microsoft --set dataset=ml-latest-small/",
      "%nThe run folder receives report.html, report.md, report.json, manifest.json, qrels.tsv,"
          + " runs/*.tsv and tables/*.parquet. It gets its name only when it is complete."
    })
public final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "the run folder to make (default: runs/<time>-<name>)")
  private @Nullable Path out;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      PipelineConfig parsed = options.read();
      OfflineFunnel funnel = new OfflineFunnel(parsed, console, options.arguments("run"));
      Path target =
          out == null ? RunFolder.defaultTarget(Path.of("runs"), funnel.datasetName()) : out;
      try (RunFolder folder = RunFolder.open(target)) {
        RunSummary summary = funnel.run(folder);
        folder.complete();
        summary.print(console, target);
        return summary.failedChecks().isEmpty() ? 0 : 2;
      }
    }
  }
}
