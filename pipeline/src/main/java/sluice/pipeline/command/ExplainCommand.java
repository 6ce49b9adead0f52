package sluice.pipeline.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.console.Console;
import sluice.pipeline.explain.ExplainText;
import sluice.serving.live.Explained;
import sluice.serving.live.Explainer;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice explain}: the funnel for one user, source by source, feature by feature. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Explains why a user is shown an item, or is not.",
      "It says what each source brought, how candidates were ranked, and which features "
          + "and reasons count.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice explain --user u0000001",
      "  sluice explain --user u0000001 --item v0000383",
      "  sluice explain --run runs/shop --user anna --time 2026-01-31T12:00:00Z",
      "%nWith --item it also says of an item that is not shown at which stage it was lost."
    })
public final class ExplainCommand implements Callable<Integer> {
  @Mixin private BundleOption run = new BundleOption();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "ID",
      required = true,
      description = "whose list; an unknown user counts as a new one")
  private String user = "";

  @Option(
      names = {"-i", "--item"},
      paramLabel = "ID",
      description = "the item to explain, shown or not (default: all that are shown)")
  private @Nullable String item;

  @Mixin private RequestOptions asked = new RequestOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (user.isBlank()) {
      throw new UserError("--user is empty; a user's id is expected");
    }
    try (Console console = common.console()) {
      Bundle bundle = run.load();
      int size = asked.size(bundle);
      long when = asked.time(bundle);
      Explainer explainer = asked.withEvents(events -> new Explainer(bundle, events, when));
      Explained explained = explainer.explain(user, Optional.ofNullable(item), size);
      if (!explained.known()) {
        console.warn(
            "nobody knows the user '"
                + user
                + "'"
                + explainer.nearestUser(user)
                + ": explained as a newcomer");
      } else if (explained.funnel().history() == 0) {
        console.warn("the user '" + user + "' has no history before this time: like a newcomer");
      }
      ExplainText.of(explained, item != null).forEach(console::result);
      console.json(JsonMapper.shared().writeValueAsString(explained));
      return 0;
    }
  }
}
