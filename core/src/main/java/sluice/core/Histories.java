package sluice.core;

/**
 * The rows of an {@link Interactions} by user, each user's in time order: a compressed sparse row
 * index.
 *
 * <p>Immutable, safe for use by many threads. Building is linear in rows plus users.
 */
public final class Histories {
  private final Interactions interactions;
  private final int[] offsets;
  private final int[] rows;

  /**
   * Indexes a table.
   *
   * @param interactions the table, whose users are {@code 0 … users − 1}
   * @param users how many users there are, with or without rows
   */
  public Histories(Interactions interactions, int users) {
    this.interactions = interactions;
    this.offsets = new int[users + 1];
    for (int i = 0; i < interactions.size(); i++) {
      offsets[interactions.user(i) + 1]++;
    }
    for (int u = 0; u < users; u++) {
      offsets[u + 1] += offsets[u];
    }
    this.rows = new int[interactions.size()];
    int[] next = offsets.clone();
    for (int i = 0; i < rows.length; i++) {
      rows[next[interactions.user(i)]++] = i;
    }
  }

  /** Returns the table that is indexed. */
  public Interactions interactions() {
    return interactions;
  }

  /** Returns the number of users. */
  public int users() {
    return offsets.length - 1;
  }

  /** Returns how many rows a user has. */
  public int size(int user) {
    return offsets[user + 1] - offsets[user];
  }

  /** Returns the row in the table of a user's k-th interaction, the oldest first. */
  public int row(int user, int k) {
    return rows[offsets[user] + k];
  }

  /** Returns a user's first k interactions as a {@link History}. */
  public History first(int user, int k) {
    int[] items = new int[k];
    long[] times = new long[k];
    float[] values = new float[k];
    float[] weights = new float[k];
    byte[] events = new byte[k];
    for (int j = 0; j < k; j++) {
      int row = row(user, j);
      items[j] = interactions.item(row);
      times[j] = interactions.time(row);
      values[j] = interactions.value(row);
      weights[j] = interactions.weight(row);
      events[j] = (byte) interactions.event(row);
    }
    return new History(items, times, values, weights, events);
  }

  /** Returns all of a user's interactions as a {@link History}. */
  public History all(int user) {
    return first(user, size(user));
  }
}
