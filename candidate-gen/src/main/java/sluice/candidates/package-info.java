/** Candidate sources, the embeddings and indexes they search, and their fusion. */
@NullMarked
package sluice.candidates;

import org.jspecify.annotations.NullMarked;
