package sluice.ingestion.split;

import sluice.core.Interactions;

/** Where a user's sessions begin and end: see {@link Protocol.Rolling}. */
final class Sessions {
  private Sessions() {}

  /**
   * Returns where the session ends that begins at a user's k-th row: the number of the first row
   * after it.
   *
   * @param table in time order
   * @param rows of each user
   * @param user whose
   * @param from the first row of the session
   * @param gapMinutes how long a pause ends it, where rows have no session
   */
  static int end(Interactions table, RowsByUser rows, int user, int from, double gapMinutes) {
    int to = from + 1;
    while (to < rows.size(user)
        && together(table, rows.row(user, to - 1), rows.row(user, to), gapMinutes)) {
      to++;
    }
    return to;
  }

  private static boolean together(Interactions table, int before, int after, double gapMinutes) {
    int session = table.session(before);
    if (session >= 0 && table.session(after) >= 0) {
      return session == table.session(after);
    }
    return table.time(after) - table.time(before) < gapMinutes * 60_000;
  }
}
