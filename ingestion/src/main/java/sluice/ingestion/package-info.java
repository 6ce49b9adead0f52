/**
 * Raw files in, typed and clean Parquet tables out: readers, validation, the sample world, splits.
 */
@NullMarked
package sluice.ingestion;

import org.jspecify.annotations.NullMarked;
