package sluice.ingestion.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.YamlFile;

/**
 * What is held out for testing. How far each protocol respects time stands in
 * docs/concepts/protocols.md.
 *
 * <p>{@code test} is the share that is held out, above 0 and below 1; 0.2 by default. The fitting
 * part is split once more by the same protocol, for the ranker's training.
 */
public sealed interface Protocol {
  /** The defaults of each type: every key with a comment. */
  String DEFAULTS = YamlFile.resource(Protocol.class, "protocol.yaml");

  /** Returns the name, such as {@code leave-one-out}. */
  default String type() {
    return ConfigNode.typeName(getClass());
  }

  /**
   * Everything from a cutoff on.
   *
   * @param cutoff milliseconds since 1970 UTC, the first moment that is held out; where absent, the
   *     timestamp of interaction ⌊(1 − test) n⌋ + 1, with all its ties
   * @param test the share; with a given cutoff it parts only the nested split, which must not know
   *     how long the held-out part lasts
   * @param rolling where present, each session after the cutoff is a request of its own; else each
   *     user makes one, at the cutoff
   */
  record GlobalTemporal(OptionalLong cutoff, double test, Optional<Rolling> rolling)
      implements Protocol {
    /** Checks. */
    public GlobalTemporal {
      checkShare(test);
    }

    /** When requests are made. */
    enum Requests {
      AT_CUTOFF,
      ROLLING
    }

    @JsonCreator
    static GlobalTemporal of(
        @JsonProperty("cutoff") Optional<String> cutoff,
        @JsonProperty("test") double test,
        @JsonProperty("requests") Requests requests,
        @JsonProperty("gapMinutes") Optional<Double> gapMinutes) {
      SettingError.check(
          "gapMinutes",
          requests == Requests.ROLLING || gapMinutes.isEmpty(),
          "it parts sessions, which only requests: rolling asks for");
      return new GlobalTemporal(
          cutoff.map(Protocol::millis).map(OptionalLong::of).orElse(OptionalLong.empty()),
          test,
          gapMinutes.map(Rolling::new));
    }

    /** Makes one with a request a user, at the cutoff. */
    public GlobalTemporal(OptionalLong cutoff, double test) {
      this(cutoff, test, Optional.empty());
    }
  }

  /**
   * Requests that roll on through the held-out time: one a session, with all that the user did
   * before it.
   *
   * <p>Two of a user's interactions that follow each other belong to one session where both have a
   * session and it is the same, or where one of them has none and less than the gap is between
   * them.
   *
   * @param gapMinutes above 0; 30 by default, the custom of web analytics
   */
  record Rolling(double gapMinutes) {
    /** Checks. */
    public Rolling {
      SettingError.check("gapMinutes", gapMinutes, 0.001, 1e6);
    }
  }

  /** The last part of each user's interactions: the first ⌊(1 − test) n⌋ stay. */
  record PerUserTemporal(double test) implements Protocol {
    /** Checks. */
    public PerUserTemporal {
      checkShare(test);
    }
  }

  /** Each user's last interaction; a user with one keeps it in fitting. */
  record LeaveOneOut() implements Protocol {}

  /**
   * A random part of each user's items, with all interactions of the pair.
   *
   * @param test the share held out
   * @param rounding how many that makes of a user's pairs
   * @param validation a further share that is neither learned from nor judged by, nor recommended;
   *     0 for none. The nested split sets none aside
   */
  record RandomPerUser(double test, Rounding rounding, double validation) implements Protocol {
    /** Checks. */
    public RandomPerUser {
      checkShare(test);
      SettingError.check("validation", validation, 0, 0.9999);
      SettingError.check(
          "validation",
          test + validation < 1,
          "with test: " + test + " nothing is left to learn from; make one of them smaller");
    }

    /** Makes one that is unbiased and sets nothing aside. */
    public RandomPerUser(double test) {
      this(test, Rounding.RANDOM, 0);
    }
  }

