/** Statistics that give a leak away, of plain numbers and labels. */
@NullMarked
package sluice.evaluation.audit;

import org.jspecify.annotations.NullMarked;
