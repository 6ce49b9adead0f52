package sluice.candidates.bpr;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.candidates.als.Confidences;
import sluice.core.FittingPart;

/** The pairs of a user and an item that steps are drawn from. Not thread-safe. */
final class BprPairs {
  /** So often an item is drawn for a user who has nearly all of them. */
  private static final int TRIES = 32;

  private final Confidences rows;
  private final int[] users;
  private final int[] touched;
  private final boolean byPopularity;

  BprPairs(FittingPart part, BprSettings.Negatives negatives) {
    int items = part.catalogue().size();
    rows = Confidences.ofUsers(part.interactions(), part.users().size(), items, 1).positive();
    users = new int[rows.start(rows.rows())];
    int[] counts = new int[items];
    for (int user = 0; user < rows.rows(); user++) {
      for (int e = rows.start(user); e < rows.start(user + 1); e++) {
        users[e] = user;
        counts[rows.column(e)]++;
      }
    }
    touched = IntStream.range(0, items).filter(i -> counts[i] > 0).toArray();
    byPopularity = negatives == BprSettings.Negatives.POPULARITY;
  }

  /** Returns how many there are. */
  int size() {
    return users.length;
  }

  /** Returns the items that anyone has, ascending. */
  int[] touched() {
    return touched;
  }

  int user(int pair) {
    return users[pair];
  }

  int item(int pair) {
    return rows.column(pair);
  }

  /** Returns the items of users. */
  Confidences rows() {
    return rows;
  }

  /** Draws an item that a user does not have; −1 where none was found. */
  int other(int user, SplittableRandom random) {
    for (int tries = 0; tries < TRIES; tries++) {
      int item =
          byPopularity
              ? rows.column(random.nextInt(users.length))
              : touched[random.nextInt(touched.length)];
      if (!has(user, item)) {
        return item;
      }
    }
    return -1;
  }

  private boolean has(int user, int item) {
    int low = rows.start(user);
    int high = rows.start(user + 1) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = rows.column(middle);
      if (found == item) {
        return true;
      }
      low = found < item ? middle + 1 : low;
      high = found < item ? high : middle - 1;
    }
    return false;
  }
}
