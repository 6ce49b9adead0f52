package sluice.evaluation.beyond.measures;

import java.util.Arrays;
import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;
import sluice.evaluation.beyond.ListContext;

/**
 * {@code popularity-lift@k}: how much more popular than the history.
 *
 * <p>With a over b the ratio r of means: r + (aᵤ − r bᵤ) / mean b, whose mean over users is r.
 */
public final class PopularityLift implements BeyondMeasureType {
  @Override
  public String type() {
    return "popularity-lift";
  }

  @Override
  public Better better() {
    return Better.NEITHER;
  }

  @Override
  public String summary() {
    return "popularity of the lists over that of the histories";
  }

  @Override
  public String description() {
    return "Mean popularity of the first k / mean popularity of the user's history, each averaged over"
        + " the users with both, the means then divided: 1 is as popular as what they chose"
        + " themselves, above 1 more so. Abdollahpouri and others (2020) print this less 1. Its"
        + " interval is that of the ratio's linear part (delta method).";
  }

  @Override
  public double[] values(CutLists lists) {
    double[] out = lists.perUser(user -> ListPopularity.popularity(lists, user));
    double[] history = lists.perUser(user -> ofHistory(lists.context(), user));
    double shown = 0;
    double had = 0;
    int n = 0;
    for (int u = 0; u < out.length; u++) {
      if (!Double.isNaN(out[u]) && !Double.isNaN(history[u])) {
        shown += out[u];
        had += history[u];
        n++;
      }
    }
    if (had == 0) {
      Arrays.fill(out, Double.NaN);
      return out;
    }
    double ratio = shown / had;
    double mean = had / n;
    for (int u = 0; u < out.length; u++) {
      out[u] = ratio + (out[u] - ratio * history[u]) / mean;
    }
    return out;
  }

  private static double ofHistory(ListContext context, int user) {
    int[] history = context.history(user);
    long sum = 0;
    for (int item : history) {
      sum += context.popularity(item);
    }
    return history.length == 0 ? Double.NaN : (double) sum / history.length;
  }
}
