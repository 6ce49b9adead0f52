/** The leakage audit: plants the future in a copy of the data, and looks for what is too good. */
@NullMarked
package sluice.studies.audit;

import org.jspecify.annotations.NullMarked;
