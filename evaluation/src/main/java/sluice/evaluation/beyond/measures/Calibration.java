package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code calibration@k}: whether the list mixes categories as the history does. */
public final class Calibration implements BeyondMeasureType {
  @Override
  public String type() {
    return "calibration";
  }

  @Override
  public Better better() {
    return Better.LOWER;
  }

  @Override
  public String summary() {
    return "Jensen–Shannon divergence of the list's categories from the history's";
  }

  @Override
  public String description() {
    return "Divergence in bits, 0 to 1, of the distribution over categories of the first k from that"
        + " of the user's history; an item spreads one unit evenly over its categories. 0 is"
        + " calibrated. Mean over users whose history has a category; a list without one counts"
        + " 1. Bounded, so that nothing is smoothed.";
  }

  @Override
  public Needs needs() {
    return Needs.CATEGORIES;
  }

  @Override
  public double[] values(CutLists lists) {
    return CategoryShares.divergences(
        lists, (history, list) -> list.length == 0 ? 1 : Divergence.jensenShannon(history, list));
  }
}
