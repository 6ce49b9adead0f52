package sluice.ingestion.split;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
   */
  record GlobalTemporal(OptionalLong cutoff, double test) implements Protocol {
    /** Checks. */
    public GlobalTemporal {
      checkShare(test);
    }

    @Override
    public String type() {
      return "global-temporal";
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

  /** A random part of each user's items, with all interactions of the pair. */
  record RandomPerUser(double test) implements Protocol {
    /** Checks. */
    public RandomPerUser {
      checkShare(test);
    }

    @Override
    public String type() {
      return "random-per-user";
    }
  }

  /** A random part of each item's users, with all interactions of the pair. */
  record RandomPerItem(double test) implements Protocol {
    /** Checks. */
    public RandomPerItem {
      checkShare(test);
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
          case "random-per-user" -> new RandomPerUser(share(typed));
          case "random-per-item" -> new RandomPerItem(share(typed));
          case "k-fold" -> new KFold(typed.integer("folds", 5, 2, 100));
          case "given" ->
              new Given(
                  typed.get("causal").isPresent()
                      ? Optional.of(typed.flag("causal", false))
                      : Optional.empty(),
                  share(typed));
          default -> new GlobalTemporal(date(typed.get("cutoff")), share(typed));
        };
    typed.finish();
    return protocol;
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
