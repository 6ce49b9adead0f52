/** Embeddings that are learned from sessions or brought with the data, searched as any other. */
@NullMarked
package sluice.candidates.embedding;

import org.jspecify.annotations.NullMarked;
