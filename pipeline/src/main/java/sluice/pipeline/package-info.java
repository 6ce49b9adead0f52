/** The {@code sluice} command: reads the config, composes the stages, writes the run folder. */
@NullMarked
package sluice.pipeline;

import org.jspecify.annotations.NullMarked;
