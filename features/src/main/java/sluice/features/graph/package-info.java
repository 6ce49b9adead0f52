/**
 * How items relate by what users did with them: what follows what, and what is liked by the same
 * users.
 */
@NullMarked
package sluice.features.graph;

import org.jspecify.annotations.NullMarked;
