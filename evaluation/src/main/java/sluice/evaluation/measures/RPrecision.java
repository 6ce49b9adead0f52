package sluice.evaluation.measures;

import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/** {@code R-precision}: precision at the number of the user's relevant items. */
public final class RPrecision implements MeasureType {
  @Override
  public String type() {
    return "R-precision";
  }

  @Override
  public boolean hasCutoff() {
    return false;
  }

  @Override
  public String describe(Measure m) {
    return "hits among as many first items as the user has relevant ones, divided by that number";
  }

  @Override
  public Formula formula(Measure m) {
    return Formula.of(list -> list.hitsAmong(list.relevant()), relevant -> relevant.count());
  }
}
