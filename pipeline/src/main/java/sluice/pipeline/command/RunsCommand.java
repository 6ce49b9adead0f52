package sluice.pipeline.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sluice.core.UserError;
import sluice.core.text.ConsoleText;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.RunIndex;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice runs}: the complete runs of a folder with their headlines. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists finished runs with their headline, the newest first.",
      "Writes index.html into the folder: the runs side by side, with links to their reports "
          + "and a chart over time of those that judge the same data.%n"
    },
    footer = {"%nExamples:", "  sluice runs", "  sluice runs experiments"})
public final class RunsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "the folder that holds the run folders (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("runs");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      if (!Files.isDirectory(folder)) {
        throw new UserError(folder + " is no folder; make a run with: sluice run");
      }
      RunIndex index = RunIndex.read(folder);
      if (index.runs().isEmpty()) {
        throw new UserError(
            "there is no complete run in " + folder + "/; make one with: sluice run");
      }
      Path page = index.page().write(folder, "index", "html");
      ConsoleText.table(index.table()).forEach(console::result);
      console.result("");
      console.result("page: " + page);
      console.json(JsonMapper.shared().writeValueAsString(document(index, page)));
    }
    return 0;
  }

  private static Map<String, Object> document(RunIndex index, Path page) {
    List<Map<String, Object>> runs = new ArrayList<>();
    for (RunIndex.Entry r : index.runs()) {
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("run", r.name());
      run.put("written", r.written());
      run.put("dataset", r.dataset());
      run.put("served", r.served());
      run.put("measure", r.measure());
      run.put("outcome", r.outcome());
      if (Double.isFinite(r.value().value())) {
        run.put("value", r.value().value());
      }
      if (Double.isFinite(r.gain())) {
        run.put("gain", r.gain());
      }
      runs.add(run);
    }
    return Map.of("runs", runs, "page", page.toString());
  }
}
