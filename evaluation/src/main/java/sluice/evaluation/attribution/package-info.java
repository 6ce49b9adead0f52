/** Where in the funnel each relevant item was lost. */
@NullMarked
package sluice.evaluation.attribution;

import org.jspecify.annotations.NullMarked;
