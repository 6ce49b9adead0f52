/** Quality against the share of training data and of features. */
@NullMarked
package sluice.studies.curves;

import org.jspecify.annotations.NullMarked;
