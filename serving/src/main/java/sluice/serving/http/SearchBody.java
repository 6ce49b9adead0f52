package sluice.serving.http;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A body that asks for items by words. */
record SearchBody(
    String text,
    @Nullable Integer from,
    @Nullable Integer n,
    @Nullable Map<String, Set<String>> filters,
    @Nullable String user,
    @Nullable Instant time) {
  /** Checks. */
  SearchBody {
    user = Bodies.id("user", user);
  }
}
