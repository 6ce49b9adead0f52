/** How sure a figure is: bootstrap intervals, paired tests, correction for many comparisons. */
@NullMarked
package sluice.evaluation.significance;

import org.jspecify.annotations.NullMarked;
