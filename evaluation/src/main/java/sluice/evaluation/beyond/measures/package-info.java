/** The measures beyond accuracy that come with Sluice, one class each. */
@NullMarked
package sluice.evaluation.beyond.measures;

import org.jspecify.annotations.NullMarked;
