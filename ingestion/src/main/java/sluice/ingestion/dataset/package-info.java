/**
 * What a dataset is: dataset.yaml as records, MovieLens folders, named datasets and their download.
 */
@NullMarked
package sluice.ingestion.dataset;

import org.jspecify.annotations.NullMarked;
