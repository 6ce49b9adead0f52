package sluice.serving.live;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.serving.feedback.Attributes;
import sluice.serving.feedback.ItemWrite;

/**
 * The catalogue as one request sees it from its first stage to its last: the bundle's items, and
 * what was written about items since, up to one version.
 *
 * <p>Immutable, safe for use by many threads. What {@link #with} adds costs one copy of all that is
 * there: some milliseconds where a hundred thousand items were written.
 */
final class LiveCatalogue {
  private final FittingPart part;
  private final long version;
  private final Map<String, ItemWrite> latest;

  /** The bundle's items of which something was written; all others need no look-up. */
  private final BitSet written;

  private LiveCatalogue(
      FittingPart part, long version, Map<String, ItemWrite> latest, BitSet written) {
    this.part = part;
    this.version = version;
    this.latest = latest;
    this.written = written;
  }

  /** Returns the catalogue of a bundle alone, version 0. */
  static LiveCatalogue of(FittingPart part) {
    return new LiveCatalogue(part, 0, Map.of(), new BitSet());
  }

  /** Returns the catalogue after further writes, in their order. */
  LiveCatalogue with(List<ItemWrite> writes) {
    if (writes.isEmpty()) {
      return this;
    }
    Map<String, ItemWrite> all = new HashMap<>(latest);
    BitSet marked = (BitSet) written.clone();
    for (ItemWrite write : writes) {
      all.put(write.item(), write);
      int index = part.catalogue().items().index(write.item());
      if (index != Dictionary.UNKNOWN) {
        marked.set(index);
      }
    }
    return new LiveCatalogue(part, writes.getLast().version(), all, marked);
  }

  /** Returns how many writes it knows. */
  long version() {
    return version;
  }

  /** Returns the latest write of every item that was written. */
  Iterable<ItemWrite> writes() {
    return latest.values();
  }

  /** Returns what was written of an item last; empty where nothing was. */
  Optional<ItemWrite> write(String item) {
    return Optional.ofNullable(latest.get(item));
  }

  /** Returns what was written last of an item of the bundle, by its index there. */
  Optional<ItemWrite> write(int item) {
    return written.get(item) ? write(part.catalogue().items().id(item)) : Optional.empty();
  }

  /** Says whether there is an item of this id, of the bundle or added, that was not deleted. */
  boolean has(String item) {
    return write(item)
        .map(w -> w.attributes().isPresent())
        .orElseGet(() -> part.catalogue().items().index(item) != Dictionary.UNKNOWN);
  }

  /** Says whether anything of the bundle's items was written. */
  boolean changed() {
    return !written.isEmpty();
  }

  /**
   * Says whether what was written lets an item of the bundle be shown at a time; true where nothing
   * was written of it.
   */
  boolean allows(int item, long time) {
    return !written.get(item)
        || write(item).flatMap(ItemWrite::attributes).map(a -> a.available(time)).orElse(false);
  }

  /** Says whether an item of the bundle is to be shown at a time: as written, else the bundle's. */
  boolean available(int item, long time) {
    return written.get(item) ? allows(item, time) : part.catalogue().available(item, time);
  }

  /** Returns what was written of an item that is there; empty where the bundle's row holds. */
  Optional<Attributes> attributes(String item) {
    return write(item).flatMap(ItemWrite::attributes);
  }
}
