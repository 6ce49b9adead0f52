/** Rankers trained on a part of the features or of the requests: what ablations and curves vary. */
@NullMarked
package sluice.pipeline.subset;

import org.jspecify.annotations.NullMarked;
