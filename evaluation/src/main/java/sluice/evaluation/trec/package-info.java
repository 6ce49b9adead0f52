/** Judgements and runs as the files that TREC tools read and write. */
@NullMarked
package sluice.evaluation.trec;

import org.jspecify.annotations.NullMarked;
