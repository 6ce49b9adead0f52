/** Buckets for numbers and texts. Scaling and missing values are the rankers' own affair. */
@NullMarked
package sluice.features.ops;

import org.jspecify.annotations.NullMarked;