  /**
   * A random part of each item's users, with all interactions of the pair.
   *
   * @param test the share held out
   * @param rounding how many that makes of an item's pairs
   */
  record RandomPerItem(double test, Rounding rounding) implements Protocol {
    /** Checks. */
    public RandomPerItem {
      checkShare(test);
    }

    /** Makes one that is unbiased. */
    public RandomPerItem(double test) {
      this(test, Rounding.RANDOM);
    }
  }

  /** Each of several random parts of the pairs in turn. */
  record KFold(int folds) implements Protocol {
    /** Checks. */
    public KFold {
      SettingError.check("folds", folds, 2, 100);
    }
  }

  /**
   * The users are dealt into folds by a hash; each fold holds out a random part of its users'
   * items, and all other users stay whole.
   *
   * @param folds 2 or more
   * @param test the share held out of each user of the fold
   * @param rounding how many that makes of a user's pairs
   * @param pairs where present, so many pairs are held out in place of a share; all of a user who
   *     has no more
   */
  record UserFolds(int folds, double test, Rounding rounding, OptionalInt pairs)
      implements Protocol {
    /** Checks. */
    public UserFolds {
      SettingError.check("folds", folds, 2, 100);
      checkShare(test);
      SettingError.check("pairs", pairs.orElse(1), 1, 1_000_000);
    }

    @JsonCreator
    static UserFolds of(
        @JsonProperty("folds") int folds,
        @JsonProperty("test") Optional<Double> test,
        @JsonProperty("rounding") Optional<Rounding> rounding,
        @JsonProperty("pairs") OptionalInt pairs) {
      String problem = "pairs: says how many are held out; take one of the two away";
      SettingError.check("test", pairs.isEmpty() || test.isEmpty(), problem);
      SettingError.check("rounding", pairs.isEmpty() || rounding.isEmpty(), problem);
      return new UserFolds(
          folds, test.orElseGet(Protocol::defaultTest), rounding.orElse(Rounding.NEAREST), pairs);
    }
  }

  /**
   * The interactions of the dataset's own test file.
   *
   * @param causal whether they lie wholly after the rest; where absent, as the dataset says
   * @param test the share that the nested split holds out: by time where causal, else at random of
   *     each user's
   */
  record Given(Optional<Boolean> causal, double test) implements Protocol {
    /** Checks. */
    public Given {
      checkShare(test);
    }
  }

  /**
   * Reads {@code protocol} of a config: a map with {@code type}, or the type alone.
   *
   * @throws sluice.core.UserError for an unknown type or key, or a value out of range
   */
  static Protocol read(ConfigNode node) {
    Map<String, ConfigNode> given = node.typed().isMap() ? node.typed().entries() : Map.of();
    ConfigNode requests = given.get("requests");
    boolean rolls = requests != null && "rolling".equals(requests.toPlain());
    String defaults = given.containsKey("pairs") ? without("without pairs:", DEFAULTS) : DEFAULTS;
    return node.bindType(
        Protocol.class, rolls ? defaults : without("with requests: rolling", defaults));
  }

  /** Leaves out the lines that end with a comment. */
  private static String without(String comment, String defaults) {
    return defaults.replaceAll("(?m)^.*" + comment + "$", "");
  }

  /** Returns the share that is held out where nothing is said. */
  static double defaultTest() {
    return ((GlobalTemporal) read(ConfigNode.map("defaults", "", Map.of()))).test();
  }

  /** Returns how many folds there are, 1 where nothing is dealt. */
  default int folds() {
    return 1;
  }

  private static long millis(String text) {
    try {
      return parse(text.strip());
    } catch (DateTimeException e) {
      throw new SettingError(
          "cutoff",
          "a date is expected, such as 2020-01-31 or 2020-01-31T18:30:00Z (without zone: UTC)");
    }
  }

  private static long parse(String text) {
    if (!text.contains("T") && !text.contains(" ")) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
    String iso = text.replace(' ', 'T');
    return iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static void checkShare(double test) {
    SettingError.check("test", test, 0.0001, 0.9999);
  }
}
