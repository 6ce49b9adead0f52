package sluice.studies.curves;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sluice.core.Randomness;

/**
 * Shares of users of which each holds every smaller one: users stand in the order of a hash of
 * (seed, user), a share is the first so many. Immutable.
 */
final class NestedUsers {
  private final List<String> order;

  NestedUsers(long seed, Collection<String> users) {
    order =
        users.stream()
            .distinct()
            .sorted(
                Comparator.comparingLong((String user) -> key(seed, user))
                    .thenComparing(user -> user))
            .toList();
  }

  /** Returns the place of a user in everyone's order, whoever else there is. */
  static long key(long seed, String user) {
    return Randomness.key(seed, "learning-curve", Randomness.hash(user));
  }

  /** Returns the users of a share, at least one where there are any. */
  Set<String> share(double share) {
    int n = Math.min(order.size(), Math.max(1, (int) Math.round(share * order.size())));
    return new LinkedHashSet<>(order.subList(0, n));
  }
}
