package sluice.benchmarks;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sluice.core.Dictionary;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.evaluation.Evaluator;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;

/**
 * How long ten measures of 100 recommended items a user take, from lists in memory to one value a
 * user and measure; {@code benchmarks/evaluation/run} holds it against ranx and ir_measures.
 *
 * <p>Arguments: users, threads, rounds, and a folder that receives the lists for the peers (none
 * without it). Prints one JSON line: seconds of conversion (ints to judgements and run), of the
 * first and the best later evaluation, peak heap after the last in MiB, and the means.
 */
public final class EvaluationSpeed {
  private static final int ITEMS = 50_000;
  private static final int LENGTH = 100;
  private static final int JUDGED = 12;

  private static final List<Measure> MEASURES =
      Stream.of(
              "nDCG@10",
              "nDCG@100",
              "mAP@10(rel)",
              "mAP@100(rel)",
              "recall@10",
              "recall@100",
              "precision@10",
              "MRR@100",
              "hit-rate@10",
              "R-precision")
          .map(Measure::parse)
          .toList();

  private EvaluationSpeed() {}

  /** Runs. */
  public static void main(String[] args) throws IOException {
    int users = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    int[][] lists = new int[users][];
    int[][] relevant = new int[users][];
    Parallel.run(threads, users, () -> lists, (u, all) -> draw(u, all, relevant));
    if (args.length > 3) {
      write(Path.of(args[3]), lists, relevant);
    }
    long started = System.nanoTime();
    Judgements.Builder builder =
        new Judgements.Builder(
            Dictionary.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList()));
    for (int u = 0; u < users; u++) {
      builder.user("u" + u);
      for (int item : relevant[u]) {
        builder.judge(item, 1, Float.NaN);
      }
    }
    Judgements judgements = builder.build();
    Run run = Run.of("lists", Stage.GIVEN, LENGTH, lists);
    double conversion = seconds(started);
    List<Double> times = new ArrayList<>();
    double[][] values = new double[0][];
    for (int round = 0; round <= rounds; round++) {
      started = System.nanoTime();
      values = new Evaluator(judgements, MEASURES, threads).perUser(run);
      times.add(seconds(started));
    }
    StringBuilder means = new StringBuilder();
    for (int m = 0; m < values.length; m++) {
      means.append(m == 0 ? "" : ", ").append('"').append(MEASURES.get(m)).append("\": ");
      means.append(Arrays.stream(values[m]).sum() / users);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"library\": \"sluice\", \"users\": %d, \"conversion\": %.3f, \"cold\": %.4f, \"best\":"
            + " %.4f, \"heapMiB\": %d, \"means\": {%s}}%n",
        users,
        conversion,
        times.getFirst(),
        times.stream().skip(1).mapToDouble(t -> t).min().orElse(Double.NaN),
        peakHeap(),
        means);
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == java.lang.management.MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(u -> u.getUsed())
            .sum()
        >> 20;
  }

  /**
   * Twelve relevant items a user, each in the list with one chance in four, near the top rather.
   */
  private static void draw(int user, int[][] lists, int[][] relevant) {
    SplittableRandom random = Randomness.generator(1, "evaluation-speed", user);
    int[] list = distinct(random, LENGTH);
    int[] judged = distinct(random, JUDGED);
    for (int item : judged) {
      int place = (int) (LENGTH * Math.pow(random.nextDouble(), 2));
      if (random.nextInt(4) == 0 && IntStream.of(list).noneMatch(i -> i == item)) {
        list[place] = item;
      }
    }
    lists[user] = list;
    relevant[user] = judged;
  }

  private static int[] distinct(SplittableRandom random, int n) {
    return random.ints(0, ITEMS).distinct().limit(n).toArray();
  }

  private static void write(Path folder, int[][] lists, int[][] relevant) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("shape.json"), "[" + lists.length + ", " + LENGTH + ", " + JUDGED + "]");
    write(folder.resolve("lists.i32"), lists);
    write(folder.resolve("relevant.i32"), relevant);
  }

  private static void write(Path file, int[][] rows) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      for (int[] row : rows) {
        for (int v : row) {
          out.writeInt(Integer.reverseBytes(v));
        }
      }
    }
  }
}
