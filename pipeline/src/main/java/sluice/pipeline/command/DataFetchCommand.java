package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sluice.ingestion.dataset.DatasetFetcher;
import sluice.ingestion.dataset.NamedDatasets;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.DatasetSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice data fetch}: downloads a dataset, checks it and unpacks it. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Downloads a dataset, checks it and unpacks it.",
      "An interrupted download goes on where it stopped. A wrong checksum or a lost "
          + "connection changes nothing that was there before.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice data fetch ml-latest-small",
      "  sluice data fetch ml-1m --to /data/movielens"
    })
final class DataFetchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "a name from sluice data list")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "where datasets are kept (default: SLUICE_DATA, else data)")
  private @Nullable Path to;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "fetch from this folder in place of the publisher's, such as a mirror")
  private @Nullable String baseUrl;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      NamedDatasets.find(name)
          .ifPresent(d -> {
            console.note("licence: " + d.terms().licence());
            if (!d.terms().citation().isEmpty()) {
              console.note("cite:    " + d.terms().citation());
            }
          });
      Path folder =
          DatasetFetcher.fetch(
              name,
              to == null ? DatasetSource.dataFolder() : to,
              Optional.ofNullable(baseUrl),
              console);
      console.result("dataset: " + folder);
      console.json(
          JsonMapper.shared().writeValueAsString(java.util.Map.of("dataset", folder.toString())));
    }
    return 0;
  }
}
