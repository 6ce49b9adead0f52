package sluice.serving.feedback;

/**
 * One item of a slate.
 *
 * @param item its id
 * @param position its place in the slate, from 1
 * @param propensity the probability that this policy shows this item at this position for this
 *     request, above 0 and at most 1; 1 where the slate is not drawn, NaN where it is not known
 */
public record ShownItem(String item, int position, double propensity) {
  /** Checks. */
  public ShownItem {
    Ids.check("item", item);
    if (position < 1) {
      throw new IllegalArgumentException("position " + position + ": positions count from 1");
    }
    if (!Double.isNaN(propensity) && !(propensity > 0 && propensity <= 1)) {
      throw new IllegalArgumentException("propensity " + propensity + " is not in (0, 1]");
    }
  }
}
