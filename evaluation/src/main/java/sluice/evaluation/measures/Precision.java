package sluice.evaluation.measures;

import java.util.List;
import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code precision@k}: the share of the first k that is relevant. */
public final class Precision implements MeasureType {
  private static final String BY_LENGTH = "list";

  @Override
  public String type() {
    return "precision";
  }

  @Override
  public List<String> variants() {
    return List.of(BY_LENGTH);
  }

  @Override
  public String describe(Measure m) {
    int k = m.cutoff();
    return "hits among the first "
        + k
        + ", divided by "
        + (m.variant().equals(BY_LENGTH)
            ? "the length of the list where that is less than " + k + ", else by " + k
            : k + " even where the list is shorter");
  }

  @Override
  public Formula formula(Measure m) {
    int k = m.cutoff();
    if (m.variant().equals(BY_LENGTH)) {
      // the denominator is k for all; a shorter list's own length takes its place here
      return Formula.of(
          list -> (double) list.hits() * k / Math.clamp(list.length(), 1, k), relevant -> k);
    }
    return Formula.of(list -> list.hits(), relevant -> k);
  }
}
