package sluice.evaluation.measures;

import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code hit-rate@k}: the share of users with a hit. */
public final class HitRate implements MeasureType {
  @Override
  public String type() {
    return "hit-rate";
  }

  @Override
  public String describe(Measure m) {
    return "1 with a hit among the first " + m.cutoff() + ", else 0";
  }

  @Override
  public Formula formula(Measure m) {
    return Formula.of(list -> Math.min(1, list.hits()), relevant -> 1);
  }
}
