package sluice.serving.feedback;

/**
 * What an export wrote.
 *
 * @param interactions rows of interactions.csv
 * @param impressions rows of impressions.csv
 * @param leftOut actions that were not written: of a type that was not named, with a mark that was
 *     to be left out, or of a time that ingestion would refuse
 * @param otherImpressions rows of other-impressions.csv
 * @param unripe impressions that are younger than the window of the reward: it may still come
 */
public record Exported(
    long interactions, long impressions, long leftOut, long otherImpressions, long unripe) {}
