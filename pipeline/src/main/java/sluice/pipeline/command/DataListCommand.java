package sluice.pipeline.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sluice.ingestion.dataset.NamedDataset;
import sluice.ingestion.dataset.NamedDatasets;
import sluice.pipeline.console.Console;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice data list}: the datasets known by name, with size and licence. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {"Lists the datasets known by name, with size and licence."})
final class DataListCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      for (NamedDataset d : NamedDatasets.all()) {
        console.result(d.name());
        console.result("  size     " + d.size());
        console.result("  licence  " + d.terms().licence());
        d.download()
            .ifPresent(from -> {
              console.result("  from     " + from.url());
              console.result("  checksum " + from.checksum());
            });
        if (!d.terms().citation().isEmpty()) {
          console.result("  cite     " + d.terms().citation());
        }
      }
      console.json(JsonMapper.shared().writeValueAsString(document()));
    }
    return 0;
  }

  private static List<Map<String, String>> document() {
    return NamedDatasets.all().stream()
        .map(d -> {
          Map<String, String> row = new LinkedHashMap<>();
          row.put("name", d.name());
          row.put("size", d.size());
          row.put("licence", d.terms().licence());
          row.put("citation", d.terms().citation());
          d.download().ifPresent(from -> row.put("url", from.url()));
          return row;
        })
        .toList();
  }
}
