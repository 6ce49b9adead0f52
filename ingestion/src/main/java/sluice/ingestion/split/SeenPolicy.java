package sluice.ingestion.split;

/** Whether items that a user has in the fitting part may be recommended to that user again. */
public enum SeenPolicy {
  /** Excludes where less than {@link #REPEATS} of the interactions repeat a pair. */
  AUTO,
  /** Never again; a repeat in the held-out part leaves the judgements and is counted. */
  EXCLUDE,
  /** Again; repeats are judged like everything else. */
  ALLOW;

  /** The share of interactions that repeat an earlier pair from which on {@link #AUTO} allows. */
  public static final double REPEATS = 0.02;
}
