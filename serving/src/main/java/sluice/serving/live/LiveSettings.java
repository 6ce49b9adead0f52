package sluice.serving.live;

/**
 * How the recommender runs.
 *
 * @param threads that run the funnel, 1 or more
 * @param waiting how many requests may wait for one, 1 or more
 * @param deadlineMillis within how long a request is answered where it does not say
 */
public record LiveSettings(int threads, int waiting, long deadlineMillis) {
  /** How many requests may wait for each thread: a pause of some 50 ms turns nobody away. */
  private static final int WAITING = 32;

  /** So many threads, 32 requests waiting for each. */
  public static LiveSettings of(int threads, long deadlineMillis) {
    return new LiveSettings(threads, WAITING * threads, deadlineMillis);
  }

  /** Checks. */
  public LiveSettings {
    if (threads < 1 || waiting < 1 || deadlineMillis < 1) {
      throw new IllegalArgumentException("threads, places to wait and the deadline are 1 or more");
    }
  }
}
