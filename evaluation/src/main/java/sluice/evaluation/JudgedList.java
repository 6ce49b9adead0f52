package sluice.evaluation;

import java.util.Optional;

/**
 * One user's list and the relevant items in it: what a measure's numerator is made of.
 *
 * <p>Hits are the relevant items among the first k, best place first. One thread's memory, filled
 * again for each user and measure.
 */
public final class JudgedList {
  private final Judgements judgements;
  private final int[] places;
  private final float[] gains;
  private int found;
  private int hits;
  private int user;
  private int[] list = Run.none();
  private Optional<Condition> condition = Optional.empty();

  JudgedList(Judgements judgements, int mostHits) {
    this.judgements = judgements;
    this.places = new int[mostHits];
    this.gains = new float[mostHits];
  }

  /**
   * Takes a user's list, as far as a condition lets its hits through.
   *
   * @param hitPlaces where the list holds judged items, ascending
   * @param hitRows the rows of these in the judgements
   * @param n how many there are
   */
  void fill(
      int nextUser,
      int[] items,
      Optional<Condition> narrowedBy,
      int[] hitPlaces,
      int[] hitRows,
      int n) {
    user = nextUser;
    list = items;
    condition = narrowedBy;
    found = 0;
    for (int h = 0; h < n; h++) {
      if (judgements.relevant(hitRows[h], condition)) {
        places[found] = hitPlaces[h];
        gains[found++] = judgements.gain(hitRows[h]);
      }
    }
  }

  /** Narrows the hits to the cutoff of a measure. */
  JudgedList cut(Measure measure) {
    hits = measure.type().hasCutoff() ? hitsAmong(measure.cutoff()) : found;
    return this;
  }

  /** Returns how many items the list has, those past the cutoff among them. */
  public int length() {
    return list.length;
  }

  /** Returns how many relevant items stand among the first k; without a cutoff, in the list. */
  public int hits() {
    return hits;
  }

  /** Returns the place of a hit, 0 the best: its rank less 1. */
  public int place(int hit) {
    return places[hit];
  }

  /** Returns the gain of a hit, above 0. */
  public float gain(int hit) {
    return gains[hit];
  }

  /** Returns how many relevant items stand among the first n. */
  public int hitsAmong(int n) {
    int count = 0;
    while (count < found && places[count] < n) {
      count++;
    }
    return count;
  }

  /** Says whether the catalogue has the item at a place. */
  public boolean inCatalogue(int place) {
    return list[place] < judgements.catalogue().size();
  }

  /** Returns how many relevant items the user has, listed or not. */
  public int relevant() {
    return judgements.relevantItems(user, condition);
  }

  /** Returns how many items of the catalogue are not relevant. */
  public int others() {
    return judgements.others(user, condition);
  }
}
