package sluice.ranking.training;

/**
 * What became of the requests, for the manifest and the report.
 *
 * @param given requests handed in
 * @param withoutRelevant left out because nothing relevant was held out for them
 * @param beyondLimit not looked at because {@code maxRequests}, {@code maxRows} or {@code
 *     tuneRequests} was reached
 * @param withoutPositive looked at, none of their relevant items among the candidates: left out of
 *     training, kept for tuning
 * @param used requests in the set
 * @param rows rows in the set
 * @param positives rows with a gain
 */
public record TrainingCounts(
    int given,
    int withoutRelevant,
    int beyondLimit,
    int withoutPositive,
    int used,
    int rows,
    int positives) {}
