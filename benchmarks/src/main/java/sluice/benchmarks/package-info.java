/** What Sluice costs in time and memory, stage by stage and as a whole. */
@NullMarked
package sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
