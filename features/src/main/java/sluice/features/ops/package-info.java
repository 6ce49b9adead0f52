/** Buckets for numbers and texts. Rankers scale values and mark missing ones themselves. */
@NullMarked
package sluice.features.ops;

import org.jspecify.annotations.NullMarked;
