package sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
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
 * number of such seconds.
 *
 * <pre>sluice.benchmarks.ServingLoad http://127.0.0.1:8080 RUN/runs/slate.tsv SECONDS</pre>
 */
public final class ServingLoad {
  private static final int MOST_OPEN = 2_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final List<String> users;

  private ServingLoad(String url, List<String> users) {
    this.url = url;
    this.users = users;
  }

  /** Runs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> users;
    try (var lines = Files.lines(Path.of(args[1]))) {
      users = lines.map(l -> l.substring(0, l.indexOf('\t'))).distinct().toList();
    }
    int seconds = Integer.parseInt(args[2]);
    ServingLoad load = new ServingLoad(args[0], users);
    load.closed(3 * seconds); // the JIT's share, of the server and of this client
    load.open("warm", true, 100, seconds, 0);
    double most = load.closed(seconds);
    System.out.println(
        "                  rate/s   sent     ok    503  other    p50 ms   p95 ms   p99 ms p99.9"
            + " ms  client ms  stolen %  undisturbed s   p99 ms");
    double capacity = load.open("most", true, 1.2 * most, seconds, 0) / (double) seconds;
    System.out.printf(
        Locale.ROOT, "capacity %.0f requests a second; %.0f in a closed loop%n", capacity, most);
    for (double share : new double[] {0.5, 0.8, 1.2}) {
      load.open("empty", false, share * capacity, seconds, share);
      load.open("recommend", true, share * capacity, seconds, share);
    }
  }

  private double closed(int seconds) throws InterruptedException {
    int callers = 4 * Runtime.getRuntime().availableProcessors();
    LongAdder done = new LongAdder();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    Thread[] threads = new Thread[callers];
    for (int t = 0; t < callers; t++) {
      SplittableRandom random = new SplittableRandom(t);
      threads[t] =
          Thread.ofPlatform()
              .start(() -> {
                while (System.nanoTime() < end) {
                  try {
                    var answer =
                        client.send(recommend(random), HttpResponse.BodyHandlers.ofByteArray());
                    if (answer.statusCode() == 200) {
                      done.increment();
                    }
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                  }
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done.sum() / ((System.nanoTime() - start) / 1e9);
  }

  /** Returns how many were served. */
  private int open(String name, boolean slates, double rate, int seconds, double share)
      throws InterruptedException {
    int count = (int) (rate * seconds);
    long[] nanos = new long[count]; // 0: not served
    AtomicInteger ok = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    Semaphore open = new Semaphore(MOST_OPEN);
    SplittableRandom random = new SplittableRandom(7);
    long[] stolen = new long[seconds + 1]; // ticks, by second
    Machine before = Machine.now();
    Machine last = before;
    long start = System.nanoTime() + 10_000_000;
    for (int i = 0; i < count; i++) {
      if (second(i, rate) != second(i - 1, rate)) {
        Machine now = Machine.now();
        stolen[second(i - 1, rate)] = now.stolen - last.stolen;
        last = now;
      }
      long due = start + (long) (i * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      open.acquire();
      HttpRequest request =
          slates
              ? recommend(random)
              : HttpRequest.newBuilder(URI.create(url + "/health/live")).build();
      int at = i;
      var _ =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
              .whenComplete((answer, failure) -> {
                int status = answer == null ? 0 : answer.statusCode();
                if (status == 200) {
                  nanos[at] = System.nanoTime() - due;
                  ok.incrementAndGet();
                } else if (status == 503) {
                  refused.incrementAndGet();
                } else {
                  other.incrementAndGet();
                }
                open.release();
              });
    }
    open.acquire(MOST_OPEN);
    Machine after = Machine.now();
    stolen[second(count - 1, rate)] = after.stolen - last.stolen;
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
        "%-10s %3.0f %% %8.0f %6d %6d %6d %6d %9.2f %8.2f %8.2f %8.2f %10.2f %9.1f %14d %8.2f%n",
        name,
        100 * share,
        rate,
        count,
        served.length,
        refused.get(),
        other.get(),
        at(served, 0.5),
        at(served, 0.95),
        at(served, 0.99),
        at(served, 0.999),
        (after.ownNanos - before.ownNanos) / 1e6 / count,
        100 * after.stolenSince(before),
        calm,
        at(undisturbed, 0.99));
    return served.length;
  }

  /** The second of the loop in which a request is due. */
  private static int second(int request, double rate) {
    return (int) (Math.max(0, request) / rate);
  }

  /** What had been spent when: by this process in ns, by the whole machine in ticks. */
  private record Machine(long ownNanos, long stolen, long all) {
    static Machine now() {
      long own =
          ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
      long[] ticks = new long[8];
      Path stat = Path.of("/proc/stat");
      if (Files.isReadable(stat)) {
        try (var lines = Files.lines(stat)) {
          Scanner words = new Scanner(lines.findFirst().orElseThrow().substring("cpu".length()));
          for (int i = 0; i < ticks.length; i++) {
            ticks[i] = words.nextLong();
          }
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return new Machine(own, ticks[7], Arrays.stream(ticks).sum());
    }

    double stolenSince(Machine before) {
      return all == before.all
          ? Double.NaN
          : (stolen - before.stolen) / (double) (all - before.all);
    }
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
  }

  private HttpRequest recommend(SplittableRandom random) {
    String user = users.get(random.nextInt(users.size()));
    return HttpRequest.newBuilder(URI.create(url + "/v1/recommend"))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"" + user + "\",\"n\":20}"))
        .build();
  }
}
