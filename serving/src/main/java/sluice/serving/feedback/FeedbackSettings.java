package sluice.serving.feedback;

import java.time.Duration;

/**
 * How a feedback store works.
 *
 * @param capacity how many actions may wait to be stored, and, counted apart, how many slates; what
 *     comes on top is refused
 * @param rules when an action is marked
 * @param keepShown how long a slate is kept, by the clock of the server's machine; actions are kept
 *     for good
 */
public record FeedbackSettings(int capacity, SuspicionRules rules, Duration keepShown) {
  /** How many days slates are kept where nobody says. */
  public static final int KEEP_SHOWN_DAYS = 30;

  /** 10,000 of each, the default rules, slates for 30 days. */
  public static final FeedbackSettings DEFAULT =
      new FeedbackSettings(10_000, SuspicionRules.DEFAULT);

  /** Slates are kept for 30 days. */
  public FeedbackSettings(int capacity, SuspicionRules rules) {
    this(capacity, rules, Duration.ofDays(KEEP_SHOWN_DAYS));
  }

  /** Returns the same with slates kept for another time. */
  public FeedbackSettings keeping(Duration shown) {
    return new FeedbackSettings(capacity, rules, shown);
  }

  /** Checks. */
  public FeedbackSettings {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is below 1");
    }
    if (!keepShown.isPositive()) {
      throw new IllegalArgumentException("slates are kept for " + keepShown + ", not above 0");
    }
  }
}
