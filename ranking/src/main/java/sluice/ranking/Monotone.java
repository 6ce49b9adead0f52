package sluice.ranking;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sluice.core.ConfigNode;
import sluice.core.Feature;
import sluice.core.FeatureSchema;
import sluice.core.UserError;

/** The way that a score may go as the value of a feature grows, all else being equal. */
enum Monotone {
  /** Never down. */
  INCREASING(1),
  /** Never up. */
  DECREASING(-1);

  private final int sign;

  Monotone(int sign) {
    this.sign = sign;
  }

  /**
   * Returns XGBoost's {@code monotone_constraints}: a sign a feature, in brackets.
   *
   * @param ranker that they are for, for the message
   * @param named constraints by the name of the feature
   * @param columns the column of each of XGBoost's features
   * @throws UserError where there is no feature of a name
   */
  static String constraints(
      String ranker, Map<String, Monotone> named, FeatureSchema schema, int[] columns) {
    List<String> names = schema.features().stream().map(Feature::name).toList();
    int[] signs = new int[names.size()];
    named.forEach((name, way) -> {
      int column = names.indexOf(name);
      if (column < 0) {
        throw new UserError(
            "ranker "
                + ranker
                + ": monotone names the feature '"
                + name
                + "', which there is not"
                + ConfigNode.didYouMean(name, names)
                + "; there are "
                + String.join(", ", names));
      }
      signs[column] = way.sign;
    });
    return Arrays.stream(columns)
        .mapToObj(column -> "" + signs[column])
        .collect(joining(",", "(", ")"));
  }
}
