/** Nearest neighbours by inner product: exact scan and graphs. */
@NullMarked
package sluice.candidates.nearest;

import org.jspecify.annotations.NullMarked;
