package sluice.ingestion.split;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import sluice.core.ConfigNode;

/**
 * What is held out for testing. How far each protocol respects time stands in docs/protocols.md.
 *
 * <p>{@code test} is the share that is held out, above 0 and below 1; 0.2 by default. The fitting
 * part is split once more by the same protocol, for the ranker's training.
 */
public sealed interface Protocol {
  /** The names of all protocols, as they stand in a config. */
  List<String> TYPES =
      List.of(
          "global-temporal",
          "per-user-temporal",
          "leave-one-out",
          "random-per-user",
          "random-per-item",
          "k-fold",
          "user-folds",
          "given");

  /** The share that is held out where nothing is said. */
  double DEFAULT_TEST = 0.2;

  /** Returns the name, one of {@link #TYPES}. */
  String type();

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

    /** Makes one with a request a user, at the cutoff. */
    public GlobalTemporal(OptionalLong cutoff, double test) {
      this(cutoff, test, Optional.empty());
    }

    @Override
    public String type() {
      return "global-temporal";
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
      if (!(gapMinutes > 0)) {
        throw new IllegalArgumentException("gap: " + gapMinutes);
      }
    }
  }

  /** The last part of each user's interactions: the first ⌊(1 − test) n⌋ stay. */
  record PerUserTemporal(double test) implements Protocol {
    /** Checks. */
    public PerUserTemporal {
      checkShare(test);
    }

    @Override
    public String type() {
      return "per-user-temporal";
    }
  }

  /** Each user's last interaction; a user with one keeps it in fitting. */
  record LeaveOneOut() implements Protocol {
    @Override
    public String type() {
      return "leave-one-out";
    }
  }

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
      if (!(validation >= 0 && test + validation < 1)) {
        throw new IllegalArgumentException("validation: " + validation + " beside test: " + test);
      }
    }

    /** Makes one that is unbiased and sets nothing aside. */
    public RandomPerUser(double test) {
      this(test, Rounding.RANDOM, 0);
    }

    @Override
    public String type() {
      return "random-per-user";
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

    @Override
    public String type() {
      return "random-per-item";
    }
  }

  /** Each of several random parts of the pairs in turn. */
  record KFold(int folds) implements Protocol {
    /** Checks. */
    public KFold {
      if (folds < 2) {
        throw new IllegalArgumentException("folds: " + folds);
      }
    }

    @Override
    public String type() {
      return "k-fold";
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
      if (folds < 2) {
        throw new IllegalArgumentException("folds: " + folds);
      }
      checkShare(test);
      if (pairs.orElse(1) < 1) {
        throw new IllegalArgumentException("pairs: " + pairs);
      }
    }

    @Override
    public String type() {
      return "user-folds";
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

    @Override
    public String type() {
      return "given";
    }
  }

  /**
   * Reads {@code protocol} of a config: a map with {@code type}, or the type alone.
   *
   * @throws sluice.core.UserError for an unknown type or key, or a value out of range
   */
  static Protocol read(ConfigNode node) {
    ConfigNode typed = node.typed();
    Protocol protocol =
        switch (typed.oneOf("type", "global-temporal", TYPES)) {
          case "per-user-temporal" -> new PerUserTemporal(share(typed));
          case "leave-one-out" -> new LeaveOneOut();
          case "random-per-user" -> perUser(typed);
          case "random-per-item" ->
              new RandomPerItem(share(typed), Rounding.read(typed, Rounding.RANDOM));
          case "k-fold" -> new KFold(typed.integer("folds", 5, 2, 100));
          case "user-folds" -> userFolds(typed);
          case "given" ->
              new Given(
                  typed.get("causal").isPresent()
                      ? Optional.of(typed.flag("causal", false))
                      : Optional.empty(),
                  share(typed));
          default -> new GlobalTemporal(date(typed.get("cutoff")), share(typed), rolling(typed));
        };
    typed.finish();
    return protocol;
  }

  /** Returns how many folds there are, 1 where nothing is dealt. */
  default int folds() {
    return 1;
  }

  private static RandomPerUser perUser(ConfigNode typed) {
    double test = share(typed);
    Rounding rounding = Rounding.read(typed, Rounding.RANDOM);
    double validation = typed.number("validation", 0, 0, 0.9999);
    if (test + validation >= 1) {
      throw typed
          .require("validation")
          .error("with test: " + test + " nothing is left to learn from; make one of them smaller");
    }
    return new RandomPerUser(test, rounding, validation);
  }

  private static UserFolds userFolds(ConfigNode typed) {
    int folds = typed.integer("folds", 5, 2, 100);
    if (typed.get("pairs").isEmpty()) {
      return new UserFolds(
          folds, share(typed), Rounding.read(typed, Rounding.NEAREST), OptionalInt.empty());
    }
    for (String key : List.of("test", "rounding")) {
      if (typed.get(key).isPresent()) {
        throw typed
            .require(key)
            .error("pairs: says how many are held out; take one of the two away");
      }
    }
    int pairs = typed.integer("pairs", 5, 1, 1_000_000);
    return new UserFolds(folds, DEFAULT_TEST, Rounding.NEAREST, OptionalInt.of(pairs));
  }

  private static Optional<Rolling> rolling(ConfigNode typed) {
    boolean rolls =
        typed.oneOf("requests", "at-cutoff", List.of("at-cutoff", "rolling")).equals("rolling");
    if (!rolls) {
      if (typed.get("gapMinutes").isPresent()) {
        throw typed
            .require("gapMinutes")
            .error("it parts sessions, which only requests: rolling asks for");
      }
      return Optional.empty();
    }
    return Optional.of(new Rolling(typed.number("gapMinutes", 30, 0.001, 1e6)));
  }

  private static double share(ConfigNode node) {
    return node.number("test", DEFAULT_TEST, 0.0001, 0.9999);
  }

  private static OptionalLong date(Optional<ConfigNode> node) {
    if (node.isEmpty()) {
      return OptionalLong.empty();
    }
    if (node.get().scalarValue() instanceof String text) {
      try {
        return OptionalLong.of(millis(text.strip()));
      } catch (DateTimeException e) {
        // Told below, with the place in the file.
      }
    }
    throw node.get()
        .error(
            "a date is expected, such as 2020-01-31 or 2020-01-31T18:30:00Z (without zone: UTC)");
  }

  private static long millis(String text) {
    if (!text.contains("T") && !text.contains(" ")) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
    String iso = text.replace(' ', 'T');
    return iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static void checkShare(double test) {
    if (!(test > 0 && test < 1)) {
      throw new IllegalArgumentException("test: " + test);
    }
  }
}
