package sluice.serving.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import sluice.core.UserError;

/**
 * What a caller asks the recommender for.
 *
 * @param user the user's id; empty for a visitor of whom only {@code recent} is known
 * @param recent items that the user just interacted with, the oldest first, on top of the history
 * @param n how many items are wanted, 1 to {@value #MOST}
 * @param context facts of the request, by name
 * @param filters by column of the item table the categories of which an item must have one
 * @param exclude items that must not come back
 * @param explain whether every item says why it is there
 * @param deadlineMillis within how long an answer is of use; empty for the server's own
 * @param time the clock of the request, milliseconds since 1970 UTC; empty for now
 */
public record Query(
    Optional<String> user,
    List<String> recent,
    int n,
    Map<String, String> context,
    Map<String, Set<String>> filters,
    Set<String> exclude,
    boolean explain,
    OptionalLong deadlineMillis,
    OptionalLong time) {
  /** The most items that one answer has. */
  public static final int MOST = 200;

  /** How many recent or excluded items a query may name. */
  public static final int MOST_NAMED = 1_000;

  /** The longest deadline, in milliseconds. */
  public static final long LONGEST = 60_000;

  /**
   * Checks and copies.
   *
   * @throws UserError where a number is out of bounds
   */
  public Query {
    if (n < 1 || n > MOST) {
      throw new UserError("n is " + n + "; 1 to " + MOST + " is expected");
    }
    if (recent.size() > MOST_NAMED || exclude.size() > MOST_NAMED) {
      throw new UserError("at most " + MOST_NAMED + " items may be named");
    }
    if (deadlineMillis.isPresent()
        && (deadlineMillis.getAsLong() < 1 || deadlineMillis.getAsLong() > LONGEST)) {
      throw new UserError("deadlineMs is not between 1 and " + LONGEST);
    }
    if (time.isPresent() && Math.abs(time.getAsLong()) > 253_402_300_799_999L) {
      throw new UserError("time is not between the years 0 and 9999");
    }
    recent = List.copyOf(recent);
    context = Map.copyOf(context);
    filters = Map.copyOf(filters);
    exclude = Set.copyOf(exclude);
  }

  /** Asks for n items for a user, now. */
  public static Query of(String user, int n) {
    return of(user, n, false);
  }

  /** Asks for n items for a user, now, with the reasons or without. */
  public static Query of(String user, int n, boolean explain) {
    return new Query(
        Optional.of(user),
        List.of(),
        n,
        Map.of(),
        Map.of(),
        Set.of(),
        explain,
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
