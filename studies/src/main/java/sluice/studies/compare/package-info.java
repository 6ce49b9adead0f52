/** Reads finished run folders back, for what looks at several of them. */
@NullMarked
package sluice.studies.compare;

import org.jspecify.annotations.NullMarked;
