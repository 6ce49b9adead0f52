package sluice.ingestion;

import sluice.core.SettingError;

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
    SettingError.check(
        "weight",
        weight > 0 && weight <= 1e9,
        "a weight above 0 is expected; where a type is a sign of dislike, write {negative: true};"
            + " to leave its rows out, read the file by a query: with a WHERE");
  }
}
