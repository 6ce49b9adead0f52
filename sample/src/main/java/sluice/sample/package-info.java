/**
 * The sample world: a simulated video service whose truth is known, written as a dataset folder.
 */
@NullMarked
package sluice.sample;

import org.jspecify.annotations.NullMarked;
