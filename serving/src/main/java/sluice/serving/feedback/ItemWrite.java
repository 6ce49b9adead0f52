package sluice.serving.feedback;

import java.util.Optional;

/**
 * An item that was written, or deleted.
 *
 * @param version of the catalogue: 1 for the first write, one more for each that follows
 * @param item its id
 * @param attributes what is said of it from then on; empty where it was deleted
 * @param time when, milliseconds since 1970 UTC
 */
public record ItemWrite(long version, String item, Optional<Attributes> attributes, long time) {}
