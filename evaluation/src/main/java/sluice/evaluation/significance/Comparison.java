package sluice.evaluation.significance;

/**
 * One system held against a baseline by one measure, paired by user.
 *
 * @param system the system's name
 * @param baseline the baseline's name
 * @param measure the measure's name
 * @param difference mean of the system − mean of the baseline
 * @param pValue corrected by Holm over all comparisons of the measure
 * @param pValueRaw before correction
 * @param users how many pairs
 * @param test {@code sign-flip} or {@code paired-t}
 */
public record Comparison(
    String system,
    String baseline,
    String measure,
    double difference,
    double pValue,
    double pValueRaw,
    int users,
    String test) {
  /** Says whether the difference is significant at 5 %, after correction. */
  public boolean significant() {
    return pValue < 0.05;
  }
}
