package sluice.evaluation.measures;

import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code MRR@k}: mean reciprocal rank of the first hit. */
public final class ReciprocalRank implements MeasureType {
  @Override
  public String type() {
    return "MRR";
  }

  @Override
  public String describe(Measure m) {
    return "1 / rank of the first hit among the first " + m.cutoff() + ", 0 without one";
  }

  @Override
  public Formula formula(Measure m) {
    return Formula.of(list -> list.hits() == 0 ? 0 : 1.0 / (list.place(0) + 1), relevant -> 1);
  }
}
