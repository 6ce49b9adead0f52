package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;
import sluice.evaluation.beyond.ListContext;

/** {@code novelty@k}: how unknown the items are. */
public final class Novelty implements BeyondMeasureType {
  @Override
  public String type() {
    return "novelty";
  }

  @Override
  public Better better() {
    return Better.HIGHER;
  }

  @Override
  public String summary() {
    return "mean self-information of the items, in bits";
  }

  @Override
  public String description() {
    return "Mean over the items of the first k of −log2(users who had the item / users), both in the"
        + " fitting part; an item nobody had counts as if one user had. Mean over all users; an"
        + " empty list counts 0 (Zhou and others 2010; RecTools' MIUF).";
  }

  @Override
  public double[] values(CutLists lists) {
    return lists.perUser(user -> novelty(lists, user));
  }

  private static double novelty(CutLists lists, int user) {
    ListContext context = lists.context();
    int n = lists.size(user);
    double sum = 0;
    for (int p = 0; p < n; p++) {
      int had = Math.max(1, context.popularity(lists.item(user, p)));
      sum -= Math.log((double) had / context.users());
    }
    return n == 0 ? 0 : sum / (n * Math.log(2));
  }
}
