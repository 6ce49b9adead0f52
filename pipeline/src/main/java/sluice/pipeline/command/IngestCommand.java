package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.OfflineFunnel;
import sluice.pipeline.run.RunFolder;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice ingest}: the first stage alone, clean tables and the feature tables on them. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cleans raw data and writes tables.",
      "Bad rows go into quarantine. The result is clean Parquet tables and the dated "
          + "feature tables of the fitting part.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice ingest --set dataset=shop/dataset.yaml --out tables/shop",
      "  sluice ingest --set dataset=ml-latest-small/ --set protocol=per-user-temporal"
    })
public final class IngestCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "the folder to make (default: runs/<time>-<name>)")
  private @Nullable Path out;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      PipelineConfig parsed = options.read();
      OfflineFunnel funnel = new OfflineFunnel(parsed, console, options.arguments("ingest"));
      Path target =
          out == null
              ? RunFolder.defaultTarget(Path.of("runs"), funnel.datasetName() + "-tables")
              : out;
      try (RunFolder folder = RunFolder.open(target)) {
        funnel.ingestOnly(folder);
        folder.complete();
      }
      console.result("tables: " + target.resolve("tables"));
      Map<String, String> document = Map.of("tables", target.resolve("tables").toString());
      console.json(JsonMapper.shared().writeValueAsString(document));
    }
    return 0;
  }
}
