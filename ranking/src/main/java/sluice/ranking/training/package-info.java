/** Training and tuning sets for rankers, made from the judged requests of the nested split. */
@NullMarked
package sluice.ranking.training;

import org.jspecify.annotations.NullMarked;
