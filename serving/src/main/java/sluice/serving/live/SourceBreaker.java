package sluice.serving.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers which candidate sources fail, so that a broken one is not asked by every request.
 *
 * <p>After {@value #FAILURES} failures in a row a source is left alone for {@value #REST_MILLIS}
 * ms; then one request tries it again. A source in which a thread hangs is left alone at once. Safe
 * for use by many threads.
 */
public final class SourceBreaker {
  static final int FAILURES = 5;
  static final long REST_MILLIS = 5_000;

  private final LongSupplier nanoTime;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  /** What is known of one source. */
  private static final class State {
    private int failuresInRow;
    private boolean resting;
    private long restUntil;
    private boolean told;
    private long toldAt;
  }

  /** Makes a breaker that trusts every source. */
  public SourceBreaker() {
    this(System::nanoTime);
  }

  SourceBreaker(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Says whether a source may be asked. */
  public boolean mayAsk(String source) {
    State state = state(source);
    synchronized (state) {
      if (!state.resting) {
        return true;
      }
      if (nanoTime.getAsLong() - state.restUntil < 0) {
        return false;
      }
      rest(state); // the one that is let through; the others wait for what becomes of it
      return true;
    }
  }

  /** Notes that a source answered. */
  public void answered(String source) {
    State state = state(source);
    synchronized (state) {
      state.failuresInRow = 0;
      state.resting = false;
    }
  }

  /**
   * Notes that a source failed.
   *
   * @return whether that is worth a line in the log: the first failure, and then one in {@value
   *     #REST_MILLIS} ms at most
   */
  public boolean failed(String source) {
    State state = state(source);
    synchronized (state) {
      if (++state.failuresInRow >= FAILURES) {
        rest(state);
      }
      long now = nanoTime.getAsLong();
      boolean news = !state.told || now - state.toldAt >= REST_MILLIS * 1_000_000;
      if (news) {
        state.told = true;
        state.toldAt = now;
      }
      return news;
    }
  }

  /** Notes that a thread hangs in a source. */
  public void hangs(String source) {
    State state = state(source);
    synchronized (state) {
      state.failuresInRow = FAILURES;
      rest(state);
    }
  }

  private void rest(State state) {
    state.resting = true;
    state.restUntil = nanoTime.getAsLong() + REST_MILLIS * 1_000_000;
  }

  private State state(String source) {
    return states.computeIfAbsent(source, s -> new State());
  }
}
