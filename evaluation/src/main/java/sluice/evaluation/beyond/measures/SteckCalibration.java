package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code calibration@k(kl)}: calibration by Steck's divergence. */
public final class SteckCalibration implements BeyondMeasureType {
  @Override
  public String type() {
    return "calibration(kl)";
  }

  @Override
  public Better better() {
    return Better.LOWER;
  }

  @Override
  public String summary() {
    return "Steck's divergence of the list's categories from the history's";
  }

  @Override
  public String description() {
    return "Σ p ln(p / q'), q' = 0.99 q + 0.01 p, with p the distribution over categories of the"
        + " history and q of the first k, from 0 to ln 100 = 4.6; p and q as in calibration@k."
        + " Mean over users whose history has a category; a list without one counts ln 100"
        + " (Steck 2018, with α = 0.01 and all items weighing the same).";
  }

  @Override
  public Needs needs() {
    return Needs.CATEGORIES;
  }

  @Override
  public double[] values(CutLists lists) {
    return CategoryShares.divergences(
        lists,
        (history, list) ->
            Divergence.steck(history, list.length == 0 ? new double[history.length] : list));
  }
}
