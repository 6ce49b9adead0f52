package sluice.studies.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sluice.core.Candidates;
import sluice.core.JudgedRequest;
import sluice.core.SettingError;

/**
 * Confidence: predicted probabilities come true, over all and in slices.
 *
 * <p>Over the probes' candidates, p = 1 / (1 + e^−score), and the label is whether the item is
 * relevant. Rows are split into {@code bins} of equal size by p; the figure is the expected
 * calibration error Σ (rows of a bin / rows) · |mean p − share of relevant|, of all rows and of
 * each slice: users by thirds of activity, items by thirds of popularity.
 *
 * <p>Scores that are no log-odds have no confidence to check. Rankers trained on sampled negatives
 * without {@code ranking.training.correctPrior} promise an order, not a probability, and will fail
 * a strict bound.
 *
 * @param bins how many, 2 or more
 * @param error the largest calibration error that is borne
 * @param required whether a failure fails the suite
 */
public record Confidence(int bins, double error, boolean required) implements BehaviourCheck {
  /** Checks the ranges. */
  public Confidence {
    SettingError.check("bins", bins, 2, 1_000);
    SettingError.check("error", error, 0, 1);
  }

  private static final String[] THIRDS = {"least third", "middle third", "most third"};

  /** Candidates of all probes, one place each. */
  private static final class Rows {
    final double[] p;
    final boolean[] relevant;
    final int[] activity;
    final int[] popularity;

    Rows(double[] p, boolean[] relevant, int[] activity, int[] popularity) {
      this.p = p;
      this.relevant = relevant;
      this.activity = activity;
      this.popularity = popularity;
    }
  }

  @Override
  public List<CheckResult> ask(ProbedFunnel funnel, Probes probes) {
    String name = "confidence: probabilities come true";
    if (!funnel.logOdds()) {
      return List.of(
          CheckResult.notApplicable(this, name, "the served ranker's scores are no log-odds"));
    }
    Rows rows = rows(funnel, probes);
    if (rows.p.length == 0) {
      return List.of(CheckResult.notApplicable(this, name, "no probe has a candidate"));
    }
    List<CheckResult> results = new ArrayList<>();
    int n = probes.requests().size();
    results.add(result(name, rows, IntStream.range(0, rows.p.length).toArray(), n));
    for (int third = 0; third < THIRDS.length; third++) {
      int own = third;
      results.add(
          result(
              name + " (activity, " + THIRDS[third] + ")",
              rows,
              IntStream.range(0, rows.p.length).filter(r -> rows.activity[r] == own).toArray(),
              n));
    }
    for (int third = 0; third < THIRDS.length; third++) {
      int own = third;
      results.add(
          result(
              name + " (popularity, " + THIRDS[third] + ")",
              rows,
              IntStream.range(0, rows.p.length).filter(r -> rows.popularity[r] == own).toArray(),
              n));
    }
    return results;
  }

  private CheckResult result(String name, Rows rows, int[] members, int probes) {
    return members.length < bins
        ? CheckResult.notApplicable(this, name, "fewer candidates than bins")
        : CheckResult.of(
            this,
            name,
            calibrationError(rows, members),
            CheckResult.Relation.AT_MOST,
            error,
            probes,
            "expected calibration error over " + members.length + " candidates");
  }

  private double calibrationError(Rows rows, int[] members) {
    int[] order =
        Arrays.stream(members)
            .boxed()
            .sorted((a, b) -> {
              int byP = Double.compare(rows.p[a], rows.p[b]);
              return byP != 0 ? byP : Integer.compare(a, b);
            })
            .mapToInt(i -> i)
            .toArray();
    double sum = 0;
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) bin * order.length / bins);
      int to = (int) ((long) (bin + 1) * order.length / bins);
      double gap = 0;
      for (int i = from; i < to; i++) {
        gap += rows.p[order[i]] - (rows.relevant[order[i]] ? 1 : 0);
      }
      sum += Math.abs(gap);
    }
    return sum / order.length;
  }

  private static Rows rows(ProbedFunnel funnel, Probes probes) {
    List<double[]> all = new ArrayList<>();
    int[] counts = new int[funnel.part().catalogue().size()];
    for (int i = 0; i < funnel.part().interactions().size(); i++) {
      counts[funnel.part().interactions().item(i)]++;
    }
    for (JudgedRequest judged : probes.judged()) {
      Set<Integer> relevant = new HashSet<>();
      for (int i = 0; i < judged.size(); i++) {
        if (judged.gain(i) > 0) {
          relevant.add(judged.item(i));
        }
      }
      Candidates candidates = funnel.candidates(judged.request());
      float[] scores = funnel.scores(candidates);
      for (int c = 0; c < scores.length; c++) {
        int item = candidates.item(c);
        all.add(
            new double[] {
              1 / (1 + Math.exp(-scores[c])),
              relevant.contains(item) ? 1 : 0,
              judged.request().history().size(),
              counts[item]
            });
      }
    }
    double[] p = all.stream().mapToDouble(r -> r[0]).toArray();
    boolean[] relevant = new boolean[p.length];
    for (int r = 0; r < p.length; r++) {
      relevant[r] = all.get(r)[1] > 0;
    }
    return new Rows(
        p,
        relevant,
        thirds(all.stream().mapToDouble(r -> r[2]).toArray()),
        thirds(all.stream().mapToDouble(r -> r[3]).toArray()));
  }

  private static int[] thirds(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double low = n == 0 ? 0 : sorted[n / 3];
    double high = n == 0 ? 0 : sorted[2 * n / 3];
    int[] third = new int[n];
    Arrays.setAll(third, i -> values[i] < low ? 0 : values[i] < high ? 1 : 2);
    return third;
  }
}
