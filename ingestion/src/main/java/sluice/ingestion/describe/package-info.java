/** What one would look at in a dataset before any model. */
@NullMarked
package sluice.ingestion.describe;

import org.jspecify.annotations.NullMarked;
