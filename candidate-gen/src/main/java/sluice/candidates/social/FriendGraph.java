package sluice.candidates.social;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import sluice.core.Edges;

/**
 * Who is whose friend: the neighbours of each person, each once, in ascending order, without the
 * person. Immutable, safe for use by many threads.
 */
final class FriendGraph {
  private final int[] starts;
  private final int[] friends;

  private FriendGraph(int[] starts, int[] friends) {
    this.starts = starts;
    this.friends = friends;
  }

  /**
   * Makes a graph.
   *
   * @param both whether an edge makes friends of both
   */
  static FriendGraph of(Edges edges, boolean both) {
    int people = edges.people().size();
    int[] offsets = new int[people + 1];
    for (int e = 0; e < edges.size(); e++) {
      offsets[edges.from()[e] + 1]++;
      if (both) {
        offsets[edges.to()[e] + 1]++;
      }
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    int[] all = new int[offsets[people]];
    int[] next = offsets.clone();
    for (int e = 0; e < edges.size(); e++) {
      all[next[edges.from()[e]]++] = edges.to()[e];
      if (both) {
        all[next[edges.to()[e]]++] = edges.from()[e];
      }
    }
    int[] starts = new int[people + 1];
    int n = 0;
    for (int p = 0; p < people; p++) {
      Arrays.sort(all, offsets[p], offsets[p + 1]);
      for (int k = offsets[p]; k < offsets[p + 1]; k++) {
        if (all[k] != p && (n == starts[p] || all[n - 1] != all[k])) {
          all[n++] = all[k];
        }
      }
      starts[p + 1] = n;
    }
    return new FriendGraph(starts, Arrays.copyOf(all, n));
  }

  /** Returns how many friends a person has. */
  int count(int person) {
    return starts[person + 1] - starts[person];
  }

  /** Returns a person's k-th friend. */
  int friend(int person, int k) {
    return friends[starts[person] + k];
  }

  /**
   * Returns the friends of a person's friends who are not friends themselves, with their
   * Adamic–Adar index Σ 1 / ln(1 + |friends of z|) over the friends z between.
   *
   * <p>The 1 keeps a directed edge's end with one friend finite.
   */
  Map<Integer, Double> distant(int person) {
    Map<Integer, Double> indexes = new HashMap<>();
    for (int k = 0; k < count(person); k++) {
      int between = friend(person, k);
      for (int j = 0; j < count(between); j++) {
        int other = friend(between, j);
        if (other != person && !areFriends(person, other)) {
          indexes.merge(other, 1 / Math.log(1.0 + count(between)), Double::sum);
        }
      }
    }
    return indexes;
  }

  private boolean areFriends(int person, int other) {
    return Arrays.binarySearch(friends, starts[person], starts[person + 1], other) >= 0;
  }
}
