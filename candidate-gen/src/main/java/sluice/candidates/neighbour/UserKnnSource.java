package sluice.candidates.neighbour;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * What the users have whose items are most like the request's: score_j = Σ over the k nearest users
 * v that have j of sim(v), with sim(v) = n_hv / (√(n_h · n_v) + shrink), where the history has n_h
 * items, v has n_v and both have n_hv (Herlocker et al. 1999, with the cosine of sets).
 *
 * <p>Only interactions of a weight above 0 count, each item once. The history is the request's, so
 * that new users are served too; the request's own user is no neighbour. Neighbours are found by
 * the users of the history's items: a request costs the sum of their numbers, and the items of the
 * k nearest. Items of no neighbour are not brought. Safe for use by many threads; each keeps 5
 * bytes a user, and 10 an item.
 */
final class UserKnnSource implements CandidateSource {
  private static final String FILE = "users.arrays";

  private final String name;
  private final UserKnnSourceType.Settings settings;
  private final UserItems rows;
  private final TieBreak userTies;
  private final ThreadLocal<Scratch> scratch;

  private record Scratch(ItemSums history, ItemSums users, ItemSums items) {}

  /**
   * Makes a source.
   *
   * @param users whose ids order neighbours that are equally near
   */
  UserKnnSource(
      String name,
      UserKnnSourceType.Settings settings,
      UserItems rows,
      Dictionary users,
      long seed) {
    this.name = name;
    this.settings = settings;
    this.rows = rows;
    this.userTies = new TieBreak(Randomness.key(seed, "user-knn", 0), Catalogue.always(users));
    this.scratch =
        ThreadLocal.withInitial(() ->
            new Scratch(
                new ItemSums(rows.items()),
                new ItemSums(rows.users()),
                new ItemSums(rows.items())));
  }

  /** Reads the rows that {@link #write} wrote into a folder. */
  static UserItems read(Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      UserItems rows = UserItems.read(in);
      in.finish();
      return rows;
    }
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      rows.write(out);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    Scratch own = scratch.get();
    ItemSums items = own.items();
    items.clear();
    RankedItems nearest = nearest(request, own);
    for (int k = 0; k < nearest.size(); k++) {
      rows.addItems(nearest.item(k), nearest.score(k), items);
    }
    return items.best(eligible, ties, n);
  }

  /** Returns the k nearest users with their similarities. */
  private RankedItems nearest(Request request, Scratch own) {
    ItemSums users = own.users();
    users.clear();
    int count = count(request.history(), own.history(), users);
    TopK top = new TopK(Math.min(settings.neighbours(), users.size()));
    top.reset(userTies);
    for (int k = 0; k < users.size(); k++) {
      int user = users.item(k);
      if (user != request.user()) {
        double both = users.sum(user);
        double lengths = Math.sqrt((double) count * rows.count(user));
        top.offer(user, (float) (both / (lengths + settings.shrink())));
      }
    }
    return top.take();
  }

  /** Counts by user how many of the history's items they have, and returns how many it has. */
  private int count(History history, ItemSums distinct, ItemSums users) {
    distinct.clear();
    int most = settings.recent() == 0 ? Integer.MAX_VALUE : settings.recent();
    for (int i = history.size() - 1; i >= 0 && distinct.size() < most; i--) {
      if (history.weight(i) > 0) {
        distinct.add(history.item(i), 1);
      }
    }
    for (int k = 0; k < distinct.size(); k++) {
      rows.addUsers(distinct.item(k), users);
    }
    return distinct.size();
  }
}
