package sluice.serving.live;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.serving.feedback.Attributes;
import sluice.serving.feedback.CatalogueStore;
import sluice.serving.feedback.UserWrite;
import sluice.serving.search.SearchQuery;
import sluice.serving.search.SearchResult;

/**
 * What a running recommender knows of items and of what is said about users, to look up, to search
 * and to write. Safe for use by many threads.
 */
public final class ServedCatalogue {
  private final AtomicReference<Generation> live;
  private final CatalogueWrites writes;
  private final CatalogueStore store;
  private final ServerClock clock;

  ServedCatalogue(
      AtomicReference<Generation> live,
      CatalogueWrites writes,
      CatalogueStore store,
      ServerClock clock) {
    this.live = live;
    this.writes = writes;
    this.store = store;
    this.clock = clock;
  }

  /** Returns what an item is called. */
  public String title(String item) {
    return live.get().title(item);
  }

  /** Returns what a page shows of an item. */
  public ItemCard card(String item) {
    return live.get().card(item);
  }

  /** Says whether there is an item of this id, of the bundle or added, that was not deleted. */
  public boolean has(String item) {
    return live.get().catalogue().has(item);
  }

  /** Says whether the bundle's funnel knows an item, so that it can be recommended. */
  public boolean recommendable(String item) {
    return live.get().part().catalogue().items().index(item) != Dictionary.UNKNOWN;
  }

  /** Returns the columns that items have, by name. */
  public Map<String, Column> itemColumns() {
    return live.get().part().items().columns();
  }

  /** Returns the columns that users have, by name. */
  public Map<String, Column> userColumns() {
    return live.get().part().userTable().columns();
  }

  /** Returns the columns that search counts facets of. */
  public List<String> facets() {
    return live.get().search().facets();
  }

  /** Searches the catalogue by words. */
  public SearchResult search(SearchQuery query) {
    return live.get().search().search(query);
  }

  /**
   * Writes an item with all its attributes; on return it is durable, and what comes after knows it:
   * search finds it, filters and dates hold. An item of the bundle keeps its features until the
   * next run, and is recommended only within the bundle's dates too; one that is not in the bundle
   * is recommended from the next run on.
   *
   * @return the version of the catalogue from which on it holds
   */
  public long putItem(String item, Attributes attributes) {
    return writes.put(item, attributes);
  }

  /**
   * Deletes an item: on return that is durable, and it is never shown again until it is written
   * again.
   *
   * @throws NoSuch where there never was one of this id
   */
  public void deleteItem(String item) {
    writes.delete(item);
  }

  /**
   * Writes what is said of a user; on return it is durable. It goes into the next export, and into
   * features with the next run.
   */
  public void putUser(String user, Attributes attributes) {
    store.writeUser(new UserWrite(user, attributes, Math.max(0, clock.millis())));
  }
}
