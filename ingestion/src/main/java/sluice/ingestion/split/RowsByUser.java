package sluice.ingestion.split;

import java.util.BitSet;
import sluice.core.Interactions;

/** Some rows of a table by user, each user's in order: a compressed sparse row index. */
final class RowsByUser {
  private final int[] offsets;
  private final int[] rows;

  private RowsByUser(int[] offsets, int[] rows) {
    this.offsets = offsets;
    this.rows = rows;
  }

  /** Indexes the marked rows of a table; linear. */
  static RowsByUser of(Interactions table, BitSet marked, int users) {
    int[] offsets = new int[users + 1];
    for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
      offsets[table.user(i) + 1]++;
    }
    for (int u = 0; u < users; u++) {
      offsets[u + 1] += offsets[u];
    }
    int[] rows = new int[offsets[users]];
    int[] next = offsets.clone();
    for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
      rows[next[table.user(i)]++] = i;
    }
    return new RowsByUser(offsets, rows);
  }

  /** Returns how many rows a user has. */
  int size(int user) {
    return offsets[user + 1] - offsets[user];
  }

  /** Returns a user's k-th row. */
  int row(int user, int k) {
    return rows[offsets[user] + k];
  }
}
