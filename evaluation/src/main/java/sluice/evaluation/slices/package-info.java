/** Parts of users or items, and the search for those a system serves worst. */
@NullMarked
package sluice.evaluation.slices;

import org.jspecify.annotations.NullMarked;
