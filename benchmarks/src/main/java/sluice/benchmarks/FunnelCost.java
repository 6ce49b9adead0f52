package sluice.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.core.Candidates;
import sluice.core.Dictionary;
import sluice.core.FeatureMatrix;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.Request;
import sluice.funnel.Funnel;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourcePolicy;
import sluice.funnel.StageObserver;
import sluice.funnel.bundle.Bundle;

/**
 * What a request costs on one thread, stage by stage, without a server around it: processor time,
 * so that a machine with other work can be used, as the mean over all users of a run's {@code
 * slate.tsv}, round after round, so that the JIT's share is seen to end.
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
      Laps laps = new Laps();
      long start = System.nanoTime();
      for (Request request : requests) {
        laps.begin();
        var _ = walker.walk(request, item -> true, 20, SourcePolicy.IN_FULL, laps);
      }
      double wall = (System.nanoTime() - start) / 1e3 / requests.size();
      StringBuilder line = new StringBuilder();
      laps.stages.forEach((stage, nanos) ->
          line.append(
              String.format(Locale.ROOT, "  %s %.0f", stage, nanos / 1e3 / requests.size())));
      double all = laps.stages.values().stream().mapToLong(n -> n).sum() / 1e3 / requests.size();
      System.out.printf(
          Locale.ROOT, "round %d: µs of a processor %.0f (wall %.0f);%s%n", round, all, wall, line);
    }
  }

  /** Processor time from each stage's end to the next's. */
  private static final class Laps implements StageObserver {
    private final Map<String, Long> stages = new LinkedHashMap<>();
    private long last;

    void begin() {
      last = THREADS.getCurrentThreadCpuTime();
    }

    private void end(String stage) {
      long now = THREADS.getCurrentThreadCpuTime();
      stages.merge(stage, now - last, Long::sum);
      last = now;
    }

    @Override
    public void source(SourceOutcome outcome) {
      end(outcome.source());
    }

    @Override
    public void fused(Candidates candidates, long nanos) {
      end("fusion");
    }

    @Override
    public void features(Candidates candidates, FeatureMatrix rows, long nanos) {
      end("features");
    }

    @Override
    public void ranked(Ranker ranker, RankedItems order, long nanos) {
      end("ranking");
    }

    @Override
    public void shown(RankedItems slate, long nanos) {
      end("re-ranking");
    }
  }
}
