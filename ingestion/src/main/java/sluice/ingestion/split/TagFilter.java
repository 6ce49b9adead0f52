package sluice.ingestion.split;

import java.util.Arrays;
import java.util.BitSet;
import sluice.core.Dictionary;
import sluice.core.Interactions;
import sluice.core.Tags;

/**
 * Which tags belong to a fitting part.
 *
 * <p>Split by one time: those from before the cutoff. Split by user: those from before the user's
 * first held-out interaction, and all of a user who has none. An undated tag cannot be shown to be
 * early enough, and stays only where nothing of its user is held out and no one time parts. Without
 * time: those whose pair of user and item is not held out.
 */
final class TagFilter {
  private final Tags tags;
  private final Holdout holdout;
  private final long[] firstHeld;
  private final BitSet heldPairs;

  TagFilter(Dataset data, Holdout holdout) {
    this.tags = data.tags();
    this.holdout = holdout;
    this.firstHeld =
        holdout.timing() == Timing.PER_USER ? firstHeld(holdout, data.users().size()) : new long[0];
    this.heldPairs = holdout.timing() == Timing.NONE ? heldPairs(data, holdout) : new BitSet();
  }

  /** Says whether a tag stays. */
  boolean stays(int row) {
    int user = tags.user(row);
    long time = tags.time(row);
    return switch (holdout.timing()) {
      case ONE_TIME -> time != Long.MIN_VALUE && time < holdout.cutoff();
      case PER_USER ->
          user == Dictionary.UNKNOWN
              || firstHeld[user] == Long.MAX_VALUE
              || (time != Long.MIN_VALUE && time < firstHeld[user]);
      case NONE -> !heldPairs.get(row);
    };
  }

  /** Returns the time of each user's first held-out interaction, the greatest long without one. */
  static long[] firstHeld(Holdout holdout, int users) {
    long[] first = new long[users];
    Arrays.fill(first, Long.MAX_VALUE);
    Interactions table = holdout.heldTable();
    BitSet held = holdout.held();
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      first[table.user(i)] = Math.min(first[table.user(i)], table.time(i));
    }
    return first;
  }

  /** Marks the tags whose pair is held out, by visiting user after user. */
  private static BitSet heldPairs(Dataset data, Holdout holdout) {
    Tags tags = data.tags();
    BitSet marked = new BitSet(tags.size());
    if (tags.size() == 0) {
      return marked;
    }
    RowsByUser held = RowsByUser.of(holdout.heldTable(), holdout.held(), data.users().size());
    int[] offsets = new int[data.users().size() + 1];
    for (int i = 0; i < tags.size(); i++) {
      if (tags.user(i) != Dictionary.UNKNOWN) {
        offsets[tags.user(i) + 1]++;
      }
    }
    for (int u = 1; u < offsets.length; u++) {
      offsets[u] += offsets[u - 1];
    }
    int[] byUser = new int[offsets[offsets.length - 1]];
    int[] next = offsets.clone();
    for (int i = 0; i < tags.size(); i++) {
      if (tags.user(i) != Dictionary.UNKNOWN) {
        byUser[next[tags.user(i)]++] = i;
      }
    }
    int[] heldBy = new int[data.items().size()];
    Arrays.fill(heldBy, -1);
    for (int user = 0; user < data.users().size(); user++) {
      for (int k = 0; k < held.size(user); k++) {
        heldBy[holdout.heldTable().item(held.row(user, k))] = user;
      }
      for (int k = offsets[user]; k < offsets[user + 1]; k++) {
        marked.set(byUser[k], heldBy[tags.item(byUser[k])] == user);
      }
    }
    return marked;
  }
}
