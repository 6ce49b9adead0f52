package sluice.evaluation.measures;

import sluice.evaluation.Formula;
import sluice.evaluation.JudgedList;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/**
 * {@code AUC@k}: area under the ROC curve of the list over the catalogue, which is the share of
 * pairs of a relevant item and another one in which the relevant one stands first.
 *
 * <p>Items outside the first k stand behind it, all tied, and a tie counts half; no list counts 0
 * all the same. Items of the list that the catalogue does not hold are passed over.
 */
public final class Auc implements MeasureType {
  @Override
  public String type() {
    return "AUC";
  }

  @Override
  public Needs needs(Measure m) {
    return Needs.CATALOGUE;
  }

  @Override
  public String describe(Measure m) {
    return "share of pairs of a relevant item and another item of the catalogue in which the"
        + " relevant one stands first; items past the first "
        + m.cutoff()
        + " are tied behind them, a tie counts half";
  }

  @Override
  public Formula formula(Measure m) {
    return Formula.of(
        list -> orderedPairs(list, Math.min(list.length(), m.cutoff())),
        relevant -> relevant.count() * (double) relevant.others());
  }

  private static double orderedPairs(JudgedList list, int depth) {
    if (depth == 0) {
      return 0; // no list counts 0, as for every measure, not the half of all being tied
    }
    int others = list.others();
    double pairs = 0;
    int found = 0;
    int misses = 0;
    for (int place = 0; place < depth; place++) {
      if (found < list.hits() && list.place(found) == place) {
        pairs += others - misses;
        found++;
      } else if (list.inCatalogue(place)) {
        misses++;
      }
    }
    return pairs + (list.relevant() - found) * (double) (others - misses) / 2;
  }
}
