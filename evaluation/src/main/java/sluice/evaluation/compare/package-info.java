/**
 * Holds finished runs against each other: what differs in their configs, by how much their measures
 * differ and whether that is shown, for whom, and how sure refits leave it.
 */
@NullMarked
package sluice.evaluation.compare;

import org.jspecify.annotations.NullMarked;
