package sluice.core;

import java.util.List;
import java.util.Optional;

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
 * @param tune about 15 %: early stopping, search, the way of fusing, importance; with {@code
 *     calibrate}, the choice of the ranker
 * @param calibrate about 15 %: probabilities of scores
 * @param dated where requests roll on after the cutoff: {@code fitting} with what was held out
 *     added, over the same items and, with new ones behind them, the same users. Nothing may be
 *     learned from it; counts may be read of it as of a request's time
 * @param innerDated the same of {@code inner} and its holdout
 */
public record Fold(
    int number,
    FittingPart fitting,
    List<JudgedRequest> test,
    FittingPart inner,
    List<JudgedRequest> train,
    List<JudgedRequest> tune,
    List<JudgedRequest> calibrate,
    Optional<FittingPart> dated,
    Optional<FittingPart> innerDated) {
  /** Makes a fold whose requests read nothing from after the cutoff. */
  public Fold(
      int number,
      FittingPart fitting,
      List<JudgedRequest> test,
      FittingPart inner,
      List<JudgedRequest> train,
      List<JudgedRequest> tune,
      List<JudgedRequest> calibrate) {
    this(number, fitting, test, inner, train, tune, calibrate, Optional.empty(), Optional.empty());
  }

  /** Returns the same with other test requests. */
  public Fold withTest(List<JudgedRequest> other) {
    return new Fold(number, fitting, other, inner, train, tune, calibrate, dated, innerDated);
  }

  /** Copies. */
  public Fold {
    test = List.copyOf(test);
    train = List.copyOf(train);
    tune = List.copyOf(tune);
    calibrate = List.copyOf(calibrate);
  }
}
