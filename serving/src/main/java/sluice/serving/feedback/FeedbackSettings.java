package sluice.serving.feedback;

/**
 * How a feedback store works.
 *
 * @param capacity how many actions may wait to be stored, and, counted apart, how many slates; what
 *     comes on top is refused
 * @param rules when an action is marked
 */
public record FeedbackSettings(int capacity, SuspicionRules rules) {
  /** 10,000 of each, the default rules. */
  public static final FeedbackSettings DEFAULT =
      new FeedbackSettings(10_000, SuspicionRules.DEFAULT);

  /** Checks. */
  public FeedbackSettings {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is below 1");
    }
  }
}
