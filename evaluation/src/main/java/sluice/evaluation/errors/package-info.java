/** Which kinds of case the errors lie in, and what fixing one would bring. */
@NullMarked
package sluice.evaluation.errors;

import org.jspecify.annotations.NullMarked;
