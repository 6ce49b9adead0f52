/** The running recommender: who asks, with what history, within what time, on which bundle. */
@NullMarked
package sluice.serving.live;

import org.jspecify.annotations.NullMarked;
