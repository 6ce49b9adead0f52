package sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sluice.candidates.als.AlsSettings;
import sluice.candidates.als.ImplicitAls;
import sluice.core.FittingPart;
import sluice.core.Progress;

/**
 * One iteration of implicit ALS, all users and all items, with 64 factors on one thread: a fifth of
 * a training of five, so that a fifth of preparing the data is in it.
 */
public class AlsIteration extends HotPath {
  private static final int ITERATIONS = 5;

  /** Skewed pairs of users and items, about ten a user. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Pairs {
    /** How many are drawn; repeats are dropped. */
    @Param("200000")
    public int pairs;

    private FittingPart part;

    /** Draws the pairs. */
    @Setup
    public void draw() {
      part = SkewedPairs.draw(pairs / 10, pairs / 12, pairs).part();
    }
  }

  /** Trains. */
  @Benchmark
  @OperationsPerInvocation(ITERATIONS)
  public ImplicitAls iteration(Pairs pairs) {
    AlsSettings settings = new AlsSettings(64, ITERATIONS, 10, 0.01, 0, 3);
    return ImplicitAls.fit("ials", pairs.part, settings, 42, 1, Progress.SILENT);
  }
}
