package sluice.ranking.training;

import java.util.function.Predicate;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.JudgedRequest;

/**
 * What brings a request's candidates and their features when a training set is built: retrievers
 * and assembler of the train split, composed by the caller.
 *
 * <p>One thread's own, with its scratch memory; need not be thread-safe. The answers may depend on
 * the request alone, never on what was asked before.
 */
public interface RequestFeatures {
  /** Returns the schema of the features; the same for every instance. */
  FeatureSchema schema();

  /**
   * Retrieves and fuses; must not read the held-out items.
   *
   * @param leftOut says of a source's name whether it is to bring nothing, as if it had failed
   */
  Candidates candidates(JudgedRequest request, Predicate<String> leftOut);

  /**
   * Computes the features of all candidates.
   *
   * @param candidates as {@link #candidates} gave them, possibly with items below that no source
   *     brought: rank 0 and score NaN in every source
   * @param out is resized to one row a candidate
   */
  void features(Candidates candidates, FeatureMatrix out);
}
