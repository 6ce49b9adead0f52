package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.evaluation.significance.Clusters;

/** The rows that all refits of two sides judged, with their values. */
final class PairedRows {
  private final List<String> names;
  private final List<String> owners;
  private final double[][] baseline;
  private final double[][] values;
  private final int unpaired;

  private PairedRows(
      List<String> names,
      List<String> owners,
      double[][] baseline,
      double[][] values,
      int unpaired) {
    this.names = names;
    this.owners = owners;
    this.baseline = baseline;
    this.values = values;
    this.unpaired = unpaired;
  }

  /** Pairs by the row's name; what occurs twice (a user in two folds) first with first. */
  static PairedRows of(Side baseline, Side side, String measure) {
    List<ComparedRun.RowValues> all = new ArrayList<>();
    for (Side each : List.of(baseline, side)) {
      each.refits().forEach(run -> all.add(run.measure(measure).orElseThrow()));
    }
    List<Map<String, Integer>> places = all.stream().map(PairedRows::places).toList();
    List<String> shared = new ArrayList<>();
    for (String row : numbered(all.getFirst())) {
      if (places.stream().allMatch(p -> p.containsKey(row))) {
        shared.add(row);
      }
    }
    double[][] values = new double[all.size()][shared.size()];
    int unpaired = 0;
    for (int r = 0; r < values.length; r++) {
      ComparedRun.RowValues own = all.get(r);
      unpaired = Math.max(unpaired, own.values().length - shared.size());
      for (int i = 0; i < shared.size(); i++) {
        values[r][i] = own.values()[places.get(r).getOrDefault(shared.get(i), 0)];
      }
    }
    List<String> owners = new ArrayList<>();
    Map<String, Integer> first = places.getFirst();
    for (String row : shared) {
      owners.add(all.getFirst().owners().get(first.getOrDefault(row, 0)));
    }
    int refits = baseline.refits().size();
    return new PairedRows(
        shared.stream().map(row -> row.substring(0, row.lastIndexOf('\n'))).toList(),
        owners,
        Arrays.copyOf(values, refits),
        Arrays.copyOfRange(values, refits, values.length),
        unpaired);
  }

  /** Returns the rows' names, made unique by how often each occurred before. */
  private static List<String> numbered(ComparedRun.RowValues own) {
    Map<String, Integer> seen = new HashMap<>();
    return own.rows().stream().map(row -> row + "\n" + seen.merge(row, 1, Integer::sum)).toList();
  }

  private static Map<String, Integer> places(ComparedRun.RowValues own) {
    List<String> names = numbered(own);
    Map<String, Integer> places = HashMap.newHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      places.put(names.get(i), i);
    }
    return places;
  }

  /** Returns what each row is called: a user's id or a request's. */
  List<String> names() {
    return names;
  }

  /** Returns whose row each is. */
  List<String> owners() {
    return owners;
  }

  /** Returns the baseline's values by refit and row. */
  double[][] baseline() {
    return baseline;
  }

  /** Returns the other side's values by refit and row. */
  double[][] values() {
    return values;
  }

  /** Returns how many rows stand in one run and not in another. */
  int unpaired() {
    return unpaired;
  }

  int rows() {
    return owners.size();
  }

  Clusters clusters() {
    return Clusters.of(owners);
  }

  /** Returns each row's difference, the mean over refits. */
  double[] differences() {
    double[] out = mean(values);
    double[] less = mean(baseline);
    Arrays.setAll(out, i -> out[i] - less[i]);
    return out;
  }

  /** Returns each row's mean over refits. */
  static double[] mean(double[][] byRefit) {
    double[] out = new double[byRefit[0].length];
    for (double[] refit : byRefit) {
      for (int i = 0; i < out.length; i++) {
        out[i] += refit[i] / byRefit.length;
      }
    }
    return out;
  }

  /**
   * Returns, by refit and user, the mean of the user's rows: what a split of the variance takes.
   */
  static double[][] byUser(double[][] byRefit, Clusters users) {
    double[] ones = new double[users.rows()];
    Arrays.fill(ones, 1);
    double[] sizes = users.sums(ones);
    return Arrays.stream(byRefit)
        .map(refit -> {
          double[] sums = users.sums(refit);
          Arrays.setAll(sums, u -> sums[u] / sizes[u]);
          return sums;
        })
        .toArray(double[][]::new);
  }
}
