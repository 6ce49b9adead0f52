/** Item-to-item weights that are fitted by linear regression. */
@NullMarked
package sluice.candidates.linear;

import org.jspecify.annotations.NullMarked;
