package sluice.sample;

/** Where the test part's positives come from. */
public enum JudgementSource {
  /**
   * Items drawn uniformly from what is available and unseen: the judgements owe nothing to the
   * logging policy.
   */
  UNIFORM,
  /** The logging policy's own slates after the cutoff, with its position bias and its taste. */
  LOGGED
}
