package sluice.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.YamlFile;

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
    @JsonIgnore long seed) {
  private static final String DEFAULTS = YamlFile.resource(SampleSettings.class, "sample.yaml");

  /** The world that an empty config means. */
  public static final SampleSettings DEFAULT =
      YamlFile.parse(DEFAULTS, "defaults").bind(SampleSettings.class).withSeed(42);

  /** Checks the ranges. */
  public SampleSettings {
    SettingError.check("users", users, 10, 20_000_000);
    SettingError.check("items", items, 100, 5_000_000);
    SettingError.check("impressions", impressions, 100, 2_000_000_000L);
    SettingError.check("days", days, 7, 1_000);
    SettingError.oneOf("parameters", parameters, WorldParameters.NAMES);
    SettingError.check("testUsers", testUsers, 1, users);
    SettingError.check("testItemsPerUser", testItemsPerUser, 1, items);
  }

  /**
   * Reads the settings from the config's {@code sample} part; an empty map gives the default world
   * of that seed.
   */
  public static SampleSettings read(ConfigNode node, long seed) {
    String fewer =
        fewer(node, "users", "testUsers", DEFAULT.testUsers)
            + fewer(node, "items", "testItemsPerUser", DEFAULT.testItemsPerUser);
    return node.bind(SampleSettings.class, fewer, DEFAULTS).withSeed(seed);
  }

  /** No more are tested than there are. */
  private static String fewer(ConfigNode node, String all, String tested, int standard) {
    ConfigNode n = node.entries().get(all);
    return n != null && n.toPlain() instanceof Long v && v >= 1 && v < standard
        ? tested + ": " + v + "\n"
        : "";
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
