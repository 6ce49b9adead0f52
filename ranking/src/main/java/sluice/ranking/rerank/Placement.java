package sluice.ranking.rerank;

/** Where among the others a re-ranker makes sense. */
public enum Placement {
  /** It orders by the ranker's scores and so would undo those before it: the first. */
  FIRST,
  /** It moves items of the list that it is given: behind the first, in any order. */
  BETWEEN,
  /** It draws by known chances, which those behind it would change: the last. */
  LAST,
  /** It moves nothing. */
  ANYWHERE
}
