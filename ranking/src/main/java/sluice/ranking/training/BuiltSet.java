package sluice.ranking.training;

import sluice.core.RankingSet;

/** A ranking set and what became of the requests it was built from. */
public record BuiltSet(RankingSet set, TrainingCounts counts) {}
