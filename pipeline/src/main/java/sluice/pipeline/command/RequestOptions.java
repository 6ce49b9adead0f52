package sluice.pipeline.command;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.Query;

/**
 * What commands that recommend without a server ask for: {@code --n}, {@code --time}, {@code
 * --store}.
 */
final class RequestOptions {
  @Option(
      names = "--n",
      paramLabel = "N",
      description = "how many items a user is shown (default: the slate of the run)")
  private @Nullable Integer n;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "the time of the request, such as 2026-01-31T12:00:00Z (default: where the data ends)")
  private @Nullable String time;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "the feedback store whose events count as well (default: none)")
  private @Nullable String store;

  /** Returns how many items are asked for. */
  int size(Bundle bundle) {
    int size = n == null ? bundle.manifest().slate() : n;
    if (size < 1 || size > Query.MOST) {
      throw new UserError("--n is " + size + "; 1 to " + Query.MOST + " is expected");
    }
    return size;
  }

  /** Returns the time asked for, in ms. */
  long time(Bundle bundle) {
    return RequestTime.of(time, bundle);
  }

  /** Opens the store that was named, if any, for as long as it is used. */
  <T> T withEvents(Function<Optional<FeedbackStore>, T> use) {
    if (store == null) {
      return use.apply(Optional.empty());
    }
    try (FeedbackStore events = FeedbackStore.open(store, FeedbackSettings.DEFAULT)) {
      return use.apply(Optional.of(events));
    }
  }
}
