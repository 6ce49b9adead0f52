/** Implicit alternating least squares: the collaborative embedding. */
@NullMarked
package sluice.candidates.als;

import org.jspecify.annotations.NullMarked;
