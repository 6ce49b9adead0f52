/**
 * The subcommands of {@code sluice}: options in, calls of the stages, messages and exit codes out.
 */
@NullMarked
package sluice.pipeline.command;

import org.jspecify.annotations.NullMarked;
