/** Fusion: one list of candidates from the lists of several sources. */
@NullMarked
package sluice.candidates.fusion;

import org.jspecify.annotations.NullMarked;
