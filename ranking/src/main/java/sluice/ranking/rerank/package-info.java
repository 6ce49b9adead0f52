/** Changes to a ranked list before it is shown. */
@NullMarked
package sluice.ranking.rerank;

import org.jspecify.annotations.NullMarked;
