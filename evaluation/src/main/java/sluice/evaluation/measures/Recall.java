package sluice.evaluation.measures;

import java.util.List;
import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code recall@k}: the share of the relevant items that is in the first k. */
public final class Recall implements MeasureType {
  private static final String CAPPED = "capped";

  @Override
  public String type() {
    return "recall";
  }

  @Override
  public List<String> variants() {
    return List.of(CAPPED);
  }

  @Override
  public String describe(Measure m) {
    int k = m.cutoff();
    return "hits among the first "
        + k
        + ", divided by "
        + (m.variant().equals(CAPPED) ? "the smaller of " + k + " and " : "")
        + "the number of the user's relevant items";
  }

  @Override
  public Formula formula(Measure m) {
    int most = m.variant().equals(CAPPED) ? m.cutoff() : Integer.MAX_VALUE;
    return Formula.of(list -> list.hits(), relevant -> Math.min(relevant.count(), most));
  }
}
