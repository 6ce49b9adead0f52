package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sluice.evaluation.report.Slices;
import sluice.evaluation.significance.BenjaminiHochberg;
import sluice.evaluation.significance.Clusters;
import sluice.evaluation.significance.MeanDifference;

/** Parts the users by what they did in the fitting part, and holds the sides against each other. */
final class SliceDifferences {
  private static final List<String> QUARTERS =
      List.of("least quarter", "second quarter", "third quarter", "most quarter");

  private SliceDifferences() {}

  /** Returns all slices, of each side; none where the users' activity is not known. */
  static List<SliceDifference> of(List<Side> sides, String measure) {
    Map<String, Integer> activity = sides.getFirst().first().activity();
    List<SliceDifference> raw = new ArrayList<>();
    for (Side side : activity.isEmpty() ? List.<Side>of() : sides.subList(1, sides.size())) {
      PairedRows rows = PairedRows.of(sides.getFirst(), side, measure);
      int[] counts = rows.owners().stream().mapToInt(u -> activity.getOrDefault(u, 0)).toArray();
      int[] quarters = counts.length == 0 ? counts : Slices.quarters(counts);
      add(raw, "warm and cold", "warm", side, rows, i -> counts[i] > 0);
      add(raw, "warm and cold", "cold", side, rows, i -> counts[i] == 0);
      for (int q = 0; q < QUARTERS.size(); q++) {
        int own = q;
        add(raw, "activity", QUARTERS.get(q), side, rows, i -> quarters[i] == own);
      }
    }
    double[] corrected =
        BenjaminiHochberg.correct(raw.stream().mapToDouble(SliceDifference::pValue).toArray());
    List<SliceDifference> out = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++) {
      SliceDifference s = raw.get(i);
      out.add(
          new SliceDifference(
              s.slice(),
              s.part(),
              s.side(),
              s.users(),
              s.baseline(),
              s.mean(),
              s.difference(),
              corrected[i]));
    }
    return out;
  }

  private static void add(
      List<SliceDifference> out,
      String slice,
      String part,
      Side side,
      PairedRows all,
      IntPredicate in) {
    int[] rows = IntStream.range(0, all.rows()).filter(in).toArray();
    if (rows.length == 0) {
      return;
    }
    Clusters users = all.clusters().select(rows);
    MeanDifference mean = MeanDifference.of(select(all.differences(), rows), users);
    out.add(
        new SliceDifference(
            slice,
            part,
            side.name(),
            users.count(),
            average(select(PairedRows.mean(all.baseline()), rows)),
            average(select(PairedRows.mean(all.values()), rows)),
            mean.interval(0.95),
            mean.pValue()));
  }

  private static double[] select(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
