package sluice.evaluation.offpolicy;

/**
 * A policy that always shows the same slate at a request: the first items of a ranker's list.
 *
 * <p>Probability 1 for the k-th item at position k, 0 for all else. Over a large catalogue a log
 * seldom has what such a policy shows; {@link DrawnTarget#smoothed} asks less of it. Immutable; the
 * lists are taken over, not copied.
 */
public final class SlateTarget implements TargetPolicy {
  private final int slots;
  private final int[][] lists;

  /**
   * Makes a policy.
   *
   * @param slots how many positions a slate has; what a list has beyond is not shown
   * @param lists by request, items best first, none twice; shorter ones leave positions empty
   */
  public SlateTarget(int slots, int[][] lists) {
    this.slots = slots;
    this.lists = lists;
  }

  @Override
  public double probability(int request, int position, int item) {
    int[] list = lists[request];
    return position < Math.min(slots, list.length) && list[position] == item ? 1 : 0;
  }

  @Override
  public void forEach(int request, Sink sink) {
    int[] list = lists[request];
    for (int k = 0; k < Math.min(slots, list.length); k++) {
      sink.accept(k, list[k], 1);
    }
  }
}
