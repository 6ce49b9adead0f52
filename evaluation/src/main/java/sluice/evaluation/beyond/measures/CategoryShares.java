package sluice.evaluation.beyond.measures;

import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import sluice.evaluation.beyond.CatalogueCategories;
import sluice.evaluation.beyond.CutLists;

/**
 * How lists and histories spread over the categories: an item spreads one unit evenly over its own,
 * and items without a category are left out.
 */
final class CategoryShares {
  private static final double[] NONE = {};

  private final CutLists lists;
  private final CatalogueCategories categories;

  CategoryShares(CutLists lists) {
    this.lists = lists;
    this.categories = lists.context().categories().orElseThrow();
  }

  /** Returns how far each list is from its history, NaN for a history without a category. */
  static double[] divergences(CutLists lists, ToDoubleBiFunction<double[], double[]> divergence) {
    CategoryShares shares = new CategoryShares(lists);
    return lists.perUser(user -> {
      double[] history = shares.ofHistory(user);
      return history.length == 0
          ? Double.NaN
          : divergence.applyAsDouble(history, shares.ofList(user));
    });
  }

  /** Returns shares that sum to 1; of length 0 where no item of the history has a category. */
  double[] ofHistory(int user) {
    int[] history = lists.context().history(user);
    return shares(history.length, p -> history[p]);
  }

  /** Returns shares that sum to 1; of length 0 where no item of the list has a category. */
  double[] ofList(int user) {
    return shares(lists.size(user), p -> lists.item(user, p));
  }

  private double[] shares(int n, IntUnaryOperator items) {
    double[] shares = new double[categories.size()];
    int categorised = 0;
    for (int p = 0; p < n; p++) {
      int item = items.applyAsInt(p);
      int count = categories.count(item);
      for (int k = 0; k < count; k++) {
        shares[categories.code(item, k)] += 1.0 / count;
      }
      categorised += count > 0 ? 1 : 0;
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= categorised;
    }
    return categorised == 0 ? NONE : shares;
  }
}
