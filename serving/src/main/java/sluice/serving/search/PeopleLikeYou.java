package sluice.serving.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Randomness;
import sluice.core.TieBreak;

/**
 * The users whose taste is nearest to a history's, and what they liked besides.
 *
 * <p>A taste is a vector over items: idf where the item is liked (its implicit weights sum to more
 * than 0), else 0; idf = ln(1 + users / (1 + users who liked it)). Similarity is the cosine: Σ idf²
 * over the shared items, divided by both lengths. Users are found by an inverted index; of an item
 * that more than {@value #LOOKED_AT} users liked only so many are looked at, evenly spread, as it
 * tells little and would cost most. Similarities are exact all the same; what may be missed are
 * users who share little but such items.
 *
 * <p><b>Privacy.</b> Neighbours are for use inside the server. What may be shown is {@link
 * #alsoLiked}, which names an item only where {@value #FEWEST} neighbours liked it, so that no
 * made-up history draws out what one person did.
 *
 * <p>Immutable, safe for use by many threads. A question costs the postings of the history's items
 * and 8 bytes a user.
 */
public final class PeopleLikeYou {
  /** How many users of one item are looked at. */
  public static final int LOOKED_AT = 10_000;

  /** How many neighbours must have liked an item for it to be named. */
  public static final int FEWEST = 3;

  /** How many times the wanted neighbours are scored exactly, where postings were cut. */
  private static final int RESCORED = 4;

  private final LikedItems liked;
  private final double[] squaredIdf;
  private final double[] lengths;
  private final int lookedAt;
  private final int fewest;

  private PeopleLikeYou(FittingPart part, int lookedAt, int fewest) {
    this.lookedAt = lookedAt;
    this.fewest = fewest;
    liked = new LikedItems(part.histories(), part.catalogue().size());
    squaredIdf = new double[liked.items()];
    Arrays.setAll(
        squaredIdf,
        i -> Math.pow(Math.log1p((double) liked.users() / (1 + liked.popularity(i))), 2));
    lengths = new double[liked.users()];
    for (int user = 0; user < lengths.length; user++) {
      double sum = 0;
      for (int k = 0; k < liked.size(user); k++) {
        sum += squaredIdf[liked.item(user, k)];
      }
      lengths[user] = Math.sqrt(sum);
    }
  }

  /** Reads the histories of a fitting part. */
  public static PeopleLikeYou of(FittingPart part) {
    return of(part, LOOKED_AT, FEWEST);
  }

  /** The same with other limits, for tests. */
  static PeopleLikeYou of(FittingPart part, int lookedAt, int fewest) {
    return new PeopleLikeYou(part, lookedAt, fewest);
  }

  /**
   * Finds the nearest users.
   *
   * @param history whose neighbours are sought; it need not be a known user's
   * @param people who may be one: not the user of the history, nor one that is to be forgotten
   * @param k how many at most
   * @return those who share an item, nearest first, ties by a hash of the user
   */
  public List<Neighbour> neighbours(History history, IntPredicate people, int k) {
    int[] own = LikedItems.liked(history);
    double length = Math.sqrt(Arrays.stream(own).mapToDouble(i -> squaredIdf[i]).sum());
    double[] dots = new double[liked.users()];
    boolean cut = false;
    for (int item : own) {
      int popularity = liked.popularity(item);
      int looked = Math.min(popularity, lookedAt);
      cut |= looked < popularity;
      for (int j = 0; j < looked; j++) {
        dots[liked.user(item, (int) ((long) j * popularity / looked))] += squaredIdf[item];
      }
    }
    Nearest rough = new Nearest(cut ? Math.multiplyExact(RESCORED, k) : k);
    for (int user = 0; user < dots.length; user++) {
      if (dots[user] > 0) {
        float similarity = (float) (dots[user] / (length * lengths[user]));
        if (rough.wants(similarity) && people.test(user)) {
          rough.offer(new Neighbour(user, similarity, 0));
        }
      }
    }
    Nearest exact = new Nearest(k);
    for (Neighbour each : rough.taken()) {
      exact.offer(exact(own, length, each.user()));
    }
    return exact.taken();
  }

  /**
   * Returns what the nearest users liked and the history does not have, whether liked or not.
   *
   * @param history as above
   * @param people as above
   * @param k how many neighbours are asked at most
   * @param eligible which items may come back
   * @param ties the order among equal scores
   * @param n how many items at most
   */
  public AlsoLiked alsoLiked(
      History history, IntPredicate people, int k, IntPredicate eligible, TieBreak ties, int n) {
    List<Neighbour> neighbours = neighbours(history, people, k);
    long[] byItem = new long[neighbours.stream().mapToInt(v -> liked.size(v.user())).sum()];
    int size = 0;
    for (int v = 0; v < neighbours.size(); v++) {
      int user = neighbours.get(v).user();
      for (int i = 0; i < liked.size(user); i++) {
        byItem[size++] = (long) liked.item(user, i) << 32 | v;
      }
    }
    Arrays.sort(byItem);
    int[] seen = history.items();
    Arrays.sort(seen);
    List<AlsoLiked.Item> items = new ArrayList<>();
    for (int from = 0, to; from < size; from = to) {
      int item = (int) (byItem[from] >>> 32);
      double score = 0;
      for (to = from; to < size && (int) (byItem[to] >>> 32) == item; to++) {
        score += neighbours.get((int) byItem[to]).similarity();
      }
      if (to - from >= fewest && Arrays.binarySearch(seen, item) < 0 && eligible.test(item)) {
        items.add(new AlsoLiked.Item(item, to - from, (float) score));
      }
    }
    items.sort(
        Comparator.comparingDouble(AlsoLiked.Item::score)
            .reversed()
            .thenComparingLong(i -> ties.key(i.item())));
    return new AlsoLiked(neighbours.size(), items.subList(0, Math.min(n, items.size())));
  }

  private Neighbour exact(int[] own, double length, int user) {
    double dot = 0;
    int shared = 0;
    int k = 0;
    for (int item : own) {
      while (k < liked.size(user) && liked.item(user, k) < item) {
        k++;
      }
      if (k < liked.size(user) && liked.item(user, k) == item) {
        dot += squaredIdf[item];
        shared++;
      }
    }
    return new Neighbour(user, (float) Math.min(1, dot / (length * lengths[user])), shared);
  }

  /** The nearest so far, the farthest of them on top. */
  private static final class Nearest {
    private static final Comparator<Neighbour> NEAREST_FIRST =
        Comparator.<Neighbour>comparingDouble(Neighbour::similarity)
            .reversed()
            .thenComparingLong(v -> Randomness.mix(v.user()));

    private final int k;
    private final PriorityQueue<Neighbour> heap =
        new PriorityQueue<>(Collections.reverseOrder(NEAREST_FIRST));

    Nearest(int k) {
      this.k = k;
    }

    boolean wants(float similarity) {
      Neighbour farthest = heap.peek();
      return heap.size() < k || (farthest != null && similarity >= farthest.similarity());
    }

    void offer(Neighbour neighbour) {
      heap.add(neighbour);
      if (heap.size() > k) {
        heap.remove();
      }
    }

    List<Neighbour> taken() {
      List<Neighbour> all = new ArrayList<>(heap);
      all.sort(NEAREST_FIRST);
      return all;
    }
  }
}
