package sluice.serving.feedback;

/**
 * How many rows of a user were deleted.
 *
 * @param actions what the user did
 * @param shown slates that the user was shown
 */
public record Forgotten(long actions, long shown) {}
