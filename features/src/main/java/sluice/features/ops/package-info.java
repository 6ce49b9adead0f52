/**
 * Operations on feature values, each fitted on given rows and nothing else: imputation, scaling,
 * encoding, text.
 */
@NullMarked
package sluice.features.ops;

import org.jspecify.annotations.NullMarked;
