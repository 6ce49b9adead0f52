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
import java.util.stream.Stream;
import sluice.evaluation.Evaluator;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;

/**
 * How long ten measures of 100 recommended items a user take, from lists in memory to one value a
 * user and measure; {@code benchmarks/evaluation/run} holds it against ranx and ir_measures.
 *
 * <p>Arguments: users, threads, rounds, and a folder that receives the lists for the peers (none
 * without it). Prints one JSON line: seconds of conversion (ints to judgements and run), of the
 * first and the best later evaluation, peak heap after the last in MiB, and the means.
 */
public final class EvaluationSpeed {
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
    DrawnLists drawn = DrawnLists.draw(users, threads);
    if (args.length > 3) {
      write(Path.of(args[3]), drawn);
    }
    long started = System.nanoTime();
    Judgements judgements = drawn.judgements();
    Run run = drawn.run();
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

  private static void write(Path folder, DrawnLists drawn) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("shape.json"),
        "[" + drawn.lists().length + ", " + DrawnLists.LENGTH + ", " + DrawnLists.JUDGED + "]");
    write(folder.resolve("lists.i32"), drawn.lists());
    write(folder.resolve("relevant.i32"), drawn.relevant());
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
