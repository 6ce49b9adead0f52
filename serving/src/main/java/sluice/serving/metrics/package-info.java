/**
 * Counters and times of the running server, kept by Prometheus' client, and what was counted
 * lately.
 */
@NullMarked
package sluice.serving.metrics;

import org.jspecify.annotations.NullMarked;
