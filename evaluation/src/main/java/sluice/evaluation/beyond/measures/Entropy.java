package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code entropy@k}: how evenly items are shown. */
public final class Entropy implements BeyondMeasureType {
  @Override
  public String type() {
    return "entropy";
  }

  @Override
  public Better better() {
    return Better.HIGHER;
  }

  @Override
  public String summary() {
    return "Shannon entropy of what is shown, in bits";
  }

  @Override
  public String description() {
    return "−Σ s log2 s with s an item's share of all places in the first k of the lists; 2 to this"
        + " power is how many items shown equally often would spread as far. Of all users"
        + " together, without an interval.";
  }

  @Override
  public boolean ofTheSystem() {
    return true;
  }

  @Override
  public double[] values(CutLists lists) {
    return new double[] {Exposure.entropy(Exposure.counts(lists))};
  }
}
