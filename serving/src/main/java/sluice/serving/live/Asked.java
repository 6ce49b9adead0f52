package sluice.serving.live;

/**
 * A query made ready for the funnel, with what its record needs besides.
 *
 * @param query what the caller asked
 * @param prepared what the funnel takes
 * @param shownAt when it is answered, by the server's clock or as the caller fixes it
 * @param clock the time at which features were read
 * @param sequence the last event of the user that it knows, 0 for none
 * @param base whether the bundle's own rows of the user count
 */
record Asked(
    Query query, Prepared prepared, long shownAt, long clock, long sequence, boolean base) {}
