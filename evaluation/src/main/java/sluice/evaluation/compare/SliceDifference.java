package sluice.evaluation.compare;

import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Interval;

/**
 * The headline measure of a side against the baseline's, for a part of the users.
 *
 * @param slice what the parts are, such as {@code activity}
 * @param part which part
 * @param side the side's name
 * @param users how many
 * @param baseline the baseline's mean
 * @param mean the side's
 * @param difference side − baseline with its 95 % interval by t
 * @param pValue corrected by Benjamini and Hochberg over all slices and sides
 */
public record SliceDifference(
    String slice,
    String part,
    String side,
    int users,
    double baseline,
    double mean,
    Interval difference,
    double pValue) {
  /** Parts with fewer users are mostly noise. */
  public static final int SMALL = 30;

  /** Says whether the part is too small to read much from. */
  public boolean small() {
    return users < SMALL;
  }

  /** Returns what may be said at 5 %, after correction. */
  public String words() {
    String said = Comparison.reading(pValue, difference.mean());
    return small() ? said + "; small: mostly noise" : said;
  }
}
