package sluice.core;

import java.util.List;

/**
 * One split of the data and, inside its fitting part, the nested split that the ranker is trained
 * on.
 *
 * <p>The retrievers fitted on {@code inner} make the candidates and features of the {@code train},
 * {@code tune} and {@code calibrate} requests; fitted again on {@code fitting} they serve the
 * {@code test} requests. The three inner lists are disjoint by user. Immutable.
 *
 * @param number from 0; more than one only in k-fold
 * @param fitting the part to learn from
 * @param test the requests that measure
 * @param inner the part of {@code fitting} that the inner holdout is not in
 * @param train about 70 % of the inner holdout's users
 * @param tune about 15 %: early stopping, search, fusion weights, choice of the best source,
 *     importance
 * @param calibrate about 15 %
 */
public record Fold(
    int number,
    FittingPart fitting,
    List<JudgedRequest> test,
    FittingPart inner,
    List<JudgedRequest> train,
    List<JudgedRequest> tune,
    List<JudgedRequest> calibrate) {
  /** Copies. */
  public Fold {
    test = List.copyOf(test);
    train = List.copyOf(train);
    tune = List.copyOf(tune);
    calibrate = List.copyOf(calibrate);
  }
}
