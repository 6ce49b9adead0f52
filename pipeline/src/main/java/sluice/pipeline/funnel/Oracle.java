package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import sluice.core.Catalogue;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.evaluation.TrueGains;
import sluice.funnel.FittedFunnel;
import sluice.sample.truth.WorldTruth;

/**
 * The reference system {@code oracle}: ranks by the true expected value, which only the sample
 * world knows.
 *
 * <p>It is what a perfect model would do, and the yardstick of {@code nDCG@k(true)}. Besides it
 * only the simulator may see the truth. Safe for use by many threads.
 */
final class Oracle {
  private final WorldTruth truth;
  private final Catalogue catalogue;
  private final ThreadLocal<float[]> values;

  Oracle(Path worldFolder, Catalogue catalogue) {
    this.truth = WorldTruth.open(worldFolder);
    this.catalogue = catalogue;
    this.values = ThreadLocal.withInitial(() -> new float[catalogue.size()]);
  }

  /** Returns the n eligible items of the highest true value. */
  RankedItems rank(Request request, IntPredicate eligible, TieBreak ties, int n) {
    float[] own = values.get();
    truth.expectedValues(request.userId(), request.time(), catalogue.items(), own);
    TopK top = new TopK(n);
    top.reset(ties);
    for (int item = 0; item < own.length; item++) {
      if (own[item] >= top.threshold() && eligible.test(item)) {
        top.offer(item, own[item]);
      }
    }
    return top.take();
  }

  /** Returns the true value of each item a request may be given, for nDCG(true). */
  TrueGains gains(List<JudgedRequest> requests, FittedFunnel funnel) {
    return (user, out) -> {
      Request request = requests.get(user).request();
      truth.expectedValues(request.userId(), request.time(), catalogue.items(), out);
      IntPredicate eligible = funnel.eligible(request);
      for (int item = 0; item < out.length; item++) {
        if (!eligible.test(item)) {
          out[item] = Float.NaN;
        }
      }
    };
  }
}
