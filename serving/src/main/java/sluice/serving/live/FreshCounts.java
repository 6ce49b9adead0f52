package sluice.serving.live;

import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.features.tables.LaterCounter;
import sluice.features.tables.LaterCounts;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.StoredAction;

/**
 * Lets the counts and trends that features read go on with what users do, a whole UTC day at a
 * time.
 *
 * <p>Features read days that ended before the request's own, in the report as here. So all there is
 * to refresh is one day each midnight: it is counted then from the bundle's end on, of what the
 * store holds of actions without marks and of slates that were recommended. Where nothing was done
 * since the bundle's end, windows go on ending there: nothing would be left in them. Where the
 * bundle's data does not part by time there is nothing to refresh.
 *
 * <p>Takes time and memory by the number of events since the bundle's data ended. Safe for use by
 * many threads, one at a time.
 */
final class FreshCounts {
  private static final System.Logger LOG = System.getLogger(FreshCounts.class.getName());
  private static final long DAY = 86_400_000L;

  private final FeedbackStore store;
  private final Set<String> forgotten;
  private final Optional<CountsFiles> files;

  /** What was looked at last, and brought nothing. */
  private String nothing = "";

  /**
   * Counts nothing yet.
   *
   * @param forgotten users who are as strangers; a set that others write
   * @param files where counts are kept for replays
   */
  FreshCounts(FeedbackStore store, Set<String> forgotten, Optional<CountsFiles> files) {
    this.store = store;
    this.forgotten = forgotten;
    this.files = files;
  }

  /**
   * As {@link #at(Generation, long)}, without a server: of a store that is asked once, if there is
   * one.
   */
  static Generation offline(Generation now, Optional<FeedbackStore> store, long time) {
    return store.map(s -> new FreshCounts(s, Set.of(), Optional.empty()).at(now, time)).orElse(now);
  }

  /**
   * Returns the same with counts up to the day of a time; where there is nothing newer to count,
   * the very same.
   */
  synchronized Generation at(Generation now, long time) {
    FittingPart part = now.part();
    long end = Math.floorDiv(time, DAY) * DAY;
    String looked = now.id() + " " + end;
    boolean parts = part.timed() && part.asOf() != Long.MAX_VALUE;
    if (!parts || end <= now.counts().end() || looked.equals(nothing)) {
      return now;
    }
    long sequence = store.lastSequence();
    LaterCounts later = count(now, end, sequence);
    if (later.isEmpty()) {
      nothing = looked;
      CountsVersion own = CountsVersion.ofBundle(part.asOf());
      return now.counts().equals(own) ? now : now.with(now.bundle().funnel(), own);
    }
    CountsVersion version = CountsVersion.next(end, sequence);
    keep(now.id(), version, later);
    return now.with(now.bundle().funnel().with(later), version);
  }

  private LaterCounts count(Generation now, long end, long sequence) {
    FittingPart part = now.part();
    Counting counting =
        new Counting(
            now,
            new LaterCounter(part, now.bundle().funnel().fitted().assembler().tables(), end),
            new HashMap<>());
    store.each(
        0,
        stored -> {
          if (stored.sequence() <= sequence && stored.marks().isEmpty()) {
            counting.action(stored, user(part, stored.action().user()));
          }
        });
    if (part.impressions().isPresent()) {
      store.eachShown(
          part.asOf(),
          end,
          slate -> {
            if (!slate.surface().isRecommended()) {
              return;
            }
            int user = counting.number(slate.user(), user(part, slate.user()));
            slate
                .items()
                .forEach(shown -> {
                  int item = part.catalogue().items().index(shown.item());
                  if (item != Dictionary.UNKNOWN) {
                    counting.counter.shown(user, item, slate.time(), shown.position());
                  }
                });
          });
    }
    return counting.counter.counts();
  }

  private int user(FittingPart part, String user) {
    return forgotten.contains(user) ? Dictionary.UNKNOWN : part.users().index(user);
  }

  /** One count; strangers get numbers behind those of the bundle's users. */
  private record Counting(Generation now, LaterCounter counter, Map<String, Integer> strangers) {
    void action(StoredAction stored, int user) {
      Action action = stored.action();
      FittingPart part = now.part();
      int item = part.catalogue().items().index(action.item());
      Optional<Float> weight = now.weights().weight(action.type(), action.value());
      if (item != Dictionary.UNKNOWN
          && weight.isPresent()
          && !LiveHistories.isOf(part, user, item, action.time())) {
        counter.action(
            number(action.user(), user), item, action.time(), weight.get(), action.value());
      }
    }

    int number(String id, int user) {
      int first = now.part().users().size();
      return user != Dictionary.UNKNOWN
          ? user
          : strangers.computeIfAbsent(id, s -> first + strangers.size());
    }
  }

  /** Without their file, requests that are recorded cannot be replayed; they are answered. */
  private void keep(String bundle, CountsVersion version, LaterCounts later) {
    try {
      files.ifPresent(to -> to.write(bundle, version.id(), later, forgotten));
    } catch (UncheckedIOException e) {
      LOG.log(Level.ERROR, "counts cannot be kept for replays ({0})", e.getMessage());
    }
  }
}
