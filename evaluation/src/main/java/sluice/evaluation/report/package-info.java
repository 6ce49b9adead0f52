/** The evaluation report as a value, and its forms: JSON, Markdown, one HTML page. */
@NullMarked
package sluice.evaluation.report;

import org.jspecify.annotations.NullMarked;
