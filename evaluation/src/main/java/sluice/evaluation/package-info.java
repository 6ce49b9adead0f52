/** Measures, significance, slices, and the reports that show them. */
@NullMarked
package sluice.evaluation;

import org.jspecify.annotations.NullMarked;
