package sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Minutes of load on a running server, with clicks between the requests: what becomes of its
 * memory, threads and handles.
 *
 * <p>Requests are due at constant intervals; after every fourth answer its first item is clicked.
 * Each line is half a minute. The heap is its least size within that time as {@code /metrics} tells
 * it each second: what is left after a collection. Where a number of held connections is given, so
 * many are kept open next to the load that keep the server waiting, and the last columns tell how
 * many are open and how many the server closed.
 *
 * <pre>
 * sluice.benchmarks.ServingSoak http://127.0.0.1:8080 RUN/runs/slate.tsv MINUTES REQUESTS_A_SECOND [HELD]
 * </pre>
 */
public final class ServingSoak {
  private static final Pattern SHOWN =
      Pattern.compile("\"requestId\":\"([^\"]+)\".*?\"item\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final List<String> users;
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ok = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger other = new AtomicInteger();
  private final AtomicInteger clicks = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  private ServingSoak(String url, List<String> users) {
    this.url = url;
    this.users = users;
  }

  /** Runs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> users;
    try (var lines = Files.lines(Path.of(args[1]))) {
      users = lines.map(l -> l.substring(0, l.indexOf('\t'))).distinct().toList();
    }
    int held = args.length > 4 ? Integer.parseInt(args[4]) : 0;
    try (HeldConnections holding = new HeldConnections(URI.create(args[0]), held)) {
      new ServingSoak(args[0], users)
          .run(Integer.parseInt(args[2]), Double.parseDouble(args[3]), holding);
    }
  }

  private void run(int minutes, double rate, HeldConnections holding)
      throws IOException, InterruptedException {
    System.out.println(
        "   s      ok  503 other clicks lost  p50 ms  p99 ms  heap MB  other MB  threads  handles"
            + "   held  closed");
    SplittableRandom random = new SplittableRandom(11);
    long start = System.nanoTime();
    long sent = 0;
    double heap = Double.POSITIVE_INFINITY;
    for (int second = 1; second <= 60 * minutes; second++) {
      while (sent < second * rate) {
        long due = start + (long) (sent++ * 1e9 / rate);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        send(users.get(random.nextInt(users.size())), due, sent % 4 == 0);
      }
      Map<String, Double> metrics = metrics();
      heap =
          Math.min(heap, metrics.getOrDefault("jvm_memory_used_bytes{area=\"heap\"}", Double.NaN));
      if (second % 30 == 0) {
        long[] times = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        nanos.clear();
        System.out.printf(
            Locale.ROOT,
            "%4d %7d %4d %5d %6d %4d %7.2f %7.2f %8.1f %9.1f %8.0f %8.0f %6d %7d%n",
            second,
            ok.getAndSet(0),
            refused.getAndSet(0),
            other.getAndSet(0),
            clicks.getAndSet(0),
            lost.getAndSet(0),
            at(times, 0.5),
            at(times, 0.99),
            heap / 1e6,
            metrics.getOrDefault("jvm_memory_used_bytes{area=\"nonheap\"}", Double.NaN) / 1e6,
            metrics.getOrDefault("jvm_threads_current", Double.NaN),
            metrics.getOrDefault("process_open_fds", Double.NaN),
            holding.open(),
            holding.ended());
        heap = Double.POSITIVE_INFINITY;
      }
    }
  }

  private static double at(long[] sorted, double share) {
    int last = sorted.length - 1;
    return last < 0 ? Double.NaN : sorted[(int) Math.min(last, share * sorted.length)] / 1e6;
  }

  private void send(String user, long due, boolean click) {
    var _ =
        client
            .sendAsync(
                post("/v1/recommend", "{\"user\":\"" + user + "\",\"n\":20}"),
                HttpResponse.BodyHandlers.ofString())
            .whenComplete((answer, failure) -> {
              int status = answer == null ? 0 : answer.statusCode();
              (status == 200 ? ok : status == 503 ? refused : other).incrementAndGet();
              if (status == 200) {
                nanos.add(System.nanoTime() - due);
                if (click) {
                  click(user, answer.body());
                }
              }
            });
  }

  private void click(String user, String slate) {
    Matcher shown = SHOWN.matcher(slate);
    if (!shown.find()) {
      lost.incrementAndGet();
      return;
    }
    String event =
        String.format(
            Locale.ROOT,
            "[{\"id\":\"click-%s\",\"kind\":\"click\",\"user\":\"%s\",\"item\":\"%s\",\"time\":%d,"
                + "\"requestId\":\"%s\"}]",
            shown.group(1),
            user,
            shown.group(2),
            System.currentTimeMillis(),
            shown.group(1));
    var _ =
        client
            .sendAsync(post("/v1/events", event), HttpResponse.BodyHandlers.ofString())
            .whenComplete((answer, failure) -> {
              boolean stored = answer != null && answer.body().contains("\"stored\"");
              (stored ? clicks : lost).incrementAndGet();
            });
  }

  private HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private Map<String, Double> metrics() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
    Map<String, Double> values = new HashMap<>();
    String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (String line : text.lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return values;
  }
}
