package sluice.core;

/**
 * The order among items of equal score: by a hash of (seed, user, item id), so that no order of the
 * catalogue leaks in.
 *
 * <p>A scorer that gives every item the same score therefore ranks like the {@code random} system.
 * Immutable.
 *
 * @param userKey the user's part, from {@link #of}
 * @param catalogue whose item hashes are used
 */
public record TieBreak(long userKey, Catalogue catalogue) {
  /** Returns the tie-break of one request's user. */
  public static TieBreak of(long seed, Request request, Catalogue catalogue) {
    return new TieBreak(Randomness.key(seed, "tie", Randomness.hash(request.userId())), catalogue);
  }

  /** Returns the key of an item; among equal scores the smaller key (signed) comes first. */
  public long key(int item) {
    return Randomness.mix(userKey ^ catalogue.hash(item));
  }
}
