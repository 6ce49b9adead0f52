/** Counters and times of the running server, without locks, and their text for Prometheus. */
@NullMarked
package sluice.serving.metrics;

import org.jspecify.annotations.NullMarked;
