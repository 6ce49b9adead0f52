package sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Parallel;
import sluice.core.Progress;
import sluice.core.Randomness;
import sluice.evaluation.offpolicy.ClippedIps;
import sluice.evaluation.offpolicy.CrossFit;
import sluice.evaluation.offpolicy.DoublyRobust;
import sluice.evaluation.offpolicy.DrawnTarget;
import sluice.evaluation.offpolicy.Estimate;
import sluice.evaluation.offpolicy.Estimator;
import sluice.evaluation.offpolicy.ImpressionLog;
import sluice.evaluation.offpolicy.Intervals;
import sluice.evaluation.offpolicy.Ips;
import sluice.evaluation.offpolicy.OffPolicyEvaluation;
import sluice.evaluation.offpolicy.Snips;
import sluice.evaluation.offpolicy.SupportBounds;
import sluice.sample.SampleSettings;
import sluice.sample.SampleWorld;
import sluice.sample.SimulatedRequests;

/**
 * How often the 95 % intervals of off-policy estimates hold the true value, on the sample world.
 *
 * <p>Each repetition draws requests with replacement from the users of a world (one request each,
 * right after the cutoff), lets the world's own logging policy answer them over the whole
 * catalogue, draws clicks by the true formula, and estimates three targets from the log. Targets
 * draw each position from the same pool of a request: the items that the logging policy shows there
 * with the highest probabilities; uniformly, by popularity, or leaning to the true probability of a
 * click (as a good ranker would). The true value of a target is the mean over all users of Σ
 * P(shown) · P(click).
 *
 * <p>Run, from the repository root after {@code ./mvnw package -DskipTests}:
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -Xmx2g -cp 'benchmarks/target/classes:pipeline/target/lib/*' sluice.benchmarks.OffPolicyCoverage 1000 2000 2
 * }</pre>
 *
 * <p>Arguments: repetitions, requests in a log, threads. The result does not depend on the threads.
 */
public final class OffPolicyCoverage {
  /** The targets, the best last. */
  static final List<String> TARGETS = List.of("uniform", "popularity", "oracle-leaning");

  private static final int POOL = 30;

  private final SimulatedRequests world;
  private final int[] users;
  private final int[][] pools;
  private final int[] segments;

  /** By target, user, item of the pool. */
  private final double[][][] shares;

  private final double[] truths = new double[TARGETS.size()];

  private OffPolicyCoverage(SimulatedRequests world) {
    this.world = world;
    this.users = IntStream.range(0, world.users()).filter(world::select).toArray();
    this.pools = new int[users.length][];
    this.segments = new int[users.length];
    this.shares = new double[TARGETS.size()][users.length][];
    for (int u = 0; u < users.length; u++) {
      world.select(users[u]);
      segments[u] = world.segment();
      pools[u] = pool();
      int[] pool = pools[u];
      shares[0][u] = shares(pool, i -> 1);
      shares[1][u] = shares(pool, i -> Math.sqrt(world.popularity(i)));
      shares[2][u] = shares(pool, i -> Math.sqrt(world.clickProbability(i, 0)));
    }
    for (int target = 0; target < truths.length; target++) {
      DrawnTarget policy = new DrawnTarget(world.slots(), pools, shares[target]);
      double[] sum = new double[1];
      for (int u = 0; u < users.length; u++) {
        world.select(users[u]);
        policy.forEach(u, (k, item, p) -> sum[0] += p * world.clickProbability(item, k));
      }
      truths[target] = sum[0] / users.length;
    }
  }

  /** Opens a world, made in a folder if it is not there. */
  static OffPolicyCoverage open(SampleSettings settings, Path folder, int threads) {
    SampleWorld.generate(settings, folder, threads, Progress.SILENT);
    return new OffPolicyCoverage(SimulatedRequests.open(settings, folder));
  }

  private int[] pool() {
    double[] at = new double[world.items()];
    int[] known = IntStream.range(0, world.items()).filter(world::mayShow).toArray();
    for (int i : known) {
      at[i] = world.propensity(i, 0);
    }
    return Arrays.stream(known)
        .boxed()
        .sorted(java.util.Comparator.<Integer>comparingDouble(i -> -at[i]).thenComparing(i -> i))
        .limit(POOL)
        .mapToInt(i -> i)
        .toArray();
  }

  private static double[] shares(int[] pool, java.util.function.IntToDoubleFunction weight) {
    double[] own = Arrays.stream(pool).mapToDouble(weight).toArray();
    double sum = Arrays.stream(own).sum();
    return Arrays.stream(own).map(w -> w / sum).toArray();
  }

  /** What repetitions found of one estimator and target. */
  static final class Found {
    final String estimator;
    final String target;
    final double truth;
    int covered;
    int repetitions;
    double sum;
    double squares;
    double width;

    Found(String estimator, String target, double truth) {
      this.estimator = estimator;
      this.target = target;
      this.truth = truth;
    }

    void add(Estimate.Value v) {
      repetitions++;
      covered += v.low() <= truth && truth <= v.high() ? 1 : 0;
      sum += v.value() - truth;
      squares += (v.value() - truth) * (v.value() - truth);
      width += v.high() - v.low();
    }

    double coverage() {
      return (double) covered / repetitions;
    }

    double bias() {
      return sum / repetitions;
    }

    double rmse() {
      return Math.sqrt(squares / repetitions);
    }
  }

