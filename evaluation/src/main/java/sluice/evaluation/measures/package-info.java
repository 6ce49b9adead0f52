/** The measures of ranked lists that come with Sluice, one class each. */
@NullMarked
package sluice.evaluation.measures;

import org.jspecify.annotations.NullMarked;
