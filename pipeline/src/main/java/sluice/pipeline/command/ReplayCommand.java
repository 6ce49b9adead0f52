package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.console.Console;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.Replay;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice replay}: are recorded answers what the bundle computes offline, to the bit. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks that recorded answers are what the run computes offline.",
      "Computes again the requests that sluice serve --record wrote, from the bundle and "
          + "the feedback store, and compares items, scores and features with what was served.%n"
    },
    footer = {
      "%nExample:",
      "  sluice replay --run runs/shop --store jdbc:sqlite:shop.db served.jsonl",
      "%nExit code 0: no difference; 2: differences."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int TOLD = 20;

  @Mixin private BundleOption run = new BundleOption();
  @Mixin private StoreOption store = new StoreOption();

  @Parameters(paramLabel = "FILE", description = "what sluice serve --record wrote")
  @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
  private Path file;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console();
        FeedbackStore events = store.open()) {
      Bundle bundle = run.load();
      Replay.Report report = new Replay(bundle, events).run(file);
      report.differences().stream().limit(TOLD).forEach(console::result);
      String others = report.skipped() == 0 ? "" : ", " + report.skipped() + " of other bundles";
      console.result(
          String.format(
              Locale.ROOT,
              "%,d requests computed again, %,d differ%s",
              report.requests(),
              report.differences().size(),
              others));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("requests", report.requests());
      document.put("differ", report.differences().size());
      document.put("ofOtherBundles", report.skipped());
      document.put("differences", report.differences().stream().limit(TOLD).toList());
      console.json(JsonMapper.shared().writeValueAsString(document));
      return report.differences().isEmpty() ? 0 : 2;
    }
  }
}
