package sluice.serving.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.serving.feedback.Action;

/** An event as a client tells it. */
record EventBody(
    String id,
    String user,
    String item,
    String kind,
    @Nullable String requestId,
    @Nullable Long position,
    @Nullable Float value,
    @Nullable Instant time) {
  /** Checks. */
  EventBody {
    id = Bodies.id("id", id);
    user = Bodies.id("user", user);
    item = Bodies.id("item", item);
    requestId = Bodies.id("requestId", requestId);
  }

  Action action() {
    if (time == null) {
      throw Problem.badRequest(
          "time is missing; without it an event that is sent again could not be told from another");
    }
    if (position != null && (position < 1 || position > Integer.MAX_VALUE)) {
      throw Problem.badRequest(
          "position is "
              + position
              + "; positions count from 1: send the item's rank in the answer");
    }
    try {
      return new Action(
          id,
          user,
          item,
          kind,
          Optional.ofNullable(requestId),
          QueryBody.or(value, Float.NaN),
          time.toEpochMilli(),
          position == null ? 0 : position.intValue());
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
