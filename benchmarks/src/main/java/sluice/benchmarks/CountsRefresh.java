package sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import sluice.funnel.bundle.Bundle;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.ShownItem;
import sluice.serving.feedback.SuspicionRules;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Recommender;
import sluice.serving.live.ServerClock;

/**
 * How long a server takes to count what users did since its bundle's data ended: a SQLite store is
 * filled with slates of 20 and with actions, half of them on what was shown, over the last week;
 * the yardstick is reading the same rows from the store without counting them.
 *
 * <pre>sluice.benchmarks.CountsRefresh RUN ACTIONS SLATES</pre>
 */
public final class CountsRefresh {
  private static final long DAY = 86_400_000L;
  private static final int SLATE = 20;
  private static final int AT_ONCE = 1_000;

  private CountsRefresh() {}

  /** Runs. */
  public static void main(String[] args) throws IOException {
    Bundle bundle = Bundle.load(Path.of(args[0]).resolve("bundle"));
    int actions = Integer.parseInt(args[1]);
    int slates = Integer.parseInt(args[2]);
    long end = bundle.manifest().dataEnd();
    Path folder = Files.createTempDirectory("counts-refresh");
    SuspicionRules trusting =
        new SuspicionRules(
            Integer.MAX_VALUE, Integer.MAX_VALUE, SuspicionRules.DEFAULT.botAgents());
    FeedbackStore store =
        FeedbackStore.open(
            "jdbc:sqlite:" + folder.resolve("events.db"),
            new FeedbackSettings(100_000, trusting, FeedbackSettings.DEFAULT.keepShown()));
    fill(store, bundle, end, actions, slates);
    AtomicLong clock = new AtomicLong(end);
    try (Recommender recommender =
        new Recommender(
            bundle,
            store,
            LiveSettings.of(Runtime.getRuntime().availableProcessors(), 250),
            ServerClock.of(clock::get),
            Optional.empty())) {
      for (int round = 1; round <= 4; round++) {
        clock.set(end + (7 + round) * DAY);
        AtomicLong rows = new AtomicLong();
        long start = System.nanoTime();
        store.each(0, action -> rows.incrementAndGet());
        store.eachShown(end, clock.get(), slate -> rows.addAndGet(slate.items().size()));
        long read = System.nanoTime();
        boolean refreshed = recommender.refreshCounts();
        System.out.printf(
            Locale.ROOT,
            "round %d: %,d rows read in %,d ms; read and counted in %,d ms (%b)%n",
            round,
            rows.get(),
            (read - start) / 1_000_000,
            (System.nanoTime() - read) / 1_000_000,
            refreshed);
      }
    }
  }

  private static void fill(FeedbackStore store, Bundle bundle, long end, int actions, int slates) {
    var part = bundle.funnel().fitted().part();
    var users = part.users();
    var items = part.catalogue().items();
    SplittableRandom random = new SplittableRandom(3);
    String type = bundle.weights().all().keySet().iterator().next();
    List<Action> waiting = new ArrayList<>();
    int done = 0;
    for (int s = 0; s < slates || done < actions; s++) {
      String user = users.id(random.nextInt(users.size()));
      long time = end + random.nextLong(7 * DAY);
      String request = "r" + s;
      String first = items.id(random.nextInt(items.size()));
      if (s < slates) {
        List<ShownItem> shown =
            IntStream.range(0, SLATE)
                .mapToObj(p ->
                    new ShownItem(
                        p == 0 ? first : items.id(random.nextInt(items.size())), p + 1, 1))
                .toList();
        store.shown(Shown.recommended(request, user, time, bundle.manifest().id(), shown));
      }
      for (long due = (long) actions * (s + 1) / Math.max(1, slates); done < due; done++) {
        boolean onSlate = s < slates && done % 2 == 0;
        String item = onSlate ? first : items.id(random.nextInt(items.size()));
        waiting.add(
            new Action("e" + done, user, item, type, Optional.empty(), Float.NaN, time + 60_000));
      }
      if (waiting.size() >= AT_ONCE) {
        store.append(waiting);
        waiting.clear();
      }
    }
    if (!waiting.isEmpty()) {
      store.append(waiting);
    }
  }
}
