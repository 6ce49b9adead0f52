/** Rankers trained on a part of the features or of the requests: what ablations and curves vary. */
@NullMarked
package sluice.studies.subset;

import org.jspecify.annotations.NullMarked;
