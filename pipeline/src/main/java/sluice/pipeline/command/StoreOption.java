package sluice.pipeline.command;

import picocli.CommandLine.Option;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;

/** The feedback store that a command works on and cannot do without: {@code --store}. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "URL",
      required = true,
      description = "the feedback store that was served with")
  private String url = "";

  /** Opens the store; the caller closes it. */
  FeedbackStore open() {
    return FeedbackStore.open(url, FeedbackSettings.DEFAULT);
  }
}
