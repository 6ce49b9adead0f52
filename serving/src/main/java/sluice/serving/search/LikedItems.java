package sluice.serving.search;

import java.util.Arrays;
import sluice.core.Histories;
import sluice.core.History;

/**
 * Which items each user liked and which users liked each item, as two compressed sparse row tables.
 *
 * <p>A user likes an item when the implicit weights of all their interactions with it sum to more
 * than 0, so that hiding an item outweighs having looked at it. Immutable, safe for use by many
 * threads. 8 bytes a liked pair.
 */
final class LikedItems {
  private final int[] itemOffsets;
  private final int[] itemUsers;
  private final int[] userOffsets;
  private final int[] userItems;

  /** Reads histories over {@code items} items. */
  LikedItems(Histories histories, int items) {
    int users = histories.users();
    userOffsets = new int[users + 1];
    itemOffsets = new int[items + 1];
    int[] liked = new int[histories.interactions().size()];
    int size = 0;
    for (int user = 0; user < users; user++) {
      for (int item : liked(histories.all(user))) {
        liked[size++] = item;
        itemOffsets[item + 1]++;
      }
      userOffsets[user + 1] = size;
    }
    userItems = Arrays.copyOf(liked, size);
    for (int i = 0; i < items; i++) {
      itemOffsets[i + 1] += itemOffsets[i];
    }
    itemUsers = new int[size];
    int[] next = itemOffsets.clone();
    for (int user = 0; user < users; user++) {
      for (int at = userOffsets[user]; at < userOffsets[user + 1]; at++) {
        itemUsers[next[userItems[at]]++] = user;
      }
    }
  }

  /** Returns the items that a history says are liked, ascending. */
  static int[] liked(History history) {
    long[] byItem = new long[history.size()];
    for (int i = 0; i < byItem.length; i++) {
      byItem[i] = (long) history.item(i) << 32 | i;
    }
    Arrays.sort(byItem);
    int[] liked = new int[byItem.length];
    int size = 0;
    for (int from = 0, to; from < byItem.length; from = to) {
      int item = (int) (byItem[from] >>> 32);
      double weight = 0;
      for (to = from; to < byItem.length && (int) (byItem[to] >>> 32) == item; to++) {
        weight += history.weight((int) byItem[to]);
      }
      if (weight > 0) {
        liked[size++] = item;
      }
    }
    return Arrays.copyOf(liked, size);
  }

  int items() {
    return itemOffsets.length - 1;
  }

  int users() {
    return userOffsets.length - 1;
  }

  /** Returns how many users liked an item. */
  int popularity(int item) {
    return itemOffsets[item + 1] - itemOffsets[item];
  }

  /** Returns the k-th user who liked an item, ascending. */
  int user(int item, int k) {
    return itemUsers[itemOffsets[item] + k];
  }

  /** Returns how many items a user liked. */
  int size(int user) {
    return userOffsets[user + 1] - userOffsets[user];
  }

  /** Returns the k-th item that a user liked, ascending. */
  int item(int user, int k) {
    return userItems[userOffsets[user] + k];
  }
}
