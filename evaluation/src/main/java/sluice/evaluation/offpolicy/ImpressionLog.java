package sluice.evaluation.offpolicy;

/**
 * Logged impressions as columns: what a policy showed at which position of which request, how
 * probable that was, and what came of it.
 *
 * <p>Requests are numbered 0 … n − 1 and rows stand in their order; a request may have no row (its
 * slate stayed empty) or fewer than there are positions. Positions count from 0. A row's propensity
 * is the probability, above 0 and at most 1, that the logging policy showed this item at this
 * position of this request, whatever stood at the others. The reward may be any finite number, most
 * often 1 for a click and 0 for none. Requests of one cluster (mostly a user) may depend on each
 * other, clusters do not. Immutable; the arrays are taken over, not copied.
 */
public final class ImpressionLog {
  private final int slots;
  private final int items;
  private final int[] cluster;
  private final int[] start;
  private final int[] position;
  private final int[] item;
  private final double[] propensity;
  private final double[] reward;

  /**
   * The columns of the rows, all of one length.
   *
   * @param request ascending
   * @param position from 0, at most once in a request
   * @param item from 0
   * @param propensity above 0, at most 1
   * @param reward finite
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Rows(
      int[] request, int[] position, int[] item, double[] propensity, double[] reward) {
    /** Checks the lengths. */
    public Rows {
      int n = request.length;
      if (position.length != n
          || item.length != n
          || propensity.length != n
          || reward.length != n) {
        throw new IllegalArgumentException("columns of different lengths");
      }
    }
  }

  /**
   * Makes a log.
   *
   * @param slots how many positions a slate has, 1 or more
   * @param cluster by request, the number of its cluster, from 0
   * @param rows the impressions
   */
  public ImpressionLog(int slots, int[] cluster, Rows rows) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots: " + slots);
    }
    if (cluster.length < 1) {
      throw new IllegalArgumentException("a log without requests");
    }
    this.slots = slots;
    this.cluster = cluster;
    this.position = rows.position();
    this.item = rows.item();
    this.propensity = rows.propensity();
    this.reward = rows.reward();
    this.start = new int[cluster.length + 1];
    this.items = check(rows);
    for (int t = 0; t < cluster.length; t++) {
      start[t + 1] += start[t];
    }
  }

  /** Checks every row and counts the requests'; returns one more than the largest item. */
  private int check(Rows rows) {
    int bound = 0;
    long shown = 0;
    for (int row = 0; row < item.length; row++) {
      int request = rows.request()[row];
      boolean first = row == 0 || rows.request()[row - 1] != request;
      if (request < 0
          || request >= cluster.length
          || (row > 0 && rows.request()[row - 1] > request)) {
        throw new IllegalArgumentException("row " + row + ": request " + request);
      }
      if (position[row] < 0 || position[row] >= slots) {
        throw new IllegalArgumentException("row " + row + ": position " + position[row]);
      }
      shown = first ? 0 : shown;
      if (slots <= Long.SIZE && (shown >>> position[row] & 1) != 0) {
        throw new IllegalArgumentException(
            "row " + row + ": position " + position[row] + " twice in a request");
      }
      shown |= 1L << position[row];
      if (item[row] < 0) {
        throw new IllegalArgumentException("row " + row + ": item " + item[row]);
      }
      if (!(propensity[row] > 0 && propensity[row] <= 1)) {
        throw new IllegalArgumentException("row " + row + ": propensity " + propensity[row]);
      }
      if (!Double.isFinite(reward[row])) {
        throw new IllegalArgumentException("row " + row + ": reward " + reward[row]);
      }
      bound = Math.max(bound, item[row] + 1);
      start[request + 1]++;
    }
    return bound;
  }

  /** Returns how many positions a slate has. */
  public int slots() {
    return slots;
  }

  /** Returns how many requests there are. */
  public int requests() {
    return cluster.length;
  }

  /** Returns how many impressions there are. */
  public int rows() {
    return item.length;
  }

  /** Returns one more than the largest item. */
  public int itemBound() {
    return items;
  }

  /** Returns a request's cluster. */
  public int cluster(int request) {
    return cluster[request];
  }

  /** Returns a request's first row; its last is right before the next request's first. */
  public int start(int request) {
    return start[request];
  }

  /** Returns a row's position, from 0. */
  public int position(int row) {
    return position[row];
  }

  /** Returns a row's item. */
  public int item(int row) {
    return item[row];
  }

  /** Returns a row's propensity. */
  public double propensity(int row) {
    return propensity[row];
  }

  /** Returns a row's reward. */
  public double reward(int row) {
    return reward[row];
  }

  /** Returns the mean sum of rewards of a request: what the logging policy itself earned. */
  public double meanReward() {
    double sum = 0;
    for (double r : reward) {
      sum += r;
    }
    return sum / cluster.length;
  }
}
