package sluice.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.core.Dictionary;
import sluice.core.Request;
import sluice.funnel.Funnel;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourcePolicy;
import sluice.funnel.Trace;
import sluice.funnel.bundle.Bundle;

/**
 * What a request costs on one thread, stage by stage, without a server around it: the mean over all
 * users of a run's {@code slate.tsv}, round after round, so that the JIT's share is seen to end.
 *
 * <pre>sluice.benchmarks.FunnelCost RUN ROUNDS</pre>
 */
public final class FunnelCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FunnelCost() {}

  /** Runs. */
  public static void main(String[] args) throws IOException {
    Path run = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    List<String> users;
    try (var lines = Files.lines(run.resolve("runs/slate.tsv"))) {
      users = lines.map(l -> l.substring(0, l.indexOf('\t'))).distinct().toList();
    }
    Funnel funnel = Bundle.load(run.resolve("bundle")).funnel();
    var part = funnel.fitted().part();
    long now = Long.MIN_VALUE;
    List<Request> requests = new ArrayList<>();
    for (String user : users) {
      int index = part.users().index(user);
      if (index != Dictionary.UNKNOWN) {
        var history = part.histories().all(index);
        if (history.size() > 0) {
          now = Math.max(now, history.time(history.size() - 1) + 1);
        }
      }
    }
    for (String user : users) {
      int index = part.users().index(user);
      if (index != Dictionary.UNKNOWN) {
        requests.add(
            new Request(user, index, user, now, part.histories().all(index), Map.of(), new int[0]));
      }
    }
    Funnel.Walker walker = funnel.newWalker();
    for (int round = 0; round < rounds; round++) {
      Map<String, Long> stages = new LinkedHashMap<>();
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      long[] each = new long[requests.size()];
      int done = 0;
      for (Request request : requests) {
        long began = System.nanoTime();
        Trace trace = walker.walk(request, item -> true, 20, SourcePolicy.IN_FULL);
        for (SourceOutcome source : trace.sources()) {
          stages.merge("source " + source.source(), source.nanos(), Long::sum);
        }
        stages.merge("fusion", trace.nanos().fusion(), Long::sum);
        stages.merge("features", trace.nanos().features(), Long::sum);
        stages.merge("ranking", trace.nanos().ranking(), Long::sum);
        stages.merge("re-ranking", trace.nanos().reranking(), Long::sum);
        each[done++] = System.nanoTime() - began;
      }
      Arrays.sort(each);
      double mean = (System.nanoTime() - start) / 1e3 / requests.size();
      double meanCpu = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / requests.size();
      StringBuilder line = new StringBuilder();
      stages.forEach((stage, nanos) ->
          line.append(
              String.format(Locale.ROOT, "  %s %.0f", stage, nanos / 1e3 / requests.size())));
      System.out.printf(
          Locale.ROOT,
          "round %d: %.0f µs a request (one of 100 over %.0f), %.0f of a processor;%s%n",
          round,
          mean,
          each[each.length * 99 / 100] / 1e3,
          meanCpu,
          line);
    }
  }
}
