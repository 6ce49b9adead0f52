package sluice.serving.access;

import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Lets those call who have a key, all where there are none, without limits. */
  public AccessControl(ApiKeys keys) {
    this(keys, Limits.NONE);
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
   * Takes other keys and limits, from the next request on; where limits differ, counts begin again.
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
   * Counts a request of a caller, when it begins.
   *
   * @param caller who sends it: a key's name, or an address
   * @return that it may go on, or has to come later
   */
  public Admission ask(String caller) {
    long seconds = state.callers.ask(caller);
    return seconds > 0 ? new Admission.Later(seconds) : new Admission.Entered(() -> {});
  }

  /**
   * Lets a request in that is read to its end, or not: what runs at a time is limited, what is
   * still being sent takes no place.
   *
   * @param caller who sends it: a key's name, or an address
   */
  public Admission enter(String caller) {
    State now = state;
    if (running.incrementAndGet() > now.limits.total() && now.limits.total() > 0) {
      running.decrementAndGet();
      return new Admission.Full();
    }
    if (!now.callers.enter(caller)) {
      running.decrementAndGet();
      return new Admission.Later(1);
    }
    AtomicBoolean inside = new AtomicBoolean(true);
    return new Admission.Entered(() -> {
      if (inside.getAndSet(false)) {
        running.decrementAndGet();
        now.callers.leave(caller);
      }
    });
  }
}
