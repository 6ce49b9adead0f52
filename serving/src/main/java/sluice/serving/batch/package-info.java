/** Files of recommendations for many users: formats, and parts that let a batch be resumed. */
@NullMarked
package sluice.serving.batch;

import org.jspecify.annotations.NullMarked;
