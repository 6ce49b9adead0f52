package sluice.candidates.nearest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import sluice.core.Randomness;

/**
 * Makes the levels that hnswlib-core draws for the nodes of a graph a function of a seed.
 *
 * <p>The library draws a node's level from {@link ThreadLocalRandom} in the thread that adds the
 * node, and takes no generator of ours. The state of that generator is a field of the thread, which
 * is set here before each node. That needs {@code --add-opens java.base/java.lang=ALL-UNNAMED};
 * without it levels stay random. To be used and closed by the thread that adds, which then draws on
 * as if nothing had been.
 */
final class SeededLevels implements AutoCloseable {
  private static final Optional<VarHandle> STATE = state();

  private final long seed;
  private final long before;

  SeededLevels(long seed) {
    this.seed = seed;
    // A thread's first call initializes its state: later it would overwrite ours.
    ThreadLocalRandom.current();
    this.before = STATE.map(s -> (long) s.get(Thread.currentThread())).orElse(0L);
  }

  /** Says whether the JVM lets the state be set, so that a graph can be built again alike. */
  static boolean available() {
    return STATE.isPresent();
  }

  /** Makes the next draw of this thread a function of the seed and a node. */
  void next(int node) {
    // Each draw adds twice the thread's number to the state: the thread must not matter.
    set(Randomness.key(seed, "hnsw-level", node) - 2 * Thread.currentThread().threadId());
  }

  @Override
  public void close() {
    set(before);
  }

  private static void set(long value) {
    STATE.ifPresent(s -> s.set(Thread.currentThread(), value));
  }

  private static Optional<VarHandle> state() {
    try {
      return Optional.of(
          MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
              .findVarHandle(Thread.class, "threadLocalRandomSeed", long.class));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
