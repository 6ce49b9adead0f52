/** Who is served worse, and whose items are shown less than they deserve. */
@NullMarked
package sluice.evaluation.fairness;

import org.jspecify.annotations.NullMarked;
