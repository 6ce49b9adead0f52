/**
 * The feature families of this repository, each a type that is registered like one of another jar.
 */
@NullMarked
package sluice.features.families;

import org.jspecify.annotations.NullMarked;
