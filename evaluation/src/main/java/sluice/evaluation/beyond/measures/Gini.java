package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code gini@k}: how unequally items are shown. */
public final class Gini implements BeyondMeasureType {
  @Override
  public String type() {
    return "gini";
  }

  @Override
  public Better better() {
    return Better.LOWER;
  }

  @Override
  public String summary() {
    return "inequality of how often items are shown";
  }

  @Override
  public String description() {
    return "Gini coefficient of how often each item of the catalogue is in the first k of a list: 0"
        + " where all are shown equally often, near 1 where one item takes all. Of all users"
        + " together, without an interval.";
  }

  @Override
  public boolean ofTheSystem() {
    return true;
  }

  @Override
  public double[] values(CutLists lists) {
    return new double[] {Exposure.gini(Exposure.counts(lists))};
  }
}
