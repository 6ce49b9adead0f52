/** YAML text into core's config nodes, each value with its file and line. */
@NullMarked
package sluice.ingestion.config;

import org.jspecify.annotations.NullMarked;
