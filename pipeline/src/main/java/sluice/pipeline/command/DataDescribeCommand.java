package sluice.pipeline.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sluice.core.ReportSection;
import sluice.core.store.TemporaryFolder;
import sluice.core.text.ConsoleText;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.describe.DatasetDescription;
import sluice.ingestion.read.Ingestion;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.DatasetSource;
import sluice.pipeline.run.StageClock;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice data describe}: what one looks at before any model. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Describes a dataset before any model.",
      "It prints counts, density, long tail, distributions of ratings and times, missing "
          + "values, and each column.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice data describe sample",
      "  sluice data describe ml-latest-small",
      "  sluice data describe shop/dataset.yaml"
    })
final class DataDescribeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DATASET",
      description = "a name from sluice data list, a dataset.yaml, or a MovieLens folder")
  private String dataset = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "puts a value into the config, such as sample.users=1000; may be repeated")
  private List<String> sets = new ArrayList<>();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(sets);
    all.add("dataset='" + dataset.replace("'", "''") + "'");
    try (Console console = common.console();
        TemporaryFolder folder = TemporaryFolder.make()) {
      PipelineConfig config = PipelineConfig.read(Optional.empty(), all);
      StageClock clock = new StageClock(console);
      DatasetSource source = DatasetSource.of(config, clock);
      ReportSection section =
          clock.time(
              "read and describe " + dataset,
              () -> {
                CanonicalTables tables =
                    Ingestion.ingest(
                        source.spec(),
                        folder.path().resolve("tables"),
                        config.data().ingestion().withThreads(config.threads()),
                        console);
                tables.warnings().forEach(console::warn);
                return DatasetDescription.describe(tables, config.threads());
              });
      ConsoleText.of(List.of(section)).forEach(console::result);
      console.json(JsonMapper.shared().writeValueAsString(document(section)));
    }
    return 0;
  }

  private static Map<String, Object> document(ReportSection section) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (ReportSection.Block block : section.blocks()) {
      if (block instanceof ReportSection.Table table) {
        document.put(
            table.title(),
            table.rows().stream()
                .map(row -> {
                  Map<String, Object> cells = new LinkedHashMap<>();
                  for (int c = 0; c < row.size(); c++) {
                    cells.put(table.columns().get(c), row.get(c));
                  }
                  return cells;
                })
                .toList());
      }
    }
    return document;
  }
}
