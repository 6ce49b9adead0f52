package sluice.ranking.training;

import sluice.core.RankingSet;

/**
 * A ranking set and what became of the requests it was built from.
 *
 * @param set the rows
 * @param counts what became of the requests
 * @param negativesShare the weight of its negatives a negative candidate of its requests: 1 where
 *     none was left out, and where there are none
 */
public record BuiltSet(RankingSet set, TrainingCounts counts, double negativesShare) {}
