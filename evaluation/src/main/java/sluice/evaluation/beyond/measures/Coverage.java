package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code coverage@k}: the share of the catalogue that anyone is shown. */
public final class Coverage implements BeyondMeasureType {
  @Override
  public String type() {
    return "coverage";
  }

  @Override
  public Better better() {
    return Better.HIGHER;
  }

  @Override
  public String summary() {
    return "share of the catalogue that is in anyone's list";
  }

  @Override
  public String description() {
    return "Distinct items in the first k of all lists / items of the catalogue. Of all users"
        + " together; it grows with the number of users, so that only runs on the same users"
        + " compare, and has no interval, as a resample of users would always cover less.";
  }

  @Override
  public boolean ofTheSystem() {
    return true;
  }

  @Override
  public double[] values(CutLists lists) {
    return new double[] {Exposure.coverage(Exposure.counts(lists))};
  }
}
