package sluice.ingestion.split;

/** What a split knows of time, and with it what time its requests have. */
enum Timing {
  /** One cutoff parts everything. */
  ONE_TIME,
  /** Each user has a cutoff of their own: the first interaction held out. */
  PER_USER,
  /** Time is not respected, or the data has none. */
  NONE;

  /**
   * The time of requests that have none: after everything, but before "for ever", so that what is
   * always available is available.
   */
  static final long AFTER_ALL = Long.MAX_VALUE - 1;
}
