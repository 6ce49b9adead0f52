package sluice.funnel;

import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.ReRanker;

/**
 * Told what each stage of the funnel made of a request, in the order of the stages, by the thread
 * that walks.
 *
 * <p>Lists may be kept; the feature rows are valid during the call only. Times are nanoseconds of
 * that stage alone.
 */
public interface StageObserver {
  /** Looks at nothing. */
  StageObserver NONE = new StageObserver() {};

  /** Told what became of a source, fused or compared. */
  default void source(SourceOutcome outcome) {}

  /** Told what fusion made of the lists. */
  default void fused(Candidates candidates, long nanos) {}

  /** Told the feature rows, one a candidate in fusion's order. */
  default void features(Candidates candidates, FeatureMatrix rows, long nanos) {}

  /** Told the order that a ranker gave the candidates; the served one comes first. */
  default void ranked(Ranker ranker, RankedItems order, long nanos) {}

  /** Told what a re-ranker made of the list that it was given. */
  default void reranked(ReRanker by, RankedItems before, RankedItems after, long nanos) {}

  /** Told what is shown. */
  default void shown(RankedItems slate, long nanos) {}
}
