package sluice.serving.live;

import java.util.function.Consumer;
import java.util.function.Supplier;
import sluice.core.RankedItems;
import sluice.serving.funnel.SourceOutcome;
import sluice.serving.funnel.SourceOutcome.Status;
import sluice.serving.funnel.SourcePolicy;

/**
 * Asks sources one after the other until the time for retrieval is used up; what throws, or gives
 * back what no source may, is left out.
 *
 * <p>Half of the time that a request has left when it starts is retrieval's. A source cannot be
 * stopped once it runs: one that overstays takes its time from those after it, and one that hangs
 * is what {@link FunnelPool} looks for. For one request; not thread-safe.
 */
final class BudgetedSources implements SourcePolicy {
  private final SourceBreaker breaker;
  private final long until;
  private final Consumer<String> running;

  /**
   * Starts the clock.
   *
   * @param deadline of the whole request, as {@link System#nanoTime}
   * @param running told the source that is being asked, and the empty text when it is through
   */
  BudgetedSources(SourceBreaker breaker, long deadline, Consumer<String> running) {
    this.breaker = breaker;
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
        breaker.failed(source);
        return leftOut(source, Status.FAILED, System.nanoTime() - start, fault);
      }
      breaker.answered(source);
      return new SourceOutcome(source, Status.ANSWERED, list, System.nanoTime() - start, "");
    } catch (RuntimeException e) {
      breaker.failed(source);
      String what = e.getClass().getSimpleName();
      return leftOut(source, Status.FAILED, System.nanoTime() - start, "it threw " + what);
    } finally {
      running.accept("");
    }
  }

  private static SourceOutcome leftOut(String source, Status status, long nanos, String reason) {
    return new SourceOutcome(source, status, RankedItems.EMPTY, nanos, reason);
  }

  /** Says what is wrong with a list, the empty text where nothing is. */
  private static String fault(RankedItems list, int items) {
    for (int place = 0; place < list.size(); place++) {
      int item = list.item(place);
      if (item < 0 || item >= items) {
        return "it brought an item that does not exist";
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
