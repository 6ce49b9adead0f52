package sluice.serving.live;

/**
 * How the recommender runs.
 *
 * @param threads that run the funnel, 1 or more
 * @param waiting how many requests may wait for one, 1 or more
 * @param deadlineMillis within how long a request is answered where it does not say
 */
public record LiveSettings(int threads, int waiting, long deadlineMillis) {
  /** As many threads as cores, eight waiting for each, 250 ms. */
  public static LiveSettings defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new LiveSettings(cores, 8 * cores, 250);
  }

  /** Checks. */
  public LiveSettings {
    if (threads < 1 || waiting < 1 || deadlineMillis < 1) {
      throw new IllegalArgumentException("threads, places to wait and the deadline are 1 or more");
    }
  }
}
