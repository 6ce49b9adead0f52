/** Behaviour tests of a fitted funnel: a declared suite that can fail a run. */
@NullMarked
package sluice.pipeline.check;

import org.jspecify.annotations.NullMarked;
