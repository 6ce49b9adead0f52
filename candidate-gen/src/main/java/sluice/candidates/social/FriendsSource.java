package sluice.candidates.social;

import java.util.Comparator;
import java.util.Map;
import java.util.function.IntPredicate;
import sluice.candidates.neighbour.ItemSums;
import sluice.core.CandidateSource;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/**
 * What friends interacted with lately: score_j = Σ over the people f followed of w_f · Σ over f's
 * latest positive interactions with j of weight · 2^(−age / half-life).
 *
 * <p>w is 1 for a friend; for a friend of a friend, {@code distant} times the index of Adamic and
 * Adar (Friends and Neighbors on the Web, 2003), for the {@code most} of the largest. Age is
 * counted back from the request in days, and only what is before the request counts; where times
 * mean nothing all ages are 0. The user is found among the edges by id, and needs no interactions.
 * Safe for use by many threads; each keeps 5 bytes an item of the catalogue.
 */
public final class FriendsSource implements CandidateSource {
  private static final double DAY = 86_400_000;

  private final String name;
  private final FriendsType.Settings settings;
  private final FittingPart part;
  private final FriendGraph graph;
  private final int[] users;
  private final ThreadLocal<ItemSums> scratch;

  /** Makes a source of a part's edges. */
  FriendsSource(String name, FriendsType.Settings settings, FittingPart part) {
    this.name = name;
    this.settings = settings;
    this.part = part;
    this.graph = FriendGraph.of(part.edges(), settings.direction().equals("both"));
    Dictionary people = part.edges().people();
    this.users = people.ids().stream().mapToInt(part.users()::index).toArray();
    int items = part.catalogue().size();
    this.scratch = ThreadLocal.withInitial(() -> new ItemSums(items));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    int person = part.edges().people().index(request.userId());
    if (person == Dictionary.UNKNOWN) {
      return RankedItems.EMPTY;
    }
    ItemSums sums = scratch.get();
    sums.clear();
    for (int k = 0; k < graph.count(person); k++) {
      add(graph.friend(person, k), 1, request.time(), sums);
    }
    if (settings.distant() > 0) {
      // equal indexes in the order of the ids, the same for everyone
      graph.distant(person).entrySet().stream()
          .sorted(
              Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(settings.most())
          .forEach(other ->
              add(other.getKey(), settings.distant() * other.getValue(), request.time(), sums));
    }
    return sums.best(eligible, ties, n);
  }

  /** Adds what a person interacted with before a time. */
  private void add(int person, double share, long time, ItemSums sums) {
    int user = users[person];
    Histories histories = part.histories();
    Interactions rows = part.interactions();
    int taken = 0;
    int size = user == Dictionary.UNKNOWN ? 0 : histories.size(user);
    for (int k = size - 1; k >= 0 && taken < settings.recent(); k--) {
      int row = histories.row(user, k);
      if (rows.weight(row) > 0 && (!part.timed() || rows.time(row) < time)) {
        double days = part.timed() ? (time - rows.time(row)) / DAY : 0;
        double recency = Math.pow(2, -days / settings.halfLife().days());
        sums.add(rows.item(row), (float) (share * rows.weight(row) * recency));
        taken++;
      }
    }
  }
}
