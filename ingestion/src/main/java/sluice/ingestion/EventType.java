package sluice.ingestion;

/**
 * What a type of event is worth.
 *
 * @param weight how much one such event counts, above 0
 * @param negative whether it speaks against the item (a dislike, a hide)
 */
public record EventType(double weight, boolean negative) {
  /** An event that counts once and speaks for the item. */
  public static final EventType PLAIN = new EventType(1, false);

  /** Checks. */
  public EventType {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight of an event: " + weight);
    }
  }
}