  /**
   * The results of all repetitions.
   *
   * @param found by target, then estimator
   * @param ordered by estimator, the share of repetitions that put the targets in the true order
   */
  record Results(List<Found> found, List<Double> ordered) {}

  private static List<Estimator> estimators(int[] segment) {
    return List.of(
        new Ips(),
        new Snips(),
        new DoublyRobust(log -> CrossFit.of(log, 5, 1, t -> segment[t])),
        new ClippedIps(10),
        new ClippedIps(3));
  }

  /** Runs repetitions, each of a log of so many requests. */
  Results run(int repetitions, int requests, int threads) {
    Estimate.Value[][][] values = new Estimate.Value[repetitions][][];
    Parallel.run(
        threads, repetitions, world::copy, (r, own) -> values[r] = repetition(own, r, requests));
    List<Found> found = new java.util.ArrayList<>();
    List<Estimator> estimators = estimators(new int[0]);
    for (int target = 0; target < TARGETS.size(); target++) {
      for (int e = 0; e < estimators.size(); e++) {
        Found one = new Found(estimators.get(e).name(), TARGETS.get(target), truths[target]);
        for (Estimate.Value[][] v : values) {
          one.add(v[target][e]);
        }
        found.add(one);
      }
    }
    Integer[] order = {0, 1, 2};
    Arrays.sort(order, java.util.Comparator.comparingDouble(t -> truths[t]));
    List<Double> ordered =
        IntStream.range(0, estimators.size())
            .mapToObj(e ->
                Arrays.stream(values)
                        .filter(v ->
                            v[order[0]][e].value() < v[order[1]][e].value()
                                && v[order[1]][e].value() < v[order[2]][e].value())
                        .count()
                    / (double) repetitions)
            .toList();
    return new Results(found, ordered);
  }

  private Estimate.Value[][] repetition(SimulatedRequests own, int repetition, int requests) {
    SplittableRandom random = Randomness.generator(7, "off-policy coverage", repetition);
    int slots = own.slots();
    int[] drawn = new int[requests];
    int[] segment = new int[requests];
    int[] request = new int[requests * slots];
    int[] position = new int[request.length];
    int[] item = new int[request.length];
    double[] propensity = new double[request.length];
    double[] reward = new double[request.length];
    int[] slate = new int[slots];
    double[] propensities = new double[slots];
    double[] clicks = new double[slots];
    int n = 0;
    for (int t = 0; t < requests; t++) {
      drawn[t] = random.nextInt(users.length);
      segment[t] = segments[drawn[t]];
      own.select(users[drawn[t]]);
      own.draw(random, slate, propensities, clicks);
      for (int k = 0; k < slots; k++) {
        if (slate[k] >= 0) {
          request[n] = t;
          position[n] = k;
          item[n] = slate[k];
          propensity[n] = propensities[k];
          reward[n++] = clicks[k];
        }
      }
    }
    ImpressionLog log =
        new ImpressionLog(
            slots,
            IntStream.range(0, requests).toArray(),
            new ImpressionLog.Rows(
                Arrays.copyOf(request, n),
                Arrays.copyOf(position, n),
                Arrays.copyOf(item, n),
                Arrays.copyOf(propensity, n),
                Arrays.copyOf(reward, n)));
    int[][] pool = Arrays.stream(drawn).mapToObj(u -> pools[u]).toArray(int[][]::new);
    Estimate.Value[][] out = new Estimate.Value[TARGETS.size()][];
    for (int target = 0; target < out.length; target++) {
      double[][] byUser = shares[target];
      double[][] share = Arrays.stream(drawn).mapToObj(u -> byUser[u]).toArray(double[][]::new);
      out[target] =
          OffPolicyEvaluation.of(
                  TARGETS.get(target),
                  log,
                  new DrawnTarget(slots, pool, share),
                  estimators(segment),
                  new Intervals.Normal(),
                  new SupportBounds(1, 0))
              .estimates()
              .stream()
              .map(e -> (Estimate.Value) e)
              .toArray(Estimate.Value[]::new);
    }
    return out;
  }

  /** Runs and prints. */
  public static void main(String[] args) throws IOException {
    int repetitions = Integer.parseInt(args[0]);
    int requests = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    long start = System.nanoTime();
    Path folder = Files.createTempDirectory("sluice-coverage");
    SampleSettings settings = SampleSettings.DEFAULT.sized(4_000, 8_000, 400_000);
    OffPolicyCoverage coverage = open(settings, folder.resolve("world"), threads);
    Results results = coverage.run(repetitions, requests, threads);
    System.out.printf(
        Locale.ROOT,
        "%d repetitions of %d requests, %d users%n",
        repetitions,
        requests,
        coverage.users.length);
    System.out.println(
        "target          estimator          truth   bias     RMSE    width   covered");
    for (Found f : results.found()) {
      System.out.printf(
          Locale.ROOT,
          "%-15s %-17s %6.4f %+7.4f %7.4f %7.4f  %6.1f %%%n",
          f.target,
          f.estimator,
          f.truth,
          f.bias(),
          f.rmse(),
          f.width / f.repetitions,
          100 * f.coverage());
    }
    System.out.println("three targets in the right order, by estimator: " + results.ordered());
    System.out.printf(Locale.ROOT, "%.0f s%n", (System.nanoTime() - start) / 1e9);
    try (var files = Files.walk(folder)) {
      for (Path p : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
