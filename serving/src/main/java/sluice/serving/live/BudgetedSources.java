package sluice.serving.live;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sluice.core.RankedItems;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourceOutcome.Status;
import sluice.funnel.SourcePolicy;

/**
 * Asks sources one after the other until the time for retrieval is used up; what throws, or gives
 * back what no source may, is left out.
 *
 * <p>Half of the time that a request has left when it starts is retrieval's. A source cannot be
 * stopped once it runs: one that overstays takes its time from those after it, and one that hangs
 * is what {@link FunnelPool} looks for. For one request; not thread-safe.
 */
final class BudgetedSources implements SourcePolicy {
  private static final System.Logger LOG = System.getLogger(BudgetedSources.class.getName());

  /** So many places of the stack are told of what a source threw. */
  private static final int PLACES = 8;

  private final SourceBreaker breaker;
  private final IntPredicate wanted;
  private final long until;
  private final Consumer<String> running;

  /**
   * Starts the clock.
   *
   * @param breaker remembers which sources fail
   * @param wanted which items may be shown; what brings another is broken
   * @param deadline of the whole request, as {@link System#nanoTime}
   * @param running told the source that is being asked, and the empty text when it is through
   */
  BudgetedSources(
      SourceBreaker breaker, IntPredicate wanted, long deadline, Consumer<String> running) {
    this.breaker = breaker;
    this.wanted = wanted;
    long now = System.nanoTime();
    this.until = now + (deadline - now) / 2;
    this.running = running;
  }

  @Override
  public SourceOutcome ask(String source, int items, Supplier<RankedItems> retrieve) {
    if (System.nanoTime() - until > 0) {
      return leftOut(source, Status.LATE, 0, "no time was left for it");
    }
    if (!breaker.mayAsk(source)) {
      return leftOut(source, Status.SKIPPED, 0, "it failed " + SourceBreaker.FAILURES + " times");
    }
    long start = System.nanoTime();
    running.accept(source);
    try {
      RankedItems list = retrieve.get();
      String fault = fault(list, items);
      if (!fault.isEmpty()) {
        return failed(source, System.nanoTime() - start, fault, "");
      }
      breaker.answered(source);
      return new SourceOutcome(source, Status.ANSWERED, list, System.nanoTime() - start, "");
    } catch (OutOfMemoryError e) {
      throw e; // nobody knows what else is broken
    } catch (RuntimeException | Error e) {
      String what = "it threw " + e.getClass().getSimpleName();
      return failed(source, System.nanoTime() - start, what, places(e));
    } finally {
      running.accept("");
    }
  }

  private SourceOutcome failed(String source, long nanos, String reason, String places) {
    if (breaker.failed(source)) {
      LOG.log(Level.WARNING, "the source {0} is left out: {1}{2}", source, reason, places);
    }
    return leftOut(source, Status.FAILED, nanos, reason);
  }

  /** Says where something was thrown; without its message, which may name a user. */
  private static String places(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .limit(PLACES)
        .map(place -> "\n  at " + place)
        .collect(Collectors.joining());
  }

  private static SourceOutcome leftOut(String source, Status status, long nanos, String reason) {
    return new SourceOutcome(source, status, RankedItems.EMPTY, nanos, reason);
  }

  /** Says what is wrong with a list, the empty text where nothing is. */
  private String fault(@Nullable RankedItems list, int items) {
    if (list == null) {
      return "it brought nothing, not even an empty list";
    }
    BitSet brought = new BitSet(items);
    for (int place = 0; place < list.size(); place++) {
      int item = list.item(place);
      if (item < 0 || item >= items) {
        return "it brought an item that does not exist";
      }
      if (brought.get(item)) {
        return "it brought an item twice";
      }
      brought.set(item);
      if (!wanted.test(item)) {
        return "it brought an item that may not be shown";
      }
      if (Float.isNaN(list.score(place))) {
        return "it brought a score that is no number";
      }
      if (place > 0 && list.score(place) > list.score(place - 1)) {
        return "its scores do not descend";
      }
    }
    return "";
  }
}
