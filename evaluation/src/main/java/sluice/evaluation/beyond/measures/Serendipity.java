package sluice.evaluation.beyond.measures;

import java.util.Optional;
import sluice.evaluation.Judgements;
import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code serendipity@k}: hits that popularity would not have brought. */
public final class Serendipity implements BeyondMeasureType {
  @Override
  public String type() {
    return "serendipity";
  }

  @Override
  public Better better() {
    return Better.HIGHER;
  }

  @Override
  public String summary() {
    return "share of the list that is relevant and not in the popular list";
  }

  @Override
  public String description() {
    return "Relevant items among the first k that are not among the k most popular items the user may"
        + " be given / k. Mean over users with a relevant item; an empty list counts 0 (Ge and"
        + " others 2010, with popularity as the primitive model).";
  }

  @Override
  public Needs needs() {
    return Needs.POPULAR_ITEMS;
  }

  @Override
  public double[] values(CutLists lists) {
    return lists.perUser(user -> serendipity(lists, user));
  }

  private static double serendipity(CutLists lists, int user) {
    Judgements judged = lists.judged();
    if (judged.relevantItems(user, Optional.empty()) == 0) {
      return Double.NaN;
    }
    int[] popular = lists.context().popular(user);
    int first = Math.min(lists.cutoff(), popular.length);
    int hits = 0;
    for (int row = judged.start(user); row < judged.start(user + 1); row++) {
      if (judged.relevant(row, Optional.empty())) {
        int item = judged.item(row);
        boolean expected = false;
        for (int p = 0; p < first; p++) {
          expected |= popular[p] == item;
        }
        for (int p = 0; p < lists.size(user) && !expected; p++) {
          hits += lists.item(user, p) == item ? 1 : 0;
        }
      }
    }
    return (double) hits / lists.cutoff();
  }
}
