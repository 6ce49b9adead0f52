package sluice.candidates.neighbour;

import java.util.Arrays;
import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The items of users and the users of items, of positive interactions alone, each pair once: 8
 * bytes a pair. Immutable, safe for use by many threads.
 */
final class UserItems {
  private final int[] userStarts;
  private final int[] items;
  private final int[] itemStarts;
  private final int[] users;

  private UserItems(int[] userStarts, int[] items, int[] itemStarts, int[] users) {
    this.userStarts = userStarts;
    this.items = items;
    this.itemStarts = itemStarts;
    this.users = users;
  }

  /** Makes rows of the latest items of each user. */
  static UserItems of(FittingPart part, int longest) {
    Sequences s = Sequences.of(part, longest, true);
    int size = s.places.length;
    int[] starts = new int[part.users().size() + 1];
    for (int p = 0; p < size; p++) {
      starts[s.user[p] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] users = IntStream.of(s.places).map(p -> s.user[p]).toArray();
    return new UserItems(starts, Arrays.copyOf(s.item, size), s.placeOffsets, users);
  }

  static UserItems read(ArrayReader in) {
    return new UserItems(
        in.ints("userStarts"), in.ints("items"), in.ints("itemStarts"), in.ints("users"));
  }

  void write(ArrayWriter out) {
    out.ints("userStarts", userStarts).ints("items", items);
    out.ints("itemStarts", itemStarts).ints("users", users);
  }

  /** Returns how many users there are. */
  int users() {
    return userStarts.length - 1;
  }

  /** Returns how many items the catalogue has. */
  int items() {
    return itemStarts.length - 1;
  }

  /** Returns how many items a user has. */
  int count(int user) {
    return userStarts[user + 1] - userStarts[user];
  }

  /** Adds 1 for every user of an item. */
  void addUsers(int item, ItemSums sums) {
    for (int k = itemStarts[item]; k < itemStarts[item + 1]; k++) {
      sums.add(users[k], 1);
    }
  }

  /** Adds an amount for every item of a user. */
  void addItems(int user, float amount, ItemSums sums) {
    for (int k = userStarts[user]; k < userStarts[user + 1]; k++) {
      sums.add(items[k], amount);
    }
  }
}
