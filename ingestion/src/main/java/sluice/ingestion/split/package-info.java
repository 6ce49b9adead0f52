/**
 * Canonical tables into memory, and memory into what may be learned from and what measures: every
 * protocol of docs/concepts/protocols.md, with the nested split that a ranker is trained on.
 */
@NullMarked
package sluice.ingestion.split;

import org.jspecify.annotations.NullMarked;
