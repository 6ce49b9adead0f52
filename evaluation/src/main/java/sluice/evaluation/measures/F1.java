package sluice.evaluation.measures;

import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code F1@k}: the harmonic mean of precision and recall, 2 · hits / (k + |rel|). */
public final class F1 implements MeasureType {
  @Override
  public String type() {
    return "F1";
  }

  @Override
  public String describe(Measure m) {
    int k = m.cutoff();
    return "twice the hits among the first "
        + k
        + ", divided by "
        + k
        + " plus the number of the user's relevant items: the harmonic mean of precision and"
        + " recall";
  }

  @Override
  public Formula formula(Measure m) {
    return Formula.of(list -> list.hits(), relevant -> (m.cutoff() + relevant.count()) / 2.0);
  }
}
