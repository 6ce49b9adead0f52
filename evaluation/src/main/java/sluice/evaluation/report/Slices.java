package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.UserValues;

/** Makes the slices of a report: parts of the users, and parts of the relevant items. */
public final class Slices {
  private Slices() {}

  /**
   * Returns a measure's means by parts of the users.
   *
   * @param values by user
   * @param measure the measure
   * @param labels the parts
   * @param part a user's part, -1 for none
   */
  public static SliceTable byUser(
      String id,
      String title,
      UserValues values,
      Measure measure,
      List<String> labels,
      IntUnaryOperator part) {
    List<Integer> systems = new ArrayList<>();
    for (int s = 0; s < values.systems().size(); s++) {
      if (values.column(measure, s) != null) {
        systems.add(s);
      }
    }
    List<SliceTable.Row> rows = new ArrayList<>();
    for (int p = 0; p < labels.size(); p++) {
      int own = p;
      List<Double> means = new ArrayList<>();
      for (int s : systems) {
        means.add(values.mean(measure, s, u -> part.applyAsInt(u) == own));
      }
      int count = values.counted(measure, u -> part.applyAsInt(u) == own);
      rows.add(new SliceTable.Row(labels.get(p), count, means));
    }
    List<String> names = systems.stream().map(s -> values.systems().get(s).name()).toList();
    return new SliceTable(id, title, measure.toString(), "users", names, rows);
  }

  /**
   * Returns recall at a cutoff by parts of the relevant items: of all relevant (user, item) pairs
   * of a part, the share that stands in the user's first k. Systems shorter than k are left out.
   *
   * @param part an item's part, -1 for none; asked for items outside the catalogue, too
   */
  public static SliceTable byItem(
      String id,
      String title,
      Judgements judgements,
      List<Run> runs,
      int cutoff,
      List<String> labels,
      IntUnaryOperator part) {
    List<Run> longEnough = runs.stream().filter(r -> r.length() >= cutoff).toList();
    int[] counts = new int[labels.size()];
    int[][] hits = new int[longEnough.size()][labels.size()];
    for (int u = 0; u < judgements.users(); u++) {
      int[][] tops = new int[longEnough.size()][];
      for (int r = 0; r < tops.length; r++) {
        Run run = longEnough.get(r);
        int user = u;
        tops[r] = new int[Math.min(cutoff, run.size(u))];
        Arrays.setAll(tops[r], place -> run.item(user, place));
        Arrays.sort(tops[r]);
      }
      for (int row = judgements.start(u); row < judgements.start(u + 1); row++) {
        int p = part.applyAsInt(judgements.item(row));
        if (p < 0 || !judgements.relevant(row, Optional.empty())) {
          continue;
        }
        counts[p]++;
        for (int r = 0; r < tops.length; r++) {
          hits[r][p] += Arrays.binarySearch(tops[r], judgements.item(row)) >= 0 ? 1 : 0;
        }
      }
    }
    List<SliceTable.Row> rows = new ArrayList<>();
    for (int p = 0; p < labels.size(); p++) {
      List<Double> recalls = new ArrayList<>();
      for (int[] ofRun : hits) {
        recalls.add(counts[p] == 0 ? Double.NaN : (double) ofRun[p] / counts[p]);
      }
      rows.add(new SliceTable.Row(labels.get(p), counts[p], recalls));
    }
    List<String> names = longEnough.stream().map(Run::system).toList();
    return new SliceTable(
        id, title, "recall@" + cutoff + " over pairs", "relevant items", names, rows);
  }

  /**
   * Parts users or items into quarters by a count, equal counts always into the same part, so that
   * quarters may differ in size.
   *
   * @param counts one a user or item
   * @return per user or item its quarter, 0 the least
   */
  public static int[] quarters(int[] counts) {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    int[] out = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      int below = firstAt(sorted, counts[i]);
      out[i] = (int) Math.min(3, 4L * below / sorted.length);
    }
    return out;
  }

  private static int firstAt(int[] sorted, int value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
