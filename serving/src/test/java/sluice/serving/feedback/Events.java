package sluice.serving.feedback;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Actions and slates for tests. */
final class Events {
  /** A time in 2025. */
  static final long NOON = 1_750_000_000_000L;

  private Events() {}

  static Action click(String event, String user, String item, long time) {
    return new Action(event, user, item, "click", Optional.empty(), Float.NaN, time);
  }

  static Action click(String event, String user, String item) {
    return click(event, user, item, NOON);
  }

  static Action under(String request, String event, String user, String item) {
    return new Action(event, user, item, "click", Optional.of(request), Float.NaN, NOON);
  }

  static Shown shown(String request, String user, String... items) {
    List<ShownItem> slate =
        IntStream.range(0, items.length)
            .mapToObj(i -> new ShownItem(items[i], i + 1, 1.0 / (3 + i)))
            .toList();
    return Shown.recommended(request, user, NOON, "bundle-1", slate);
  }
}
