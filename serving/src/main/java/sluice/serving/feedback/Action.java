package sluice.serving.feedback;

import java.util.Optional;

/**
 * What a user did about an item, as a client tells it.
 *
 * @param eventId the client's id of the event; a client that sends an event again keeps it
 * @param user who; for a visitor without a name, the id that the server made up
 * @param item about which item
 * @param type the type of event: click, like, hide, …
 * @param requestId the request under which the item was shown; empty where the user came by another
 *     way, such as search
 * @param value a rating or another measure of strength; NaN for none
 * @param time when, in milliseconds since 1970 UTC by the client's word; it orders nothing here
 * @param position where the request showed the item, from 1; 0 where the client does not say
 */
public record Action(
    String eventId,
    String user,
    String item,
    String type,
    Optional<String> requestId,
    float value,
    long time,
    int position) {
  /** An action of which the client does not say the position. */
  public Action(
      String eventId,
      String user,
      String item,
      String type,
      Optional<String> requestId,
      float value,
      long time) {
    this(eventId, user, item, type, requestId, value, time, 0);
  }

  /** Checks. */
  public Action {
    Ids.check("event id", eventId);
    Ids.check("user", user);
    Ids.check("item", item);
    Ids.check("event type", type);
    requestId.ifPresent(id -> Ids.check("request id", id));
    if (Float.isInfinite(value)) {
      throw new IllegalArgumentException("value " + value + " is not finite");
    }
    if (time < 0) {
      throw new IllegalArgumentException("time " + time + " is before 1970");
    }
    if (position < 0) {
      throw new IllegalArgumentException("position " + position + ": positions count from 1");
    }
    if (position > 0 && requestId.isEmpty()) {
      throw new IllegalArgumentException("position needs requestId, the request that showed it");
    }
    // SQLite gives -0.0 back as 0.0; then a repeated event would look like another one.
    value += 0.0f;
  }
}
