/** The run folder: where a run writes, how it is named, what it records of itself. */
@NullMarked
package sluice.pipeline.run;

import org.jspecify.annotations.NullMarked;
