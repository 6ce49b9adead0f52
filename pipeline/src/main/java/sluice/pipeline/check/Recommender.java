package sluice.pipeline.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Request;

/**
 * A fitted funnel as a check may question it: its stages one by one, and the slate at the end.
 *
 * <p>Implementations need not be safe for use by many threads.
 */
public interface Recommender {
  /** Returns what it was fitted on. */
  FittingPart part();

  /** Returns the features of the served ranker. */
  FeatureSchema schema();

  /** Returns how many items a slate has. */
  int slateSize();

  /** Returns which items a request may be given; to be asked before the next request. */
  IntPredicate eligible(Request request);

  /** Returns the fused candidates. */
  Candidates candidates(Request request);

  /** Fills the feature rows of candidates, in their order. */
  void features(Candidates candidates, FeatureMatrix into);

  /** Scores rows with the served ranker; one score a row. */
  void score(FeatureMatrix rows, float[] scores);

  /** Orders scored items as the funnel does, ties included. */
  RankedItems order(Request request, int[] items, float[] scores);

  /** Returns what is shown: all stages after each other, re-ranking included. */
  RankedItems slate(Request request);

  /** Says whether scores are log-odds of being relevant. */
  boolean logOdds();

  /**
   * Returns, for every test request that counts, the headline measure of the slate's list less that
   * of another system; empty where there is no such system.
   */
  Optional<double[]> advantage(String system);

  /** Returns the scores of a request's candidates, in their order. */
  default float[] scores(Candidates candidates) {
    FeatureMatrix rows = new FeatureMatrix(schema(), Math.max(1, candidates.size()));
    features(candidates, rows);
    float[] scores = new float[rows.rows()];
    score(rows, scores);
    return Arrays.copyOf(scores, candidates.size());
  }
}
