/** The inverted index over items and the user's profile as a query. */
@NullMarked
package sluice.candidates.text;

import org.jspecify.annotations.NullMarked;
