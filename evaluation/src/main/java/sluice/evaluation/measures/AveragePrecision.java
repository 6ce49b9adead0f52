package sluice.evaluation.measures;

import java.util.List;
import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code mAP@k}: mean average precision. */
public final class AveragePrecision implements MeasureType {
  private static final String BY_RELEVANT = "rel";

  @Override
  public String type() {
    return "mAP";
  }

  @Override
  public List<String> variants() {
    return List.of(BY_RELEVANT);
  }

  @Override
  public String describe(Measure m) {
    int k = m.cutoff();
    return "sum over the hits among the first "
        + k
        + " of the precision down to that rank, divided by "
        + (m.variant().equals(BY_RELEVANT)
            ? "the number of the user's relevant items, as trec_eval does"
            : "the smaller of "
                + k
                + " and the number of the user's relevant items, so that a perfect list scores 1");
  }

  @Override
  public Formula formula(Measure m) {
    int most = m.variant().equals(BY_RELEVANT) ? Integer.MAX_VALUE : m.cutoff();
    return Formula.of(
        list -> {
          double sum = 0;
          for (int h = 0; h < list.hits(); h++) {
            sum += (h + 1.0) / (list.place(h) + 1);
          }
          return sum;
        },
        relevant -> Math.min(relevant.count(), most));
  }
}
