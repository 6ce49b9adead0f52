/** Raw files and databases into clean, typed Parquet tables; bad rows into quarantine. */
@NullMarked
package sluice.ingestion.read;

import org.jspecify.annotations.NullMarked;
