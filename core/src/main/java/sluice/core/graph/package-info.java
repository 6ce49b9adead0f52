/**
 * How items relate by what users did with them: what is counted, and the graphs that come of it.
 */
@NullMarked
package sluice.core.graph;

import org.jspecify.annotations.NullMarked;
