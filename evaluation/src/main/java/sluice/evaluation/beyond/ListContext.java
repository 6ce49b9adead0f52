package sluice.evaluation.beyond;

import java.util.Optional;
import sluice.core.ItemVectors;

/**
 * What is known of items and users next to the lists, all from the fitting part alone.
 *
 * <p>Arrays are taken over, not copied, and not written to. Safe for use by many threads.
 */
public final class ListContext {
  private final int[] popularity;
  private final int users;
  private final Optional<CatalogueCategories> categories;
  private final Optional<ItemVectors> vectors;
  private final int[][] histories;
  private final int[][] popular;

  /**
   * Makes a context.
   *
   * @param popularity per item of the catalogue, how many users had it
   * @param users how many users there are in the fitting part, 1 or more
   * @param categories the items' categories, where there are any
   * @param vectors the items' vectors, where there are any; a zero row is an item nothing is known
   *     of
   * @param histories per user of the judgements, the items of the user's history; an item may be
   *     there twice and then counts twice
   * @param popular per user of the judgements, the most popular items that the user may be given,
   *     best first, at least as many as the largest cutoff of serendipity where there are so many
   * @throws IllegalArgumentException where lengths do not fit each other
   */
  public ListContext(
      int[] popularity,
      int users,
      Optional<CatalogueCategories> categories,
      Optional<ItemVectors> vectors,
      int[][] histories,
      int[][] popular) {
    this.popularity = popularity;
    this.users = users;
    this.categories = categories;
    this.vectors = vectors;
    this.histories = histories;
    this.popular = popular;
    if (users < 1 || histories.length != popular.length) {
      throw new IllegalArgumentException(
          users + " users, " + histories.length + " histories, " + popular.length + " lists");
    }
    if (categories.isPresent() && categories.get().items() != popularity.length) {
      throw new IllegalArgumentException(
          "categories of " + categories.get().items() + " items of " + popularity.length);
    }
    if (vectors.isPresent() && vectors.get().size() != popularity.length) {
      throw new IllegalArgumentException(
          "vectors of " + vectors.get().size() + " items of " + popularity.length);
    }
  }

  /** Says whether a measure can be computed. */
  public boolean allows(BeyondMeasure measure) {
    return switch (measure.type().needs()) {
      case LISTS, POPULAR_ITEMS -> true;
      case CATEGORIES -> categories.isPresent();
      case VECTORS -> vectors.isPresent();
    };
  }

  /** Returns how many items the catalogue has. */
  public int items() {
    return popularity.length;
  }

  /** Returns how many users of the judgements there are. */
  public int lists() {
    return histories.length;
  }

  /** Returns how many users of the fitting part had an item. */
  public int popularity(int item) {
    return popularity[item];
  }

  /** Returns how many users there are in the fitting part. */
  public int users() {
    return users;
  }

  /** Returns the items' categories, where there are any. */
  public Optional<CatalogueCategories> categories() {
    return categories;
  }

  /** Returns the items' vectors, where there are any; a zero row is an unknown item. */
  public Optional<ItemVectors> vectors() {
    return vectors;
  }

  /** Returns the items of a user's history. */
  public int[] history(int user) {
    return histories[user];
  }

  /** Returns the most popular items that a user may be given, best first. */
  public int[] popular(int user) {
    return popular[user];
  }
}
