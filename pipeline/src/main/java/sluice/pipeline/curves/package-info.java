/** Quality against the share of training data and of features. */
@NullMarked
package sluice.pipeline.curves;

import org.jspecify.annotations.NullMarked;
