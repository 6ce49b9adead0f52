package sluice.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Receipt;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.ShownItem;

/**
 * How many events a second the feedback store makes durable, by the number of callers that each
 * send one event and wait for its receipt.
 *
 * <p>Two kinds of event: an action alone, and an action under a request whose slate of 20 items is
 * handed over right before. Next to them stands how often the same disk synchronises 4 KiB appended
 * to a file: what one caller at a time cannot pass.
 *
 * <p>Run, from the repository root after {@code ./mvnw package -DskipTests}:
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/classes:pipeline/target/lib/*' sluice.benchmarks.FeedbackThroughput 10
 * }</pre>
 *
 * <p>Arguments: seconds of each measurement, after as many seconds for warming up, then JDBC URLs
 * of databases without feedback; without any, a SQLite file in a new folder under the working
 * directory, removed at the end.
 */
public final class FeedbackThroughput {
  private static final int[] CALLERS = {1, 16, 256};
  private static final int USERS = 100_000;
  private static final int ITEMS = 50_000;

  private final FeedbackStore store;
  private final AtomicLong events = new AtomicLong();

  private FeedbackThroughput(FeedbackStore store) {
    this.store = store;
  }

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "feedback-throughput");
    try {
      System.out.printf(Locale.ROOT, "%.0f synchronised appends a second%n", syncs(folder));
      List<String> urls = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
      if (urls.isEmpty()) {
        urls.add("jdbc:sqlite:" + folder.resolve("feedback.db"));
      }
      for (String url : urls) {
        System.out.println(url.replaceAll("\\?.*", ""));
        try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
          new FeedbackThroughput(store).measureAll(seconds);
        }
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }

  private static double syncs(Path folder) throws IOException {
    Path file = folder.resolve("syncs");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long start = System.nanoTime();
      int n = 0;
      while (System.nanoTime() - start < 2_000_000_000L) {
        out.write(ByteBuffer.allocate(4_096));
        out.force(false);
        n++;
      }
      return n / ((System.nanoTime() - start) / 1e9);
    }
  }

  private void measureAll(int seconds) throws InterruptedException, ExecutionException {
    System.out.println("event            callers  events/s   p50 ms   p99 ms");
    for (boolean withSlate : new boolean[] {false, true}) {
      for (int callers : CALLERS) {
        measure(callers, withSlate, seconds);
        long[] times = measure(callers, withSlate, seconds);
        System.out.printf(
            Locale.ROOT,
            "%-15s %8d %9.0f %8.2f %8.2f%n",
            withSlate ? "with its slate" : "alone",
            callers,
            (double) times.length / seconds,
            times[times.length / 2] / 1e6,
            times[(int) (times.length * 0.99)] / 1e6);
      }
    }
    long start = System.nanoTime();
    var forgotten = store.forget("user-1");
    System.out.printf(
        Locale.ROOT,
        "%d events in the store; forgetting a user (%s) took %.1f s%n",
        events.get(),
        forgotten,
        (System.nanoTime() - start) / 1e9);
  }

  /** Returns the time of each call in nanoseconds, in ascending order. */
  private long[] measure(int callers, boolean withSlate, int seconds)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int c = 0; c < callers; c++) {
        all.add(threads.submit(() -> call(withSlate, end)));
      }
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> one : all) {
        times.addAll(one.get());
      }
      return times.stream().mapToLong(t -> t).sorted().toArray();
    }
  }

  private List<Long> call(boolean withSlate, long end) {
    List<Long> times = new ArrayList<>();
    while (System.nanoTime() < end) {
      long number = events.incrementAndGet();
      // Odd factors scatter users, items and ids as random ones would be, and give none twice.
      String id = Long.toHexString(number * 0x9E3779B97F4A7C15L);
      String user = "user-" + ((number * 2_654_435_761L) >>> 8) % USERS;
      int first = (int) ((number * 40_503) % ITEMS);
      long now = System.currentTimeMillis();
      long start = System.nanoTime();
      Optional<String> request = Optional.empty();
      if (withSlate) {
        request = Optional.of("request-" + id);
        store.shown(Shown.recommended(request.orElseThrow(), user, now, "bundle", slate(first)));
      }
      Receipt receipt =
          store.append(
              List.of(
                  new Action(
                      "event-" + id, user, "item-" + first, "click", request, Float.NaN, now)));
      times.add(System.nanoTime() - start);
      if (receipt.outcomes().getFirst() != Receipt.Outcome.STORED) {
        throw new IllegalStateException("not stored: " + receipt);
      }
    }
    return times;
  }

  private static List<ShownItem> slate(int first) {
    return IntStream.range(0, 20)
        .mapToObj(i -> new ShownItem("item-" + (first + i) % ITEMS, i + 1, 1 / (1.5 + i)))
        .toList();
  }
}
