package sluice.studies.curves;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sluice.core.UserError;

/**
 * What the curves go through.
 *
 * @param shares of the training data, ascending, the last 1
 * @param features shares of the features, ascending, the last 1; empty for no such curve
 * @param thin what of the data is thinned
 * @param order which features come first
 */
public record CurveSettings(List<Double> shares, List<Double> features, Thin thin, Order order) {
  /** What of the data is thinned. */
  public enum Thin {
    /** The requests the ranker is trained on; retrieval and features stay. */
    REQUESTS,
    /** Whole users of the fitting part: all that is learned from; everything is fitted again. */
    USERS
  }

  /** Which features come first. */
  public enum Order {
    /** By a hash of (seed, feature). */
    SEED,
    /** By the weight the ranker of all features gives them, the heaviest first. */
    IMPORTANCE
  }

  /** Checks. */
  public CurveSettings {
    shares = whole(shares, "--shares");
    features = features.isEmpty() ? features : whole(features, "--features");
  }

  private static List<Double> whole(List<Double> shares, String option) {
    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new UserError(
            option + " " + share + ": shares are above 0 and at most 1, such as 0.1,0.2,0.5,1");
      }
    }
    return Stream.concat(shares.stream(), Stream.of(1.0)).distinct().sorted().toList();
  }

  /** Returns what is thinned, in the words of a heading. */
  String thinned() {
    return thin == Thin.REQUESTS ? "training requests" : "interactions";
  }

  /** Returns the share as a label. */
  static String label(double share) {
    return String.format(Locale.ROOT, share * 100 < 1 ? "%.2g %%" : "%.0f %%", share * 100);
  }
}
