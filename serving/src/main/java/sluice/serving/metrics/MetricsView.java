package sluice.serving.metrics;

import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * All that the server counts, at one moment: what {@code /metrics} writes and a page can show.
 *
 * @param bundle id of the bundle that answers
 * @param countsEnd up to when counts and trends go, milliseconds since 1970 UTC; empty where the
 *     data does not part by time
 * @param calls requests by call
 * @param funnel stages, sources, events
 * @param waiting requests that wait for a thread of the funnel
 * @param lostThreads that were given up because they hung in a source
 * @param droppedRecords requests that could not be recorded for replay
 * @param process what the machine gives
 */
public record MetricsView(
    String bundle,
    OptionalLong countsEnd,
    SortedMap<String, CallMetrics.CallView> calls,
    FunnelMetrics.View funnel,
    int waiting,
    int lostThreads,
    long droppedRecords,
    ProcessView process) {}
