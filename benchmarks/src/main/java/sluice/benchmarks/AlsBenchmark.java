package sluice.benchmarks;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import sluice.candidates.als.AlsSettings;
import sluice.candidates.als.ImplicitAls;
import sluice.core.Progress;

/**
 * Times the iterations of implicit ALS on skewed synthetic data, next to {@code
 * src/main/python/als_peer.py}, which times the Python library implicit (C++) on the same pairs.
 *
 * <p>Run, from the repository root after a build:
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -Xmx4g -cp 'CLASSPATH' sluice.benchmarks.AlsBenchmark 31000 24000 287000 64 2 pairs.bin
 * python3 benchmarks/src/main/python/als_peer.py pairs.bin 64 2
 * }</pre>
 *
 * <p>Arguments: users, items, pairs to draw (repeats are dropped), factors, threads, and the file
 * that receives the pairs for the peer. Each prints the seconds of every iteration; the first ones
 * still warm up the compiler.
 */
public final class AlsBenchmark {
  private AlsBenchmark() {}

  public static void main(String[] args) throws IOException {
    int users = Integer.parseInt(args[0]);
    int items = Integer.parseInt(args[1]);
    int draws = Integer.parseInt(args[2]);
    int factors = Integer.parseInt(args[3]);
    int threads = Integer.parseInt(args[4]);
    SkewedPairs drawn = SkewedPairs.draw(users, items, draws);
    long[] pairs = drawn.pairs();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[5]))))) {
      out.writeInt(users);
      out.writeInt(items);
      out.writeInt(pairs.length);
      for (long pair : pairs) {
        out.writeInt((int) (pair / items));
        out.writeInt((int) (pair % items));
      }
    }
    AlsSettings settings = new AlsSettings(factors, 8, 10, 0.01, 0, 3);
    Clock clock = new Clock();
    ImplicitAls als = ImplicitAls.fit("ials", drawn.part(), settings, 42, threads, clock);
    System.out.printf(
        "sluice: %d pairs, %d factors, %d threads, seconds an iteration %s, best %.3f, loss %.0f%n",
        pairs.length,
        factors,
        threads,
        Arrays.toString(Arrays.stream(clock.seconds).mapToObj("%.3f"::formatted).toArray()),
        Arrays.stream(clock.seconds).min().orElse(Double.NaN),
        als.losses().getLast());
  }

  /** Notes when each iteration ends. */
  private static final class Clock implements Progress {
    private double[] seconds = new double[0];
    private long last;

    @Override
    public void start(String step, long total) {
      last = System.nanoTime();
    }

    @Override
    public void advance(long units) {
      long now = System.nanoTime();
      seconds = Arrays.copyOf(seconds, seconds.length + 1);
      seconds[seconds.length - 1] = (now - last) / 1e9;
      last = now;
    }
  }
}
