/** Item-to-item graphs: neighbours, transitions, co-visitation. */
@NullMarked
package sluice.candidates.neighbour;

import org.jspecify.annotations.NullMarked;
