/** Content vectors of items from their words, categories and tags. */
@NullMarked
package sluice.candidates.content;

import org.jspecify.annotations.NullMarked;
