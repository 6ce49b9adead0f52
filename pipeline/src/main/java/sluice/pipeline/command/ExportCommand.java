package sluice.pipeline.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;
import sluice.ingestion.EventType;
import sluice.pipeline.console.Console;
import sluice.serving.feedback.ExportSettings;
import sluice.serving.feedback.Exported;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Suspicion;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice export}: what a feedback store holds, as a dataset that the next run trains on. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a server's feedback as a dataset for the next run.",
      "It holds what users did since a run, what they were shown, and the catalogue as it "
          + "is now: interactions.csv, impressions.csv, items.csv, users.csv and dataset.yaml. "
          + "off-policy reads impressions.csv.%n"
    },
    footer = {
      "%nExample:",
      "  sluice export --store jdbc:sqlite:data/feedback/shop.db --out feedback",
      "  sluice run --set dataset=feedback/dataset.yaml",
      "  sluice off-policy --log feedback/impressions.csv runs/latest/runs/slate.tsv"
    })
public final class ExportCommand implements Callable<Integer> {
  @Mixin private BundleOption run = new BundleOption();
  @Mixin private StoreOption store = new StoreOption();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "a folder that is not there yet, or is empty")
  @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
  private Path out;

  @Option(
      names = "--with",
      paramLabel = "MARK",
      split = ",",
      description =
          "actions with these marks too: ${COMPLETION-CANDIDATES}; without this none that is"
              + " marked")
  private List<Suspicion> with = List.of();

  @Option(
      names = "--reward-hours",
      paramLabel = "N",
      description =
          "an impression's reward is 1 where an action of positive weight on it names its request"
              + " within so many hours (default: ${DEFAULT-VALUE})")
  private int rewardHours = (int) ExportSettings.REWARD_WINDOW.toHours();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console();
        FeedbackStore events = store.open()) {
      Bundle bundle = run.load();
      Set<Suspicion> without = EnumSet.allOf(Suspicion.class);
      without.removeAll(with);
      Exported exported =
          events.export(
              out,
              new ExportSettings(
                  bundle.manifest().dataset() + "-feedback",
                  types(bundle),
                  without,
                  "",
                  Optional.of(bundle.funnel().fitted().part()),
                  window()));
      console.result(
          String.format(
              Locale.ROOT,
              "%,d interactions and %,d impressions in %s; %,d actions left out",
              exported.interactions(),
              exported.impressions(),
              out,
              exported.leftOut()));
      notes(exported).forEach(console::result);
      Path dataset = out.resolve("dataset.yaml");
      console.result("next: sluice run --set dataset=" + dataset);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("dataset", dataset.toString());
      document.put("interactions", exported.interactions());
      document.put("impressions", exported.impressions());
      document.put("otherImpressions", exported.otherImpressions());
      document.put("unripe", exported.unripe());
      document.put("leftOut", exported.leftOut());
      console.json(JsonMapper.shared().writeValueAsString(document));
      return 0;
    }
  }

  private Duration window() {
    if (rewardHours < 1) {
      throw new UserError("--reward-hours is " + rewardHours + "; 1 or more is expected");
    }
    return Duration.ofHours(rewardHours);
  }

  private List<String> notes(Exported exported) {
    List<String> notes = new ArrayList<>();
    if (exported.otherImpressions() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d impressions of similar, people, vector and search slates stand in"
                  + " other-impressions.csv: the user asked for them, so the dataset does not count"
                  + " them as recommended",
              exported.otherImpressions()));
    }
    if (exported.unripe() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d impressions are younger than %d h: their reward may still come; export again"
                  + " later, or give a shorter --reward-hours",
              exported.unripe(),
              rewardHours));
    }
    return notes;
  }

  /** What each type of event weighs in the bundle; those that weigh nothing are not exported. */
  private static Map<String, EventType> types(Bundle bundle) {
    Map<String, EventType> types = new LinkedHashMap<>();
    bundle
        .weights()
        .all()
        .forEach((type, weight) -> {
          if (weight != 0) {
            types.put(type, new EventType(Math.abs(weight), weight < 0));
          }
        });
    return types;
  }
}
