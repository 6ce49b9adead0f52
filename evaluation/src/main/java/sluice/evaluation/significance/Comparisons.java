package sluice.evaluation.significance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.evaluation.Measure;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;

/**
 * Which systems are compared, and the tests: every ranker and the slate with every source, the
 * fusion and the retrieval order, by every measure both have.
 *
 * <p>Up to 2,000 counted users by {@link SignFlip} with 100,000 flips, above by {@link PairedT};
 * then {@link Holm} over all comparisons of a measure.
 */
public final class Comparisons {
  /** The baseline ranker that keeps the order of retrieval. */
  public static final String RETRIEVAL_ORDER = "retrieval-order";

  private static final int SIGN_FLIP_USERS = 2_000;

  private Comparisons() {}

  /**
   * Returns all comparisons, by measure, then system, then baseline, each in the order of the
   * values.
   *
   * @param seed of the flips
   * @param threads how many threads, 1 or more; the result is the same for any number
   */
  public static List<Comparison> of(UserValues values, long seed, int threads) {
    Map<Integer, SignFlip> flips = new HashMap<>();
    List<Comparison> all = new ArrayList<>();
    for (Measure measure : values.measures()) {
      all.addAll(ofMeasure(values, measure, seed, threads, flips));
    }
    return List.copyOf(all);
  }

  private static List<Comparison> ofMeasure(
      UserValues values, Measure measure, long seed, int threads, Map<Integer, SignFlip> flips) {
    List<int[]> pairs = new ArrayList<>();
    List<UserValues.JudgedSystem> systems = values.systems();
    for (int s = 0; s < systems.size(); s++) {
      for (int b = 0; b < systems.size(); b++) {
        if (s != b
            && challenger(systems.get(s))
            && baseline(systems.get(b))
            && values.column(measure, s) != null
            && values.column(measure, b) != null) {
          pairs.add(new int[] {s, b});
        }
      }
    }
    if (pairs.isEmpty()) {
      return List.of();
    }
    double[][] columns = counted(values, measure);
    int users = 0;
    for (double[] column : columns) {
      users = Math.max(users, column.length);
    }
    double[] raw;
    boolean flip = users <= SIGN_FLIP_USERS;
    if (flip) {
      raw =
          flips
              .computeIfAbsent(users, n -> new SignFlip(n, SignFlip.FLIPS, seed, threads))
              .pValues(columns, pairs.toArray(int[][]::new));
    } else {
      raw = new double[pairs.size()];
      for (int p = 0; p < raw.length; p++) {
        raw[p] = PairedT.pValue(columns[pairs.get(p)[0]], columns[pairs.get(p)[1]]);
      }
    }
    double[] corrected = Holm.correct(raw);
    List<Comparison> out = new ArrayList<>();
    for (int p = 0; p < raw.length; p++) {
      int s = pairs.get(p)[0];
      int b = pairs.get(p)[1];
      out.add(
          new Comparison(
              systems.get(s).name(),
              systems.get(b).name(),
              measure.toString(),
              values.mean(measure, s) - values.mean(measure, b),
              corrected[p],
              raw[p],
              users,
              flip ? "sign-flip" : "paired-t"));
    }
    return out;
  }

  private static boolean challenger(UserValues.JudgedSystem system) {
    return system.stage() == Stage.RANKING || system.stage() == Stage.RERANKING;
  }

  private static boolean baseline(UserValues.JudgedSystem system) {
    return system.stage() == Stage.RETRIEVAL
        || system.stage() == Stage.FUSION
        || system.name().equals(RETRIEVAL_ORDER);
  }

  /**
   * Returns, per system, the values of the counted users; zeros where a system lacks the measure.
   */
  private static double[][] counted(UserValues values, Measure measure) {
    int n = values.users().size();
    int[] users = new int[n];
    int size = 0;
    List<double[]> present = new ArrayList<>();
    for (int s = 0; s < values.systems().size(); s++) {
      double[] column = values.column(measure, s);
      if (column != null) {
        present.add(column);
      }
    }
    for (int u = 0; u < n; u++) {
      if (!Double.isNaN(present.getFirst()[u])) {
        users[size++] = u;
      }
    }
    double[][] out = new double[values.systems().size()][size];
    for (int s = 0; s < out.length; s++) {
      double[] column = values.column(measure, s);
      for (int i = 0; column != null && i < size; i++) {
        out[s][i] = column[users[i]];
      }
    }
    return out;
  }
}
