package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sluice.ingestion.dataset.DatasetResolver;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.read.DataValidation;
import sluice.ingestion.read.IngestionSettings;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.DatasetSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sluice data validate}: checks one's own data against its declaration, and keeps nothing
 * but the bad rows.
 */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks data against its description.",
      "It checks types, ranges, keys, references and timestamps, and prints counts, bad "
          + "rows by reason, and warnings. The exit code is 2 where more rows are bad than a run "
          + "accepts.%n"
    },
    footer = {"%nExample:", "  sluice data validate shop/dataset.yaml"})
final class DataValidateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "a dataset.yaml, a folder that holds one, or a MovieLens folder")
  private String dataset = "";

  @Option(
      names = "--quarantine",
      paramLabel = "FILE",
      description = "where bad rows go, if there are any (default: ${DEFAULT-VALUE})")
  private Path quarantine = Path.of("quarantine.csv");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      DatasetSpec spec =
          new DatasetResolver("data validate", Path.of(""), DatasetSource.dataFolder())
              .resolve(dataset);
      IngestionSettings settings =
          IngestionSettings.DEFAULT.withThreads(Runtime.getRuntime().availableProcessors());
      DataValidation found = DataValidation.validate(spec, quarantine, settings, console);
      boolean tooMany = found.tooManyBad(settings.maxBadRows());
      console.result(found.toText() + found.next(dataset, quarantine, settings.maxBadRows()));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("valid", !tooMany);
      document.put("rows", found.tables().counts().rows());
      document.put("badRows", found.tables().counts().badRows());
      document.put("duplicates", found.tables().counts().duplicates());
      found.tables().values().ifPresent(v -> document.put("valueIs", v.kind().type().word()));
      document.put("warnings", found.tables().warnings());
      console.json(JsonMapper.shared().writeValueAsString(document));
      return tooMany ? 2 : 0;
    }
  }
}
