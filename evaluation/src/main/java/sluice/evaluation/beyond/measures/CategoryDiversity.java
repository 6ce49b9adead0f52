package sluice.evaluation.beyond.measures;

import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CatalogueCategories;
import sluice.evaluation.beyond.CutLists;

/** {@code diversity@k(category)}: unlikeness inside a list by category. */
public final class CategoryDiversity implements BeyondMeasureType {
  @Override
  public String type() {
    return "diversity(category)";
  }

  @Override
  public Better better() {
    return Better.HIGHER;
  }

  @Override
  public String summary() {
    return "mean unlikeness of the pairs of a list, by category";
  }

  @Override
  public String description() {
    return "Mean over the pairs of the first k of 1 − Jaccard of their sets of categories; items"
        + " without a category are left out. Mean over all users; a list without a pair counts"
        + " 0 (Smyth and McClave 2001).";
  }

  @Override
  public Needs needs() {
    return Needs.CATEGORIES;
  }

  @Override
  public double[] values(CutLists lists) {
    CatalogueCategories categories = lists.context().categories().orElseThrow();
    return lists.perUser(user -> diversity(categories, lists, user));
  }

  private static double diversity(CatalogueCategories categories, CutLists lists, int user) {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < lists.size(user); a++) {
      int first = lists.item(user, a);
      for (int b = 0; b < a && categories.count(first) > 0; b++) {
        int second = lists.item(user, b);
        if (categories.count(second) > 0) {
          sum += 1 - categories.jaccard(first, second);
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }
}
