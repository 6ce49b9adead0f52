package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code popularity@k}: how popular the items are. */
public final class ListPopularity implements BeyondMeasureType {
  @Override
  public String type() {
    return "popularity";
  }

  @Override
  public Better better() {
    return Better.NEITHER;
  }

  @Override
  public String summary() {
    return "mean number of users who had the items";
  }

  @Override
  public String description() {
    return "Mean over the items of the first k of the number of users who had the item in the fitting"
        + " part. Mean over users with a list (Yin and others 2012, average recommendation"
        + " popularity).";
  }

  @Override
  public double[] values(CutLists lists) {
    return lists.perUser(user -> popularity(lists, user));
  }

  /** Returns the mean over a list, NaN for an empty one. */
  static double popularity(CutLists lists, int user) {
    int n = lists.size(user);
    long sum = 0;
    for (int p = 0; p < n; p++) {
      sum += lists.context().popularity(lists.item(user, p));
    }
    return n == 0 ? Double.NaN : (double) sum / n;
  }
}
