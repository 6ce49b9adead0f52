package sluice.evaluation.significance;

/**
 * Where the uncertainty of a mean comes from when the same users were judged after several refits
 * (other seeds, other cutoffs): from the users, from the refits, or from both together.
 *
 * <p>The model is y = mean + user + refit + rest, two crossed random effects with one value a cell
 * (Searle, Casella and McCulloch, Variance Components, 1992). Mean squares by the analysis of
 * variance; variances users = (MS_users − MS_rest) / refits, refits = (MS_refits − MS_rest) /
 * users, rest = MS_rest, and 0 where that is negative. The mean's variance is users / U + refits /
 * R + rest / (U R), its degrees of freedom are Satterthwaite's.
 *
 * <p>It assumes that users and refits are independent draws from what one wants to speak about,
 * that their effects add, and that they are about normal. The variance of refits stands on R − 1
 * degrees of freedom: with two or three it is rough, and intervals are wide. Seeds tell of the
 * training's own chance, not of other data.
 *
 * @param users U
 * @param refits R
 * @param mean over all cells
 * @param varianceOfUsers between users' means
 * @param varianceOfRefits between refits' means
 * @param varianceOfRest what neither explains
 * @param standardError of the mean, over both sources
 * @param degrees of freedom of the standard error
 */
public record VarianceSplit(
    int users,
    int refits,
    double mean,
    double varianceOfUsers,
    double varianceOfRefits,
    double varianceOfRest,
    double standardError,
    double degrees) {
  /**
   * Splits.
   *
   * @param values by refit and user, without NaN; two of each or more
   */
  public static VarianceSplit of(double[][] values) {
    int refits = values.length;
    int users = refits == 0 ? 0 : values[0].length;
    if (refits < 2 || users < 2) {
      throw new IllegalArgumentException(
          refits + " refits of " + users + " users; 2 of each at least");
    }
    double[] byRefit = new double[refits];
    double[] byUser = new double[users];
    double mean = 0;
    for (int r = 0; r < refits; r++) {
      if (values[r].length != users) {
        throw new IllegalArgumentException("refits judge " + users + " and " + values[r].length);
      }
      for (int u = 0; u < users; u++) {
        byRefit[r] += values[r][u] / users;
        byUser[u] += values[r][u] / refits;
      }
      mean += byRefit[r] / refits;
    }
    double ofUsers = 0;
    double ofRefits = 0;
    double rest = 0;
    for (int u = 0; u < users; u++) {
      ofUsers += refits * square(byUser[u] - mean);
      for (int r = 0; r < refits; r++) {
        rest += square(values[r][u] - byUser[u] - byRefit[r] + mean);
      }
    }
    for (double own : byRefit) {
      ofRefits += users * square(own - mean);
    }
    ofUsers /= users - 1;
    ofRefits /= refits - 1;
    rest /= (users - 1.0) * (refits - 1);
    double userPart = ofUsers > rest ? ofUsers : 0;
    double refitPart = ofRefits > rest ? ofRefits : 0;
    // MS_users + MS_refits − MS_rest, each of the first two only where it is above the rest.
    double restPart = userPart > 0 && refitPart > 0 ? -rest : userPart + refitPart > 0 ? 0 : rest;
    double sum = userPart + refitPart + restPart;
    double below =
        square(userPart) / (users - 1)
            + square(refitPart) / (refits - 1)
            + square(restPart) / ((users - 1.0) * (refits - 1));
    return new VarianceSplit(
        users,
        refits,
        mean,
        userPart > 0 ? (ofUsers - rest) / refits : 0,
        refitPart > 0 ? (ofRefits - rest) / users : 0,
        rest,
        Math.sqrt(sum / users / refits),
        below > 0 ? square(sum) / below : refits - 1.0);
  }

  private static double square(double x) {
    return x * x;
  }

  /** Returns the 95 % interval of the mean over both sources. */
  public Interval interval() {
    double reach = StudentT.critical(0.05, degrees) * standardError;
    return new Interval(mean, mean - reach, mean + reach);
  }

  /** Returns the two-sided p-value of a mean of 0, for values that are differences. */
  public double pValue() {
    return standardError == 0
        ? mean == 0 ? 1 : 0
        : StudentT.twoSided(mean / standardError, degrees);
  }

  /** Returns the share of the mean's variance that more refits would lessen. */
  public double shareOfRefits() {
    double all = standardError * standardError;
    return all == 0 ? 0 : varianceOfRefits / refits / all;
  }
}
