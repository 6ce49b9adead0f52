/** Every measure of every kind, to be listed and looked up. */
@NullMarked
package sluice.evaluation.catalogue;

import org.jspecify.annotations.NullMarked;
