/** What {@code sluice explain} prints. */
@NullMarked
package sluice.pipeline.explain;

import org.jspecify.annotations.NullMarked;
