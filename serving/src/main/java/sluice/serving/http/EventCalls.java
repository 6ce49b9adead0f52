package sluice.serving.http;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.Receipt;
import sluice.serving.live.Recommender;

/** What {@code POST /v1/events} makes of a list: impressions that are told, and actions. */
final class EventCalls {
  /** The kind that says that a user sees a slate; it is no action. */
  private static final String IMPRESSION = "impression";

  /** As far ahead as ingestion lets a time lie. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final Duration LATE = Duration.ofDays(30);

  private final Recommender recommender;

  EventCalls(Recommender recommender) {
    this.recommender = recommender;
  }

  /**
   * Stores.
   *
   * @param agent what the client says of its viewer's browser
   * @param viewer what the viewer's browser calls itself
   */
  Object answer(List<Action> all, String agent, String viewer) {
    for (Action event : all) {
      if (isImpression(event) && event.requestId().isEmpty()) {
        throw Problem.badRequest(
            "an impression needs requestId: what was shown is known by the request alone");
      }
    }
    Receipt receipt =
        recommender.events(all.stream().filter(a -> !isImpression(a)).toList(), agent);
    Iterator<Receipt.Outcome> stored = receipt.outcomes().iterator();
    List<Object> results = new ArrayList<>();
    for (Action event : all) {
      Enum<?> outcome = isImpression(event) ? seen(event, viewer) : stored.next();
      Map<String, Object> result =
          ApiRoutes.ordered("id", event.eventId(), "outcome", word(outcome));
      warning(event.time()).ifPresent(w -> result.put("warning", w));
      results.add(result);
    }
    return ApiRoutes.ordered("results", results, "sequence", receipt.lastSequence());
  }

  /** Where the data itself has events of that name, they are actions as ever. */
  private boolean isImpression(Action event) {
    return event.type().equals(IMPRESSION) && !recommender.eventTypes().containsKey(IMPRESSION);
  }

  private Enum<?> seen(Action event, String viewer) {
    return recommender.seen(
        event.requestId().orElseThrow(), event.user(), event.item(), event.position(), viewer);
  }

  /** Returns what is odd about an event's time, by the server's clock. */
  private Optional<String> warning(long time) {
    Instant now =
        Instant.ofEpochMilli(recommender.clock().millis()).truncatedTo(ChronoUnit.SECONDS);
    Instant then = Instant.ofEpochMilli(time);
    String clock =
        "; the server's clock shows " + now + ". Send milliseconds since 1970 or ISO 8601";
    if (then.isAfter(now.plus(AHEAD))) {
      return Optional.of("time " + then + " is in the future, so exports leave it out" + clock);
    }
    if (then.isBefore(now.minus(LATE))) {
      return Optional.of(
          "time " + then + " is " + Duration.between(then, now).toDays() + " days ago" + clock);
    }
    return Optional.empty();
  }

  private static String word(Enum<?> outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
