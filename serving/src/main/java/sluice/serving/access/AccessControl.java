package sluice.serving.access;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Who may call a running server now, and how much; both may be changed while it serves. Safe for
 * use by many threads.
 */
public final class AccessControl {
  private final LongSupplier nanos;
  private final AtomicInteger running = new AtomicInteger();
  private volatile State state;

  private record State(ApiKeys keys, Limits limits, Callers callers) {}

  /** Lets those call who have a key, all where there are none, with the default limits. */
  public AccessControl(ApiKeys keys) {
    this(keys, Limits.DEFAULT);
  }

  /** Lets those call who have a key, all where there are none, so much. */
  public AccessControl(ApiKeys keys, Limits limits) {
    this(keys, limits, System::nanoTime);
  }

  /**
   * Lets those call who have a key, all where there are none, so much.
   *
   * @param nanos a clock that never steps back
   */
  public AccessControl(ApiKeys keys, Limits limits, LongSupplier nanos) {
    this.nanos = nanos;
    this.state = new State(keys, limits, new Callers(limits, nanos));
  }

  /**
   * Takes other keys and limits, from the next request on; where limits differ, counts begin anew.
   */
  public void change(ApiKeys keys, Limits limits) {
    Callers callers = limits.equals(state.limits) ? state.callers : new Callers(limits, nanos);
    state = new State(keys, limits, callers);
  }

  /** Returns the keys that are known now. */
  public ApiKeys keys() {
    return state.keys;
  }

  /**
   * Lets a request in, or not.
   *
   * @param caller who sends it: a key's name, or an address
   */
  public Admission enter(String caller) {
    State now = state;
    if (running.incrementAndGet() > now.limits.total() && now.limits.total() > 0) {
      running.decrementAndGet();
      return new Admission.Full();
    }
    long seconds = now.callers.enter(caller);
    if (seconds > 0) {
      running.decrementAndGet();
      return new Admission.Later(seconds);
    }
    return new Admission.Entered(() -> {
      running.decrementAndGet();
      now.callers.leave(caller);
    });
  }
}
