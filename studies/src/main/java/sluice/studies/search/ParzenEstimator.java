package sluice.studies.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tree-structured Parzen estimator: proposes points that look more like the good trials so far
 * than like the others.
 *
 * <p>Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization", NIPS 2011.
 * The best quarter of the trials makes the density l of a setting, the others make g; of {@value
 * #DRAWS} points drawn from l the one with the greatest Π l / g is proposed. A density of numbers
 * is a mixture of the uniform one and a kernel at every trial, as wide as the greater of the
 * distances to its neighbours; kernels are logistic, cut at 0 and 1. A density of choices is their
 * counts plus one.
 */
final class ParzenEstimator {
  /** Trials that are drawn uniformly before there is anything to learn from. */
  static final int UNIFORM = 6;

  /**
   * Each so-manieth trial is drawn uniformly too, so that a choice with a bad start comes again.
   */
  static final int EVERY = 4;

  private static final int DRAWS = 24;

  private final SearchSpace space;
  private final double[][] good;
  private final double[][] other;

  /**
   * Learns.
   *
   * @param points of the trials so far
   * @param scores of each, higher is better
   */
  ParzenEstimator(SearchSpace space, List<double[]> points, List<Double> scores) {
    this.space = space;
    Integer[] order = new Integer[points.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -scores.get(i))); // stable
    int best = Math.max(1, (points.size() + 3) / 4);
    this.good = new double[best][];
    this.other = new double[points.size() - best][];
    for (int i = 0; i < order.length; i++) {
      double[] point = points.get(order[i]);
      if (i < best) {
        good[i] = point;
      } else {
        other[i - best] = point;
      }
    }
  }

  /** Proposes a point. */
  double[] propose(SplittableRandom random) {
    double[] best = new double[space.dimensions().size()];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < DRAWS; i++) {
      double[] drawn = new double[best.length];
      double ratio = 0;
      for (int d = 0; d < drawn.length; d++) {
        int choices = space.dimensions().get(d).choices().size();
        double[] l = column(good, d);
        double[] g = column(other, d);
        drawn[d] = choices > 0 ? drawChoice(l, choices, random) : drawNumber(l, random);
        ratio +=
            choices > 0
                ? Math.log(share(l, drawn[d], choices)) - Math.log(share(g, drawn[d], choices))
                : Math.log(density(l, drawn[d])) - Math.log(density(g, drawn[d]));
      }
      if (ratio > most) {
        most = ratio;
        best = drawn;
      }
    }
    return best;
  }

  private static double[] column(double[][] points, int dimension) {
    return Arrays.stream(points).mapToDouble(p -> p[dimension]).sorted().toArray();
  }

  private static double drawNumber(double[] at, SplittableRandom random) {
    int kernel = random.nextInt(at.length + 1);
    double u = random.nextDouble();
    if (kernel == at.length) {
      return u;
    }
    double width = width(at, kernel);
    double from = cumulative(-at[kernel] / width);
    double to = cumulative((1 - at[kernel]) / width);
    double p = from + u * (to - from);
    return Math.clamp(at[kernel] + width * Math.log(p / (1 - p)), 0, 1);
  }

  /** Returns the density of numbers at x; {@code at} ascends. */
  static double density(double[] at, double x) {
    double sum = 1;
    for (int k = 0; k < at.length; k++) {
      double width = width(at, k);
      double c = cumulative((x - at[k]) / width);
      double inside = cumulative((1 - at[k]) / width) - cumulative(-at[k] / width);
      sum += c * (1 - c) / width / inside;
    }
    return sum / (at.length + 1);
  }

  private static double width(double[] at, int k) {
    double left = at[k] - (k == 0 ? 0 : at[k - 1]);
    double right = (k == at.length - 1 ? 1 : at[k + 1]) - at[k];
    // A logistic kernel's standard deviation is π / √3 times its scale.
    return Math.clamp(Math.max(left, right), 1.0 / (2 + at.length), 1) * Math.sqrt(3) / Math.PI;
  }

  private static double cumulative(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double drawChoice(double[] at, int choices, SplittableRandom random) {
    double u = random.nextDouble();
    double sum = 0;
    for (int c = 0; c < choices; c++) {
      double middle = (c + 0.5) / choices;
      sum += share(at, middle, choices);
      if (u < sum) {
        return middle;
      }
    }
    return 1 - 0.5 / choices;
  }

  private static double share(double[] at, double x, int choices) {
    long same = Arrays.stream(at).filter(a -> (int) (a * choices) == (int) (x * choices)).count();
    return (same + 1.0) / (at.length + choices);
  }
}
