/**
 * Off-policy estimates: what another policy would have earned, from impressions that one logged.
 */
@NullMarked
package sluice.evaluation.offpolicy;

import org.jspecify.annotations.NullMarked;
