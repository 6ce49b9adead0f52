/** Behaviour tests of a fitted funnel: a declared suite that can fail a run. */
@NullMarked
package sluice.studies.check;

import org.jspecify.annotations.NullMarked;
