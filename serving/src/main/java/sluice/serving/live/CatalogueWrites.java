package sluice.serving.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import sluice.core.Column;
import sluice.core.FittingPart;
import sluice.serving.feedback.Attributes;
import sluice.serving.feedback.CatalogueStore;
import sluice.serving.feedback.ItemWrite;
import sluice.serving.search.SearchItem;

/**
 * Writes of items: durable first, then in the search and in every request that begins thereafter.
 *
 * <p>Each write takes over whatever the store has above the version that is served, so that writes
 * of other servers on the same database come along and no version is left out. Safe for use by many
 * threads; writes wait for one another, requests for none.
 */
final class CatalogueWrites {
  private final AtomicReference<Generation> live;
  private final CatalogueStore store;
  private final ServerClock clock;
  private final Object turn = new Object();

  CatalogueWrites(AtomicReference<Generation> live, CatalogueStore store, ServerClock clock) {
    this.live = live;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Writes an item, with all its attributes; where they are those that hold already, nothing is
   * stored.
   *
   * @return the version from which on it holds
   */
  long put(String item, Attributes attributes) {
    LiveCatalogue now = live.get().catalogue();
    Optional<ItemWrite> same =
        now.write(item).filter(w -> w.attributes().equals(Optional.of(attributes)));
    return same.isPresent() ? same.get().version() : write(item, Optional.of(attributes));
  }

  /**
   * Deletes an item; where it is deleted already, nothing is stored.
   *
   * @throws NoSuch where there never was one of this id
   */
  void delete(String item) {
    LiveCatalogue now = live.get().catalogue();
    if (now.has(item)) {
      write(item, Optional.empty());
    } else if (now.write(item).isEmpty()) {
      throw new NoSuch("there is no item of this id");
    }
  }

  private long write(String item, Optional<Attributes> attributes) {
    long version = store.writeItem(item, attributes, Math.max(0, clock.millis()));
    synchronized (turn) {
      live.set(caughtUp(live.get()));
    }
    return version;
  }

  /** Answers from another bundle from now on, with all that was written. */
  void swap(Generation next) {
    Generation fresh = caughtUp(next); // most of it before others have to wait
    synchronized (turn) {
      live.set(caughtUp(fresh));
    }
  }

  /** Answers with other counts from now on, where the bundle is still the one they are of. */
  void count(Generation next) {
    synchronized (turn) {
      Generation now = live.get();
      if (now.bundle().equals(next.bundle())) {
        live.set(now.with(next.funnel(), next.counts()));
      }
    }
  }

  /** Takes over what the store has. */
  void catchUp() {
    synchronized (turn) {
      live.set(caughtUp(live.get()));
    }
  }

  private Generation caughtUp(Generation now) {
    List<ItemWrite> writes = new ArrayList<>();
    store.eachItem(now.catalogue().version(), writes::add);
    LiveCatalogue next = now.catalogue().with(writes);
    Map<String, ItemWrite> last = new LinkedHashMap<>();
    writes.forEach(w -> last.put(w.item(), w));
    for (ItemWrite write : last.values()) {
      write
          .attributes()
          .ifPresentOrElse(
              a -> now.search().upsert(searched(now.part(), write.item(), a)),
              () -> now.search().delete(write.item()));
    }
    return now.with(next);
  }

  /**
   * Leaves out what the bundle has no such column for: it may be another than it was written for.
   */
  private static SearchItem searched(FittingPart part, String item, Attributes attributes) {
    Map<String, List<String>> fitting = new LinkedHashMap<>();
    attributes
        .values()
        .forEach((column, values) -> {
          Column kind = part.items().columns().get(column);
          if (kind != null && values.stream().allMatch(v -> fits(kind, v))) {
            fitting.put(column, values);
          }
        });
    return new SearchItem(item, fitting, attributes.availableFrom(), attributes.availableUntil());
  }

  private static boolean fits(Column kind, String value) {
    if (kind instanceof Column.Numbers) {
      try {
        return Float.isFinite(Float.parseFloat(value));
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return true;
  }
}
