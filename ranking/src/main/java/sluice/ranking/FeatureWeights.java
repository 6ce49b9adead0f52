package sluice.ranking;

/** A ranker that can say, from its own inside, how much it makes of each feature. */
public interface FeatureWeights {
  /** Returns what the numbers are, for the heading of a column. */
  String weightMeaning();

  /** Returns one number a feature of the schema it was trained on; a new array. */
  double[] featureWeights();
}
