package sluice.serving.http;

import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sluice.serving.live.Query;

/** A body that asks for items; which of the first five keys a call takes is for it to say. */
record QueryBody(
    @Nullable String item,
    @Nullable String embedding,
    @Nullable FloatBuffer vector,
    @Nullable String user,
    @Nullable List<String> recent,
    @Nullable Integer n,
    @Nullable Map<String, String> context,
    @Nullable Map<String, Set<String>> filters,
    @Nullable List<String> exclude,
    @Nullable Boolean explain,
    @Nullable Long deadlineMs,
    @Nullable Instant time) {
  /** How many items an answer has where the body does not say. */
  static final int SLATE = 20;

  /** Checks. */
  QueryBody {
    item = Bodies.id("item", item);
    user = Bodies.id("user", user);
    recent = Bodies.ids("recent", recent);
    exclude = Bodies.ids("exclude", exclude);
  }

  /** Returns what is asked for. */
  Query query() {
    Optional<String> asking = Optional.ofNullable(user);
    asking.ifPresent(id -> ApiRoutes.checkId("a user's", id));
    return new Query(
        asking,
        or(recent, List.of()),
        or(n, SLATE),
        or(context, Map.of()),
        asked(filters),
        Set.copyOf(or(exclude, List.of())),
        or(explain, false),
        deadlineMs == null ? OptionalLong.empty() : OptionalLong.of(deadlineMs),
        millis(time));
  }

  /** Returns the filters that ask for something. */
  static Map<String, Set<String>> asked(@Nullable Map<String, Set<String>> filters) {
    Map<String, Set<String>> asked = new LinkedHashMap<>(or(filters, Map.of()));
    asked.values().removeIf(Set::isEmpty);
    return asked;
  }

  /** Returns a time as the funnel has it. */
  static OptionalLong millis(@Nullable Instant time) {
    return time == null ? OptionalLong.empty() : OptionalLong.of(time.toEpochMilli());
  }

  /** Returns a value, or another where it is absent. */
  static <T> T or(@Nullable T value, T absent) {
    return value == null ? absent : value;
  }
}
