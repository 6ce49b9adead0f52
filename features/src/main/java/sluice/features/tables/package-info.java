/**
 * Snapshot tables by SQL: dated cumulative counts of items, users, categories and of all together,
 * read as of a day.
 */
@NullMarked
package sluice.features.tables;

import org.jspecify.annotations.NullMarked;
