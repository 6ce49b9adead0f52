package sluice.sample;

import java.util.Locale;

/** The text of the world's small files: {@code dataset.yaml} and {@code world.json}. */
final class WorldFiles {
  static final String WORLD = "world.json";

  private WorldFiles() {}

  /** Returns the description of the dataset. */
  static String dataset(SampleSettings settings) {
    return """
    # A sample world of Sluice; how it was made is described in docs/concepts/sample-world.md, what it is in world.json.
    # All timestamps are milliseconds since 1970 UTC.
    name: sample-%s
    interactions:
      path: interactions/part-*.parquet
      columns: {user: user, item: item, timestamp: timestamp, event: event, value: value, session: session}
      events: {view: 1, complete: 2, like: 3, hide: {negative: true}}
    impressions:
      path: impressions/part-*.parquet
      columns: {request: request, user: user, item: item, timestamp: timestamp, position: position, propensity: propensity}
    test: {path: test.parquet, causal: true}
    items:
      path: items.parquet
      key: item
      availableFrom: uploaded
      columns: {title: text, description: text, genres: {type: set, separator: "|"}, creator: category, duration: number}
    users:
      path: users.parquet
      key: user
      columns: {signup: time, age: category, country: category}
    tags:
      path: tags/part-*.parquet
      columns: {user: user, item: item, tag: tag, timestamp: timestamp}
    relevant: {event: [view, complete, like]}
    """
        .formatted(settings.parameters());
  }

  /** Returns the beginning of world.json: the version and the settings. */
  static String settings(SampleSettings s) {
    return String.format(
        Locale.ROOT,
        """
        {
          "version": %d,
          "users": %d,
          "items": %d,
          "impressions": %d,
          "days": %d,
          "judgements": "%s",
          "parameters": "%s",
          "testUsers": %d,
          "testItemsPerUser": %d,
          "seed": %d,
        """,
        SampleWorld.VERSION,
        s.users(),
        s.items(),
        s.impressions(),
        s.days(),
        s.judgements().name().toLowerCase(Locale.ROOT),
        s.parameters(),
        s.testUsers(),
        s.testItemsPerUser(),
        s.seed());
  }

  /** Returns the rest of world.json: what came of the settings. */
  static String counts(long impressions, long interactions, int testUsers, long testRows) {
    return String.format(
        Locale.ROOT,
        """
          "made": {"impressions": %d, "interactions": %d, "testUsers": %d, "testRows": %d}
        }
        """,
        impressions,
        interactions,
        testUsers,
        testRows);
  }
}
