package sluice.evaluation.significance;

/**
 * Two one-sided tests (TOST; Schuirmann 1987): whether a difference is shown to be too small to
 * matter.
 *
 * <p>p is the larger of the p-values of "the difference is −margin or less" and "it is margin or
 * more", by t with the difference's standard error and degrees of freedom. p &lt; 0.05 says the
 * same as: the 90 % interval lies within ±margin. A large p-value of a difference is no evidence of
 * equality; this test is. The margin must be chosen before the figures are seen.
 *
 * @param margin the largest difference that does not matter, above 0, in the measure's own unit
 * @param pValue of "not equivalent"; 1 with fewer than two clusters
 */
public record Equivalence(double margin, double pValue) {
  /** Tests. */
  public static Equivalence of(MeanDifference difference, double margin) {
    return of(difference.mean(), difference.standardError(), difference.degrees(), margin);
  }

  /**
   * Tests a mean of which only this is known.
   *
   * @param standardError 0 or more; NaN where it is not known, then p is 1
   * @param degrees of freedom of the standard error
   * @param margin above 0
   */
  public static Equivalence of(double mean, double standardError, double degrees, double margin) {
    if (!(margin > 0) || Double.isInfinite(margin)) {
      throw new IllegalArgumentException("margin " + margin + " is not a finite number above 0");
    }
    if (!(degrees > 0) || !(standardError >= 0)) {
      return new Equivalence(margin, 1);
    }
    if (standardError == 0) {
      return new Equivalence(margin, Math.abs(mean) < margin ? 0 : 1);
    }
    double fromBelow = StudentT.above((mean + margin) / standardError, degrees);
    double fromAbove = StudentT.above((margin - mean) / standardError, degrees);
    return new Equivalence(margin, Math.max(fromBelow, fromAbove));
  }
}
