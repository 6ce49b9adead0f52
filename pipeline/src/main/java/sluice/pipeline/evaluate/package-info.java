/** Judging run files that any system wrote. */
@NullMarked
package sluice.pipeline.evaluate;

import org.jspecify.annotations.NullMarked;
