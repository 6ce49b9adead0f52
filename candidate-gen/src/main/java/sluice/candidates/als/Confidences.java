package sluice.candidates.als;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import sluice.core.History;
import sluice.core.Interactions;

/**
 * The extra confidences α w of user-item pairs in compressed sparse rows: what is known beyond the
 * 1 that every pair has.
 *
 * <p>The weights of a pair's interactions are summed. Above zero the user is taken to like the item
 * (preference 1, confidence 1 + α w); below zero not to (preference 0, confidence 1 + α |w|); a sum
 * of zero leaves the pair out. Columns ascend in each row. Immutable; arrays are taken over.
 */
public final class Confidences {
  private final int[] offsets;
  private final int[] columns;
  private final float[] extra;

  /**
   * Makes rows.
   *
   * @param offsets rows + 1 offsets into the other two
   * @param columns column of each entry
   * @param extra α w of each entry, negative for a dislike
   */
  Confidences(int[] offsets, int[] columns, float[] extra) {
    this.offsets = offsets;
    this.columns = columns;
    this.extra = extra;
  }

  int[] offsets() {
    return offsets;
  }

  int[] columns() {
    return columns;
  }

  float[] extra() {
    return extra;
  }

  /** Returns the number of rows. */
  public int rows() {
    return offsets.length - 1;
  }

  /** Returns how many entries a row has. */
  public int count(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** Returns where a row's entries start; {@code start(rows())} is the number of entries. */
  public int start(int row) {
    return offsets[row];
  }

  /** Returns the column of an entry. */
  public int column(int entry) {
    return columns[entry];
  }

  /** Makes the rows of users over items. */
  public static Confidences ofUsers(Interactions interactions, int users, int items, double alpha) {
    // Two counting sorts, by item and then by user, leave each user's items ascending.
    int n = interactions.size();
    int[] byItem = order(n, items, interactions::item, null);
    int[] byUser = order(n, users, interactions::user, byItem);
    int[] offsets = new int[users + 1];
    int[] columns = new int[n];
    float[] extra = new float[n];
    int size = 0;
    int at = 0;
    for (int u = 0; u < users; u++) {
      while (at < n && interactions.user(byUser[at]) == u) {
        int item = interactions.item(byUser[at]);
        double sum = 0;
        for (;
            at < n && interactions.user(byUser[at]) == u && interactions.item(byUser[at]) == item;
            at++) {
          sum += interactions.weight(byUser[at]);
        }
        if (sum != 0) {
          columns[size] = item;
          extra[size++] = (float) (alpha * sum);
        }
      }
      offsets[u + 1] = size;
    }
    return new Confidences(offsets, Arrays.copyOf(columns, size), Arrays.copyOf(extra, size));
  }

  /** Makes the single row of one history. */
  static Confidences ofHistory(History history, double alpha) {
    int n = history.size();
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = (long) history.item(i) << 32 | i;
    }
    Arrays.sort(keys);
    int[] columns = new int[n];
    float[] extra = new float[n];
    int size = 0;
    for (int i = 0; i < n; ) {
      int item = (int) (keys[i] >>> 32);
      double sum = 0;
      for (; i < n && (int) (keys[i] >>> 32) == item; i++) {
        sum += history.weight((int) keys[i]);
      }
      if (sum != 0) {
        columns[size] = item;
        extra[size++] = (float) (alpha * sum);
      }
    }
    return new Confidences(new int[] {0, size}, columns, extra);
  }

  /** Returns the entries above zero alone. */
  public Confidences positive() {
    int[] starts = new int[offsets.length];
    int[] kept = new int[columns.length];
    float[] values = new float[columns.length];
    int size = 0;
    for (int row = 0; row < rows(); row++) {
      for (int i = offsets[row]; i < offsets[row + 1]; i++) {
        if (extra[i] > 0) {
          kept[size] = columns[i];
          values[size++] = extra[i];
        }
      }
      starts[row + 1] = size;
    }
    return new Confidences(starts, Arrays.copyOf(kept, size), Arrays.copyOf(values, size));
  }

  /** Returns the same entries by column. */
  public Confidences transposed(int columnCount) {
    int[] starts = new int[columnCount + 1];
    int n = offsets[rows()];
    for (int i = 0; i < n; i++) {
      starts[columns[i] + 1]++;
    }
    for (int c = 0; c < columnCount; c++) {
      starts[c + 1] += starts[c];
    }
    int[] next = starts.clone();
    int[] rowsOf = new int[n];
    float[] values = new float[n];
    for (int row = 0; row < rows(); row++) {
      for (int i = offsets[row]; i < offsets[row + 1]; i++) {
        int to = next[columns[i]]++;
        rowsOf[to] = row;
        values[to] = extra[i];
      }
    }
    return new Confidences(starts, rowsOf, values);
  }

  @FunctionalInterface
  private interface Key {
    int of(int row);
  }

  /** Orders rows by a key, those of equal key as {@code before} has them: a counting sort. */
  private static int[] order(int n, int keys, Key key, int @Nullable [] before) {
    int[] next = new int[keys + 1];
    for (int i = 0; i < n; i++) {
      next[key.of(i) + 1]++;
    }
    for (int k = 0; k < keys; k++) {
      next[k + 1] += next[k];
    }
    int[] ordered = new int[n];
    for (int i = 0; i < n; i++) {
      int row = before == null ? i : before[i];
      ordered[next[key.of(row)]++] = row;
    }
    return ordered;
  }
}
