package sluice.candidates.nearest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntPredicate;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/**
 * How well a graph finds what the exact scan finds, measured on the histories of some users of the
 * fitting part.
 *
 * @param queries how many users were asked for
 * @param n how many items each
 * @param mean mean over the queries of the share of the scan's items that the walk found too
 * @param worst the same over the worst 5 % of the queries (at least one)
 * @param walkMicros processor time of a walk
 * @param scanMicros processor time of a scan
 */
public record GraphRecall(
    int queries, int n, double mean, double worst, double walkMicros, double scanMicros) {
  private static final int QUERIES = 200;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Measures.
   *
   * @param source whose graph is measured, at its ef
   * @param part whose users are asked for, up to 200, chosen by a hash
   * @param n how many items each
   */
  public static GraphRecall measure(GraphSource source, FittingPart part, int n, long seed) {
    Request[] requests = requests(part, seed);
    double[] recalls = new double[requests.length];
    float[] query = new float[source.embedding().items().dimension()];
    IntPredicate all = item -> true;
    int[] marks = new int[part.catalogue().size()];
    long walk = 0;
    long scan = 0;
    int asked = 0;
    // The first round only warms up the compiler.
    for (int round = 0; round < 2; round++) {
      walk = 0;
      scan = 0;
      asked = 0;
      for (Request request : requests) {
        if (source.embedding().query(request, query)) {
          TieBreak ties = TieBreak.of(seed, request, part.catalogue());
          long start = THREADS.getCurrentThreadCpuTime();
          RankedItems exact = source.scan().search(query, all, ties, n);
          long between = THREADS.getCurrentThreadCpuTime();
          RankedItems found = source.graph().search(query, all, ties, n, source.settings().ef());
          walk += THREADS.getCurrentThreadCpuTime() - between;
          scan += between - start;
          recalls[asked] = share(exact, found, marks);
          asked++;
        }
      }
    }
    double[] sorted = Arrays.copyOf(recalls, asked);
    Arrays.sort(sorted);
    int few = Math.max(1, asked / 20);
    double worst = asked == 0 ? Double.NaN : Arrays.stream(sorted, 0, few).average().orElse(1);
    return new GraphRecall(
        asked,
        n,
        asked == 0 ? Double.NaN : Arrays.stream(sorted).average().orElse(1),
        worst,
        walk / 1e3 / Math.max(1, asked),
        scan / 1e3 / Math.max(1, asked));
  }

  private static double share(RankedItems exact, RankedItems found, int[] marks) {
    for (int i = 0; i < exact.size(); i++) {
      marks[exact.item(i)] = 1;
    }
    int hits = 0;
    for (int i = 0; i < found.size(); i++) {
      hits += marks[found.item(i)];
    }
    for (int i = 0; i < exact.size(); i++) {
      marks[exact.item(i)] = 0;
    }
    return exact.size() == 0 ? 1 : (double) hits / exact.size();
  }

  private static Request[] requests(FittingPart part, long seed) {
    int users = part.users().size();
    long[][] order = new long[users][];
    for (int u = 0; u < users; u++) {
      long id = Randomness.hash(part.users().id(u));
      order[u] = new long[] {Randomness.key(seed, "graph-recall", id), u};
    }
    Arrays.sort(order, (a, b) -> Long.compare(a[0], b[0]));
    Request[] requests = new Request[Math.min(users, QUERIES)];
    for (int i = 0; i < requests.length; i++) {
      int user = (int) order[i][1];
      History history = part.histories().all(user);
      String id = part.users().id(user);
      requests[i] = new Request(id, user, id, part.asOf(), history, java.util.Map.of());
    }
    return requests;
  }
}
