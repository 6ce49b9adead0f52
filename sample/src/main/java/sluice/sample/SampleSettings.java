package sluice.sample;

import java.util.List;
import java.util.Locale;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * How large a sample world is and which one.
 *
 * @param users users, those without history included
 * @param items items uploaded by the end of the period
 * @param impressions about how many impressions are logged, to within a few per cent
 * @param days length of the logged period
 * @param judgements where the test part comes from
 * @param parameters the set of parameters, one of {@link WorldParameters#NAMES}
 * @param testUsers users in the test part, a tenth of them without history
 * @param testItemsPerUser items shown to each of them; with {@link JudgementSource#LOGGED} a tenth
 *     as many
 * @param seed everything random is a function of it
 */
public record SampleSettings(
    int users,
    int items,
    long impressions,
    int days,
    JudgementSource judgements,
    String parameters,
    int testUsers,
    int testItemsPerUser,
    long seed) {
  /** The world that an empty config means. */
  public static final SampleSettings DEFAULT =
      new SampleSettings(
          10_000, 20_000, 1_000_000, 90, JudgementSource.UNIFORM, "base", 2_000, 2_000, 42);

  private static final int MOST_USERS = 20_000_000;
  private static final int MOST_ITEMS = 5_000_000;
  private static final long MOST_IMPRESSIONS = 2_000_000_000L;

  /** Checks the ranges. */
  public SampleSettings {
    check("sample.users", users, 10, MOST_USERS);
    check("sample.items", items, 100, MOST_ITEMS);
    check("sample.impressions", impressions, 100, MOST_IMPRESSIONS);
    check("sample.days", days, 7, 1_000);
    check("sample.testUsers", testUsers, 1, users);
    check("sample.testItemsPerUser", testItemsPerUser, 1, items);
    if (!WorldParameters.NAMES.contains(parameters)) {
      throw new UserError(
          "sample.parameters is '"
              + parameters
              + "'; one of "
              + String.join(", ", WorldParameters.NAMES)
              + " is expected"
              + ConfigNode.didYouMean(parameters, WorldParameters.NAMES));
    }
  }

  private static void check(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw new UserError(
          key + " is " + value + "; a whole number from " + min + " to " + max + " is expected");
    }
  }

  /**
   * Reads the settings from the config's {@code sample} part; an empty map gives the default world
   * of that seed.
   */
  public static SampleSettings read(ConfigNode node, long seed) {
    int users = node.integer("users", DEFAULT.users, 10, MOST_USERS);
    int items = node.integer("items", DEFAULT.items, 100, MOST_ITEMS);
    SampleSettings settings =
        new SampleSettings(
            users,
            items,
            node.wholeNumber("impressions", DEFAULT.impressions, 100, MOST_IMPRESSIONS),
            node.integer("days", DEFAULT.days, 7, 1_000),
            JudgementSource.valueOf(
                node.oneOf("judgements", "uniform", List.of("uniform", "logged"))
                    .toUpperCase(Locale.ROOT)),
            node.oneOf("parameters", DEFAULT.parameters, WorldParameters.NAMES),
            node.integer("testUsers", Math.min(DEFAULT.testUsers, users), 1, users),
            node.integer("testItemsPerUser", Math.min(DEFAULT.testItemsPerUser, items), 1, items),
            seed);
    node.finish();
    return settings;
  }

  /** Returns the default world with other sizes. */
  public SampleSettings sized(int newUsers, int newItems, long newImpressions) {
    return new SampleSettings(
        newUsers,
        newItems,
        newImpressions,
        days,
        judgements,
        parameters,
        Math.min(testUsers, newUsers),
        Math.min(testItemsPerUser, newItems),
        seed);
  }

  /** Returns these settings with another set of parameters. */
  public SampleSettings withParameters(String name) {
    return new SampleSettings(
        users, items, impressions, days, judgements, name, testUsers, testItemsPerUser, seed);
  }

  /** Returns these settings with another test part. */
  public SampleSettings withTest(JudgementSource kind, int newTestUsers, int newTestItemsPerUser) {
    return new SampleSettings(
        users, items, impressions, days, kind, parameters, newTestUsers, newTestItemsPerUser, seed);
  }

  /** Returns these settings with another seed. */
  public SampleSettings withSeed(long newSeed) {
    return new SampleSettings(
        users,
        items,
        impressions,
        days,
        judgements,
        parameters,
        testUsers,
        testItemsPerUser,
        newSeed);
  }
}
