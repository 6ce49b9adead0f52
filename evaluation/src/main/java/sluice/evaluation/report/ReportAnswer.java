package sluice.evaluation.report;

/**
 * A question that a reader of the report has first, with its answer in a sentence or two.
 *
 * @param question ends with a question mark
 * @param text the answer, from the figures alone
 */
public record ReportAnswer(String question, String text) {}
