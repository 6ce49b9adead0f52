package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.UserValues;
import sluice.evaluation.slices.Slice;

/** Makes the slices of a report: parts of the users, and parts of the relevant items. */
public final class Slices {
  private Slices() {}

  /**
   * Returns a measure's means by slices of the users.
   *
   * @param values by user
   * @param measure the measure
   * @param slices of the users; they may overlap
   */
  public static SliceTable byUser(
      String id, String title, UserValues values, Measure measure, List<Slice> slices) {
    List<Integer> systems = new ArrayList<>();
    for (int s = 0; s < values.systems().size(); s++) {
      if (values.column(measure, s) != null) {
        systems.add(s);
      }
    }
    List<SliceTable.Row> rows = new ArrayList<>();
    for (Slice slice : slices) {
      List<Double> means = new ArrayList<>();
      for (int s : systems) {
        means.add(values.mean(measure, s, slice::contains));
      }
      rows.add(new SliceTable.Row(slice.label(), values.counted(measure, slice::contains), means));
    }
    List<String> names = systems.stream().map(s -> values.systems().get(s).name()).toList();
    return new SliceTable(id, title, measure.toString(), "users", names, rows);
  }

  /**
   * Returns recall at a cutoff by slices of the relevant items: of all relevant (user, item) pairs
   * of a slice, the share that stands in the user's first k. Systems shorter than k are left out.
   *
   * @param slices of the items, those outside the catalogue included; they may overlap
   */
  public static SliceTable byItem(
      String id,
      String title,
      Judgements judgements,
      List<Run> runs,
      int cutoff,
      List<Slice> slices) {
    List<Run> longEnough = runs.stream().filter(r -> r.length() >= cutoff).toList();
    int[] pairs = new int[judgements.itemBound()];
    int[][] found = new int[longEnough.size()][judgements.itemBound()];
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
        int item = judgements.item(row);
        if (judgements.relevant(row, Optional.empty())) {
          pairs[item]++;
          for (int r = 0; r < tops.length; r++) {
            found[r][item] += Arrays.binarySearch(tops[r], item) >= 0 ? 1 : 0;
          }
        }
      }
    }
    List<SliceTable.Row> rows = new ArrayList<>();
    for (Slice slice : slices) {
      int count = sum(slice, pairs);
      List<Double> recalls = new ArrayList<>();
      for (int[] ofRun : found) {
        recalls.add(count == 0 ? Double.NaN : (double) sum(slice, ofRun) / count);
      }
      rows.add(new SliceTable.Row(slice.label(), count, recalls));
    }
    List<String> names = longEnough.stream().map(Run::system).toList();
    return new SliceTable(
        id, title, "recall@" + cutoff + " over pairs", "relevant items", names, rows);
  }

  private static int sum(Slice slice, int[] perItem) {
    int sum = 0;
    for (int i = 0; i < slice.size() && slice.member(i) < perItem.length; i++) {
      sum += perItem[slice.member(i)];
    }
    return sum;
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
    Map<Integer, Integer> below = new HashMap<>();
    for (int i = 0; i < sorted.length; i++) {
      below.putIfAbsent(sorted[i], i);
    }
    return Arrays.stream(counts)
        .map(count -> (int) Math.min(3, 4L * below.getOrDefault(count, 0) / sorted.length))
        .toArray();
  }
}
