/** Which kinds of case the errors lie in, and what mending one would bring. */
@NullMarked
package sluice.evaluation.errors;

import org.jspecify.annotations.NullMarked;
