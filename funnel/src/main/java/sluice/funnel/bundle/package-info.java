/** The model bundle: everything serving loads, and the proof that it answers as it was written. */
@NullMarked
package sluice.funnel.bundle;

import org.jspecify.annotations.NullMarked;
