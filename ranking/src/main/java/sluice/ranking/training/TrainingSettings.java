package sluice.ranking.training;

import java.util.List;
import java.util.Locale;
import sluice.core.ConfigNode;

/**
 * How training rows are taken from judged requests.
 *
 * @param negatives where negatives come from
 * @param perPositive how many negatives for every positive of the request, if there are as many
 * @param atLeast how many negatives at least, if there are as many
 * @param hardShare with {@link Negatives#CANDIDATES}: this share of them are the highest in
 *     fusion's order, the others drawn uniformly below them
 * @param popularityPower with {@link Negatives#POPULARITY}: an item is drawn in proportion to its
 *     number of interactions to this power
 * @param correctPrior whether a sampled negative weighs 1 / its sampling rate, so that all
 *     negatives of a request together weigh as much as if none had been left out; always on where
 *     {@code hardShare} is above 0, since taking more from the top would else teach that the top is
 *     bad
 * @param maxRequests the most requests to train on, chosen by a hash of (seed, request)
 * @param maxRows no further request is taken once there are as many rows
 * @param tuneRequests the most requests to tune on
 */
public record TrainingSettings(
    Negatives negatives,
    double perPositive,
    int atLeast,
    double hardShare,
    double popularityPower,
    boolean correctPrior,
    int maxRequests,
    int maxRows,
    int tuneRequests) {
  /** Where negatives come from. */
  public enum Negatives {
    /** The request's own candidates: what the ranker will have to tell apart. */
    CANDIDATES,
    /** All items available at the request's time. */
    UNIFORM,
    /** The same, popular ones more often. */
    POPULARITY;

    /** Returns the word in a config. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads the settings; an empty map gives the defaults. */
  public static TrainingSettings read(ConfigNode node) {
    String word =
        node.oneOf(
            "negatives",
            Negatives.CANDIDATES.word(),
            List.of(
                Negatives.CANDIDATES.word(),
                Negatives.UNIFORM.word(),
                Negatives.POPULARITY.word()));
    double hardShare = node.number("hardShare", 0, 0, 1);
    TrainingSettings settings =
        new TrainingSettings(
            Negatives.valueOf(word.toUpperCase(Locale.ROOT)),
            node.number("perPositive", 8, 0, 1_000),
            node.integer("atLeast", 30, 1, 10_000),
            hardShare,
            node.number("popularityPower", 0.75, 0, 1),
            node.flag("correctPrior", hardShare > 0),
            node.integer("maxRequests", 2_000, 1, 10_000_000),
            node.integer("maxRows", 200_000, 2, 20_000_000),
            node.integer("tuneRequests", 400, 1, 1_000_000));
    node.finish();
    if (hardShare > 0 && !settings.correctPrior()) {
      throw node.require("correctPrior")
          .error("hardShare above 0 needs the correction; leave the key out or set hardShare to 0");
    }
    return settings;
  }

  /** Returns how many negatives a request with so many positives is given, if there are as many. */
  int wanted(int positives) {
    return (int) Math.max(atLeast, Math.ceil(perPositive * positives));
  }
}
