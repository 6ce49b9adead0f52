package sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Load on a running server over loopback: how many slates a second it makes, and how long they take
 * at half, four fifths and six fifths of that.
 *
 * <p>A closed loop of four callers a core finds what the server can do at most. Then the loop is
 * open: requests are due at constant intervals, and a latency counts from when its request was due,
 * so that a server that falls behind cannot hide it. Capacity is what is served of an open loop
 * that asks for a fifth more than the closed one got. At the same rates the server's empty endpoint
 * is the yardstick: what HTTP and this client take. More columns tell how far a line can be
 * trusted: the processor time that this client took for a request, the share of the machine's time
 * that its host gave to others meanwhile ("stolen", Linux only), and the 99th percentile once more
 * over those requests alone that were due in a second of which the host took nothing, with the
 * number of such seconds. With rates given, only those are measured.
 *
 * <pre>sluice.benchmarks.ServingLoad http://127.0.0.1:8080 RUN/runs/slate.tsv SECONDS [RATE …]
 * </pre>
 */
public final class ServingLoad {
  private static final int MOST_OPEN = 2_000;

  /** Seconds before the first measurement. */
  private static final int WARM = 36;

  private final LoadConnections connections;
  private final byte[] empty;
  private final List<byte[]> slates;

  private ServingLoad(LoadConnections connections, URI server, List<String> users) {
    this.connections = connections;
    this.empty = LoadConnections.request(server.resolve("/health/live"), "GET", "");
    URI recommend = server.resolve("/v1/recommend");
    this.slates =
        users.stream()
            .map(user -> "{\"user\":\"" + user + "\",\"n\":20}")
            .map(body -> LoadConnections.request(recommend, "POST", body))
            .toList();
  }

  /** Runs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> users;
    try (var lines = Files.lines(Path.of(args[1]))) {
      users = lines.map(l -> l.substring(0, l.indexOf('\t'))).distinct().toList();
    }
    int seconds = Integer.parseInt(args[2]);
    double[] rates = Arrays.stream(args).skip(3).mapToDouble(Double::parseDouble).toArray();
    URI server = URI.create(args[0]);
    try (LoadConnections connections = new LoadConnections(server)) {
      new ServingLoad(connections, server, users).run(seconds, rates);
    }
  }

  private void run(int seconds, double[] rates) throws IOException, InterruptedException {
    System.out.println(
        "                  rate/s   sent     ok    503  other    p50 ms   p95 ms   p99 ms p99.9"
            + " ms  client ms  stolen %  undisturbed s   p99 ms");
    closed(WARM); // the JIT's share, of the server and of this client
    open("warm", true, 100, WARM / 3);
    if (rates.length > 0) {
      for (double rate : rates) {
        open("empty", false, rate, seconds);
        open("slate", true, rate, seconds);
      }
      return;
    }
    double most = closed(seconds);
    double capacity = open("most", true, 1.2 * most, seconds) / (double) seconds;
    System.out.printf(
        Locale.ROOT, "capacity %.0f requests a second; %.0f in a closed loop%n", capacity, most);
    for (int percent : new int[] {50, 80, 120}) {
      open("empty %3d %%".formatted(percent), false, percent * capacity / 100, seconds);
      open("slate %3d %%".formatted(percent), true, percent * capacity / 100, seconds);
    }
  }

  private double closed(int seconds) throws IOException, InterruptedException {
    int callers = 4 * Runtime.getRuntime().availableProcessors();
    Semaphore open = new Semaphore(callers);
    LongAdder done = new LongAdder();
    connections.tell((request, status) -> {
      if (status == 200) {
        done.increment();
      }
      open.release();
    });
    SplittableRandom random = new SplittableRandom(1);
    long start = System.nanoTime();
    for (int i = 0; System.nanoTime() - start < seconds * 1_000_000_000L; i++) {
      open.acquire();
      connections.send(i, slates.get(random.nextInt(slates.size())));
    }
    open.acquire(callers);
    return done.sum() / ((System.nanoTime() - start) / 1e9);
  }

  /** Returns how many were served. */
  private int open(String name, boolean slate, double rate, int seconds)
      throws IOException, InterruptedException {
    int count = (int) (rate * seconds);
    long[] nanos = new long[count]; // 0: not served
    AtomicInteger ok = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    Semaphore open = new Semaphore(MOST_OPEN);
    SplittableRandom random = new SplittableRandom(7);
    long[] stolen = new long[seconds + 1]; // ticks, by second
    MachineTime before = MachineTime.now();
    MachineTime last = before;
    long start = System.nanoTime() + 10_000_000;
    connections.tell((request, status) -> {
      if (status == 200) {
        nanos[request] = System.nanoTime() - due(start, request, rate);
        ok.incrementAndGet();
      } else if (status == 503) {
        refused.incrementAndGet();
      } else {
        other.incrementAndGet();
      }
      open.release();
    });
    for (int i = 0; i < count; i++) {
      if (second(i, rate) != second(i - 1, rate)) {
        MachineTime now = MachineTime.now();
        stolen[second(i - 1, rate)] = now.stolen() - last.stolen();
        last = now;
      }
      long due = due(start, i, rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      open.acquire();
      connections.send(i, slate ? slates.get(random.nextInt(slates.size())) : empty);
    }
    open.acquire(MOST_OPEN);
    MachineTime after = MachineTime.now();
    stolen[second(count - 1, rate)] = after.stolen() - last.stolen();
    long[] served = Arrays.stream(nanos).filter(n -> n > 0).sorted().toArray();
    long[] undisturbed =
        IntStream.range(0, count)
            .filter(i -> nanos[i] > 0 && stolen[second(i, rate)] == 0)
            .mapToLong(i -> nanos[i])
            .sorted()
            .toArray();
    long calm = IntStream.range(0, seconds).filter(s -> stolen[s] == 0).count();
    System.out.printf(
        Locale.ROOT,
        "%-16s %7.0f %6d %6d %6d %6d %9.2f %8.2f %8.2f %8.2f %10.2f %9.1f %14d %8.2f%n",
        name,
        rate,
        count,
        served.length,
        refused.get(),
        other.get(),
        at(served, 0.5),
        at(served, 0.95),
        at(served, 0.99),
        at(served, 0.999),
        (after.ownNanos() - before.ownNanos()) / 1e6 / count,
        100 * after.stolenSince(before),
        calm,
        at(undisturbed, 0.99));
    return served.length;
  }

  private static long due(long start, int request, double rate) {
    return start + (long) (request * 1e9 / rate);
  }

  /** The second of the loop in which a request is due. */
  private static int second(int request, double rate) {
    return (int) (Math.max(0, request) / rate);
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
  }
}
