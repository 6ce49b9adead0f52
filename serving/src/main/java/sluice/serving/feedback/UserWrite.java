package sluice.serving.feedback;

/**
 * What is said of a user.
 *
 * @param user the id
 * @param attributes without dates
 * @param time since when, milliseconds since 1970 UTC
 */
public record UserWrite(String user, Attributes attributes, long time) {}
