/** Bayesian personalised ranking: vectors that put a user's items before others. */
@NullMarked
package sluice.candidates.bpr;

import org.jspecify.annotations.NullMarked;
