/** What a person sees while a command runs: progress, plain lines, JSON. */
@NullMarked
package sluice.pipeline.console;

import org.jspecify.annotations.NullMarked;
