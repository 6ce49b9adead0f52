package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.List;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.UserValues;
import sluice.evaluation.report.SliceTable;
import sluice.evaluation.report.Slices;

/**
 * The slices of the report: warm and cold users, users by activity, items by popularity, warm and
 * cold items.
 */
final class UserAndItemSlices {
  private static final int ITEM_CUTOFF = 20;
  private static final List<String> QUARTERS =
      List.of("least quarter", "second quarter", "third quarter", "most quarter");

  private final List<FoldFunnel.Outcome> folds;
  private final UserValues values;
  private final Measure measure;

  UserAndItemSlices(List<FoldFunnel.Outcome> folds, UserValues values, Measure measure) {
    this.folds = folds;
    this.values = values;
    this.measure = measure;
  }

  /** Returns the tables; those of items are of the first fold. */
  List<SliceTable> tables(Judgements judgements, List<Run> runs) {
    List<JudgedRequest> requests = new ArrayList<>();
    folds.forEach(f -> requests.addAll(f.fold().test()));
    int[] history = requests.stream().mapToInt(r -> r.request().history().size()).toArray();
    int[] activity = Slices.quarters(history);
    int[] counts = interactionsPerItem();
    int[] popularity = Slices.quarters(counts);
    List<SliceTable> tables = new ArrayList<>();
    tables.add(
        Slices.byUser(
            "slice-warm-cold-users",
            "Warm users (with a history) and cold ones",
            values,
            measure,
            List.of("warm", "cold"),
            u -> history[u] > 0 ? 0 : 1));
    tables.add(
        Slices.byUser(
            "slice-activity",
            "Users by the length of their history",
            values,
            measure,
            QUARTERS,
            u -> activity[u]));
    tables.add(
        Slices.byItem(
            "slice-item-popularity",
            "Items by their interactions in the fitting part",
            judgements,
            runs,
            ITEM_CUTOFF,
            QUARTERS,
            item -> item < popularity.length ? popularity[item] : -1));
    tables.add(
        Slices.byItem(
            "slice-warm-cold-items",
            "Items with interactions, without any, and outside the catalogue",
            judgements,
            runs,
            ITEM_CUTOFF,
            List.of("warm", "cold", "outside the catalogue"),
            item -> item >= counts.length ? 2 : counts[item] > 0 ? 0 : 1));
    return tables;
  }

  private int[] interactionsPerItem() {
    Interactions interactions = folds.getFirst().fold().fitting().interactions();
    int[] counts = new int[folds.getFirst().fold().fitting().catalogue().size()];
    for (int i = 0; i < interactions.size(); i++) {
      counts[interactions.item(i)]++;
    }
    return counts;
  }
}
