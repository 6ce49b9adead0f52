package sluice.evaluation.compare;

/**
 * A user for whom a side did much better or worse than the baseline.
 *
 * @param side the side's name
 * @param user external id; a request's where requests are judged
 * @param baseline the headline measure there
 * @param value the side's
 */
public record Mover(String side, String user, double baseline, double value) {
  /** Returns side − baseline. */
  public double difference() {
    return value - baseline;
  }
}
