package sluice.serving.live;

import java.util.Set;

/**
 * A query made ready for the funnel, with what its record needs besides.
 *
 * @param query what the caller asked
 * @param prepared what the funnel takes
 * @param clock what the server's clock showed
 * @param sequence the last event of the user that it knows, 0 for none
 * @param base whether the bundle's own rows of the user count
 * @param deleted items that are not shown
 */
record Asked(
    Query query, Prepared prepared, long clock, long sequence, boolean base, Set<String> deleted) {}
