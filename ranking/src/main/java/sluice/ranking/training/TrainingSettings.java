package sluice.ranking.training;

import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.YamlFile;

/**
 * How training rows are taken from judged requests.
 *
 * @param rows which rows there are
 * @param labelHours with impressions: how many hours after an impression an interaction is its
 *     label
 * @param positionBias with impressions: what is done about positions
 * @param maxWeight the most that a relevant impression weighs by {@link PositionRemedy#EM} or
 *     {@link PositionRemedy#PROPENSITIES}
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
 * @param classBalance β of the weights by the effective number of rows of a class; 0 for none
 * @param dropSources the probability with which a training request goes without a source
 * @param maxRequests the most requests to train on, chosen by a hash of (seed, request)
 * @param maxRows no further request is taken once there are as many rows
 * @param tuneRequests the most requests to tune on
 */
public record TrainingSettings(
    Rows rows,
    double labelHours,
    PositionRemedy positionBias,
    double maxWeight,
    Negatives negatives,
    double perPositive,
    int atLeast,
    double hardShare,
    double popularityPower,
    boolean correctPrior,
    double classBalance,
    double dropSources,
    int maxRequests,
    int maxRows,
    int tuneRequests) {
  /** Which rows there are. */
  public enum Rows {
    /** Candidates of a request, and negatives. */
    CANDIDATES,
    /** What the user was shown in the time that is held out. */
    IMPRESSIONS,
    /** Both, an item that was shown as an impression alone. */
    BOTH
  }

  /** What is done about users looking at the first positions more. */
  public enum PositionRemedy {
    /** Nothing. */
    NONE,
    /** The position is a feature, which is 1 when answering. */
    FEATURE,
    /** Relevant impressions weigh 1 / examination, {@link PositionBias#ofExpectation}. */
    EM,
    /** Relevant impressions weigh 1 / examination, {@link PositionBias#ofPropensities}. */
    PROPENSITIES
  }

  /** Where negatives come from. */
  public enum Negatives {
    /** The request's own candidates: what the ranker will have to tell apart. */
    CANDIDATES,
    /** All items available at the request's time. */
    UNIFORM,
    /** The same, popular ones more often. */
    POPULARITY
  }

  private static final String DEFAULTS = YamlFile.resource(TrainingSettings.class, "training.yaml");

  /** Checks. */
  public TrainingSettings {
    SettingError.check("labelHours", labelHours, 0.001, 100_000);
    SettingError.check("maxWeight", maxWeight, 1, 1_000);
    SettingError.check(
        "positionBias",
        positionBias == PositionRemedy.NONE || rows != Rows.CANDIDATES,
        "candidates have no position; set rows: impressions or rows: both");
    SettingError.check("perPositive", perPositive, 0, 1_000);
    SettingError.check("atLeast", atLeast, 1, 10_000);
    SettingError.check("hardShare", hardShare, 0, 1);
    SettingError.check("popularityPower", popularityPower, 0, 1);
    SettingError.check("classBalance", classBalance, 0, 0.999999999);
    SettingError.check("dropSources", dropSources, 0, 0.9);
    SettingError.check("maxRequests", maxRequests, 1, 10_000_000);
    SettingError.check("maxRows", maxRows, 2, 20_000_000);
    SettingError.check("tuneRequests", tuneRequests, 1, 1_000_000);
    SettingError.check(
        "correctPrior",
        correctPrior || hardShare == 0,
        "hardShare above 0 needs the correction; leave the key out or set hardShare to 0");
  }

  /** Reads the settings; an empty map gives the defaults. */
  public static TrainingSettings read(ConfigNode node) {
    ConfigNode share = node.entries().get("hardShare");
    boolean hard = share != null && share.toPlain() instanceof Number n && n.doubleValue() > 0;
    return node.bind(TrainingSettings.class, "correctPrior: " + hard, DEFAULTS);
  }

  /** Returns how many negatives a request with so many positives is given, if there are as many. */
  int wanted(int positives) {
    return (int) Math.max(atLeast, Math.ceil(perPositive * positives));
  }
}
