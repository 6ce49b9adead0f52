package sluice.funnel;

import java.util.function.Predicate;
import java.util.function.Supplier;
import sluice.core.RankedItems;

/**
 * How a source is asked: offline each in full, whatever happens; online within a budget, and left
 * out where it fails.
 */
@FunctionalInterface
public interface SourcePolicy {
  /** Every source in full; what a source throws, the request throws. */
  SourcePolicy IN_FULL =
      (source, items, retrieve) -> {
        long start = System.nanoTime();
        return SourceOutcome.answered(source, retrieve.get(), System.nanoTime() - start);
      };

  /** Every source in full but those that are left out. */
  static SourcePolicy without(Predicate<String> leftOut) {
    return (source, items, retrieve) ->
        leftOut.test(source)
            ? SourceOutcome.leftOut(source, SourceOutcome.Status.SKIPPED, 0, "left out")
            : IN_FULL.ask(source, items, retrieve);
  }

  /**
   * Asks a source, or does not.
   *
   * @param source its name
   * @param items how many items the catalogue has
   * @param retrieve asks it
   */
  SourceOutcome ask(String source, int items, Supplier<RankedItems> retrieve);
}
