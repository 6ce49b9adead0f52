/** How numbers and report sections are written as plain text. */
@NullMarked
package sluice.core.text;

import org.jspecify.annotations.NullMarked;
