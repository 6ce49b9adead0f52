/** Off-policy estimates for lists in files: reads logs and lists, tells what was found. */
@NullMarked
package sluice.studies.offpolicy;

import org.jspecify.annotations.NullMarked;
