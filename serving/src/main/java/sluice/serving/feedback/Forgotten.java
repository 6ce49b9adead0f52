package sluice.serving.feedback;

/**
 * How many rows of a user were deleted.
 *
 * @param actions what the user did
 * @param shown slates that the user was shown
 * @param attributes 1 where something was said of the user
 */
public record Forgotten(long actions, long shown, long attributes) {
  /** Nothing. */
  public static final Forgotten NOTHING = new Forgotten(0, 0, 0);

  /** Returns how many rows there were in all. */
  public long rows() {
    return actions + shown + attributes;
  }
}
