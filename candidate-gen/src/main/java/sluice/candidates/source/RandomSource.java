package sluice.candidates.source;

import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.Catalogue;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * The reference system {@code random}: every item scores 0, so that the tie-break alone gives the
 * order.
 *
 * <p>Any scorer that knows nothing must come out exactly like it. Immutable, safe for use by many
 * threads.
 */
public record RandomSource(Catalogue catalogue) implements CandidateSource {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public boolean exhaustive() {
    return true;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    TopK top = new TopK(Math.min(n, catalogue.size()));
    top.reset(ties);
    for (int item = 0; item < catalogue.size(); item++) {
      if (eligible.test(item)) {
        top.offer(item, 0f);
      }
    }
    return top.take();
  }
}
