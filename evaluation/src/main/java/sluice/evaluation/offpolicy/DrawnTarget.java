package sluice.evaluation.offpolicy;

/**
 * A policy that draws an item for each position by itself, from the same shares; an item that
 * stands higher already leaves the position empty.
 *
 * <p>Draws are independent, so an item of share s is shown at position k (from 0) with probability
 * exactly {@code s (1 − s)^k}. {@link #smoothed} makes such a policy of a ranker's lists.
 * Immutable; the arrays are taken over, not copied.
 */
public final class DrawnTarget implements TargetPolicy {
  private final int slots;
  private final int[][] items;
  private final double[][] shares;

  /**
   * Makes a policy.
   *
   * @param slots how many positions a slate has
   * @param items by request, none twice
   * @param shares of the items, 0 … 1, with a sum of at most 1
   */
  public DrawnTarget(int slots, int[][] items, double[][] shares) {
    if (items.length != shares.length) {
      throw new IllegalArgumentException(items.length + " items, " + shares.length + " shares");
    }
    for (int t = 0; t < items.length; t++) {
      double sum = 0;
      for (double s : shares[t]) {
        sum += s;
        if (!(s >= 0)) {
          throw new IllegalArgumentException("request " + t + ": share " + s);
        }
      }
      if (shares[t].length != items[t].length || sum > 1 + 1e-9) {
        throw new IllegalArgumentException(
            "request " + t + ": " + shares[t].length + " shares of sum " + sum);
      }
    }
    this.slots = slots;
    this.items = items;
    this.shares = shares;
  }

  /**
   * Smooths rankers' lists: the share of the item at rank r (from 0) is proportional to {@code
   * e^(−r / temperature)}, a softmax over the order.
   *
   * @param temperature in ranks, above 0; near 0 nothing but the first item is drawn, a large one
   *     draws all of the list alike
   */
  public static DrawnTarget smoothed(int slots, int[][] lists, double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature: " + temperature);
    }
    double[][] shares = new double[lists.length][];
    for (int t = 0; t < lists.length; t++) {
      double[] own = new double[lists[t].length];
      double sum = 0;
      for (int r = 0; r < own.length; r++) {
        own[r] = StrictMath.exp(-r / temperature);
        sum += own[r];
      }
      for (int r = 0; r < own.length; r++) {
        own[r] /= sum;
      }
      shares[t] = own;
    }
    return new DrawnTarget(slots, lists, shares);
  }

  @Override
  public double probability(int request, int position, int item) {
    int[] own = items[request];
    for (int i = 0; i < own.length; i++) {
      if (own[i] == item) {
        double p = shares[request][i];
        double missed = 1 - p;
        for (int k = 0; k < position; k++) {
          p *= missed;
        }
        return p;
      }
    }
    return 0;
  }

  @Override
  public void forEach(int request, Sink sink) {
    int[] own = items[request];
    for (int i = 0; i < own.length; i++) {
      double p = shares[request][i];
      double missed = 1 - p;
      for (int k = 0; k < slots && p > 0; k++) {
        sink.accept(k, own[i], p);
        p *= missed;
      }
    }
  }
}
