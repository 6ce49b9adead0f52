package sluice.evaluation.significance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sluice.evaluation.JudgedSystem;
import sluice.evaluation.Measure;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;

/**
 * Which systems are compared, and the tests: every ranker and the slate with every source, the
 * fusion and the retrieval order, by every measure both have. Runs of stage {@link Stage#GIVEN} are
 * compared with the first of them.
 *
 * <p>Up to 2,000 counted users by {@link SignFlip} with 100,000 flips, above by {@link PairedT};
 * then {@link Holm} over all comparisons of a measure. Rows of one owner are flipped together.
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
    List<JudgedSystem> systems = values.systems();
    for (int s = 0; s < systems.size(); s++) {
      for (int b = 0; b < systems.size(); b++) {
        if (s != b
            && ((challenger(systems.get(s)) && baseline(systems.get(b))) || given(systems, s, b))
            && values.column(measure, s) != null
            && values.column(measure, b) != null) {
          pairs.add(new int[] {s, b});
        }
      }
    }
    if (pairs.isEmpty()) {
      return List.of();
    }
    int[] rows = counted(values, measure);
    double[][] columns = columns(values, measure, rows);
    Clusters users = Clusters.of(values.owners()).select(rows);
    MeanDifference[] differences = new MeanDifference[pairs.size()];
    for (int p = 0; p < differences.length; p++) {
      differences[p] =
          PairedT.difference(columns[pairs.get(p)[0]], columns[pairs.get(p)[1]], users);
    }
    double[] raw;
    boolean flip = users.count() <= SIGN_FLIP_USERS;
    if (flip) {
      raw =
          flips
              .computeIfAbsent(users.count(), n -> new SignFlip(n, SignFlip.FLIPS, seed, threads))
              .pValues(
                  Arrays.stream(columns).map(users::sums).toArray(double[][]::new),
                  pairs.toArray(int[][]::new));
    } else {
      raw = Arrays.stream(differences).mapToDouble(MeanDifference::pValue).toArray();
    }
    double leastEffect =
        users.count() < 2 ? Double.NaN : Power.detectable(users.count(), Power.POWER, Power.ALPHA);
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
              rows.length,
              flip ? "sign-flip" : "paired-t",
              Comparison.Size.of(differences[p], leastEffect)));
    }
    return out;
  }

  /** Of runs that were handed in, each is compared with the first. */
  private static boolean given(List<JudgedSystem> systems, int s, int b) {
    return b == 0 && systems.get(s).stage() == Stage.GIVEN && systems.get(b).stage() == Stage.GIVEN;
  }

  private static boolean challenger(JudgedSystem system) {
    return system.stage() == Stage.RANKING || system.stage() == Stage.RERANKING;
  }

  private static boolean baseline(JudgedSystem system) {
    return system.stage() == Stage.RETRIEVAL
        || system.stage() == Stage.FUSION
        || system.name().equals(RETRIEVAL_ORDER);
  }

  /** Returns the rows that a measure counts; every system has the same. */
  private static int[] counted(UserValues values, Measure measure) {
    for (int s = 0; s < values.systems().size(); s++) {
      double[] column = values.column(measure, s);
      if (column != null) {
        return IntStream.range(0, column.length).filter(u -> !Double.isNaN(column[u])).toArray();
      }
    }
    return new int[0];
  }

  /** Returns, per system, the values of the rows; zeros where a system lacks the measure. */
  private static double[][] columns(UserValues values, Measure measure, int[] rows) {
    double[][] out = new double[values.systems().size()][rows.length];
    for (int s = 0; s < out.length; s++) {
      double[] column = values.column(measure, s);
      for (int i = 0; column != null && i < rows.length; i++) {
        out[s][i] = column[rows[i]];
      }
    }
    return out;
  }
}
