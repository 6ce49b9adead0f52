package sluice.benchmarks;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.candidates.als.AlsSettings;
import sluice.candidates.als.ImplicitAls;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Progress;
import sluice.core.Tags;

/**
 * Times an iteration of implicit ALS on skewed synthetic data, next to {@code
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
    long[] pairs = pairs(users, items, draws);
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
    FittingPart part = part(users, items, pairs);
    AlsSettings settings = new AlsSettings(factors, 8, 10, 0.01, 0, 3);
    Clock clock = new Clock();
    ImplicitAls als = ImplicitAls.fit("ials", part, settings, 42, threads, clock);
    System.out.printf(
        "sluice: %d pairs, %d factors, %d threads, seconds an iteration %s, best %.3f, loss %.0f%n",
        pairs.length,
        factors,
        threads,
        Arrays.toString(Arrays.stream(clock.seconds).mapToObj("%.3f"::formatted).toArray()),
        Arrays.stream(clock.seconds).min().orElse(Double.NaN),
        als.losses().getLast());
  }

  /** Draws pairs whose users and items are skewed; sorted, each once. */
  private static long[] pairs(int users, int items, int draws) {
    SplittableRandom random = new SplittableRandom(42);
    long[] pairs = new long[draws];
    for (int i = 0; i < draws; i++) {
      long user = (long) (users * Math.pow(random.nextDouble(), 2));
      long item = (long) (items * Math.pow(random.nextDouble(), 2.5));
      pairs[i] = user * items + item;
    }
    Arrays.parallelSort(pairs);
    int size = 0;
    for (int i = 0; i < draws; i++) {
      if (i == 0 || pairs[i] != pairs[i - 1]) {
        pairs[size++] = pairs[i];
      }
    }
    return Arrays.copyOf(pairs, size);
  }

  private static FittingPart part(int users, int items, long[] pairs) {
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), pairs.length);
    for (long pair : pairs) {
      builder.add((int) (pair / items), (int) (pair % items), 0, Float.NaN, 1, 0, -1);
    }
    Interactions interactions = builder.build();
    return new FittingPart(
        Dictionary.of(IntStream.range(0, users).mapToObj(u -> "u" + u).toList()),
        Catalogue.always(Dictionary.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList())),
        interactions,
        new Histories(interactions, users),
        EntityTable.empty(items),
        EntityTable.empty(users),
        Tags.none(),
        Optional.empty(),
        Long.MAX_VALUE,
        false);
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
