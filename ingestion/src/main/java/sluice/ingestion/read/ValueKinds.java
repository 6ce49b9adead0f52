package sluice.ingestion.read;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sluice.core.ValueKind;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Relevance;
import sluice.ingestion.ValueDecision;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.dataset.Field;

/**
 * Decides what the values of interactions are where the dataset does not say.
 *
 * <p>Ratings stand on a short, even scale: at most {@value #MOST_STEPS} steps of one size, none
 * further from 0 than {@value #FURTHEST}. Shares, from 0 to 1, and values of which some are below 0
 * are none of the others, and so ratings too. A column's name decides before that where it is one
 * of the usual names.
 */
final class ValueKinds {
  private static final int MOST_STEPS = 21;
  private static final int FURTHEST = 100;

  private static final Map<ValueKind.Type, Set<String>> NAMES =
      Map.of(
          ValueKind.Type.RATING,
          Set.of("rating", "ratings", "stars", "star", "score", "grade"),
          ValueKind.Type.COUNT,
          Set.of(
              "count",
              "counts",
              "cnt",
              "plays",
              "playcount",
              "listens",
              "views",
              "visits",
              "times",
              "frequency",
              "freq",
              "quantity",
              "qty",
              "pieces"),
          ValueKind.Type.DURATION,
          Set.of(
              "duration",
              "dwell",
              "seconds",
              "secs",
              "minutes",
              "hours",
              "millis",
              "ms",
              "watched"),
          ValueKind.Type.AMOUNT,
          Set.of("amount", "price", "revenue", "spend", "spent", "cost", "paid", "total"));

  private final DuckSession database;

  ValueKinds(DuckSession database) {
    this.database = database;
  }

  /** What the data shows. */
  private record Facts(
      long values, long distinct, double min, double max, boolean whole, long below) {
    String words() {
      return distinct == 1
          ? "all values are " + number(min)
          : String.format(
              Locale.ROOT, "%,d distinct values from %s to %s", distinct, number(min), number(max));
    }

    private static String number(double v) {
      return v == Math.rint(v) && Math.abs(v) < 1e15
          ? String.format(Locale.ROOT, "%,d", (long) v)
          : String.valueOf(v);
    }
  }

  /**
   * Decides; empty where there is no value at all.
   *
   * @param declared what the dataset says
   * @param relevant what counts in the test part, which may depend on values
   * @param warn notified of what changes the results and was not declared
   */
  Optional<ValueDecision> decide(
      Staged interactions,
      Optional<ValueKind> declared,
      DatasetSpec.RelevantRule relevant,
      Consumer<String> warn)
      throws SQLException {
    Optional<Field> field =
        interactions.spec().fields().stream().filter(f -> f.name().equals("value")).findFirst();
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Facts facts = facts(interactions);
    if (facts.values() == 0) {
      return declared.map(k -> new ValueDecision(k, true, "no row has one"));
    }
    String column = field.get().column();
    boolean asked = relevant.value().isPresent() || relevant.grade() == Relevance.Grade.VALUE;
    if (asked && facts.values() > 1 && facts.distinct() == 1) {
      warn.accept(
          relevant.place()
              + ": relevant asks for the value (column "
              + column
              + "), but "
              + facts.words()
              + ": it tells no interaction from another. Leave value and grade out of relevant");
    }
    ValueDecision decision =
        declared
            .map(k -> new ValueDecision(k, true, facts.words()))
            .orElseGet(() -> byData(interactions, column, facts));
    ValueKind kind = decision.kind();
    if (!kind.isRating() && !decision.declared()) {
      warn.accept(
          "value (column "
              + column
              + ") is taken for "
              + (kind.type() == ValueKind.Type.AMOUNT ? "an " : "a ")
              + kind.type().word()
              + ", not a rating: "
              + decision.reason()
              + ". It raises the weight of an interaction and is not averaged; to say what it is,"
              + " write valueIs: rating, count, duration or amount under interactions");
    }
    if (!kind.isRating() && facts.below() > 0) {
      warn.accept(
          facts.below()
              + " interactions have a value below 0, which weighs as 0 because the values are "
              + kind.type().word()
              + "s; give what speaks against an item an event type with negative: true");
    }
    return Optional.of(decision);
  }

  private ValueDecision byData(Staged interactions, String column, Facts facts) {
    Optional<ValueKind.Type> named = facts.min() < 0 ? Optional.empty() : named(column);
    if (named.isPresent()) {
      return decided(named.get(), facts.words() + " in a column named " + column);
    }
    boolean rating =
        facts.min() < 0
            || facts.max() <= 1
            || facts.distinct() == 1
            || isScale(interactions, facts);
    return decided(
        rating
            ? ValueKind.Type.RATING
            : facts.whole() ? ValueKind.Type.COUNT : ValueKind.Type.AMOUNT,
        facts.words());
  }

  private static ValueDecision decided(ValueKind.Type type, String reason) {
    return new ValueDecision(new ValueKind(type, 1), false, reason);
  }

  /** Looks for a usual name among the words of a column's name. */
  private static Optional<ValueKind.Type> named(String column) {
    List<String> words =
        Arrays.stream(column.replaceAll("([a-z])([A-Z])", "$1 $2").split("[^A-Za-z]+", -1))
            .map(w -> w.toLowerCase(Locale.ROOT))
            .toList();
    return Arrays.stream(ValueKind.Type.values())
        .filter(t -> words.stream().anyMatch(NAMES.getOrDefault(t, Set.of())::contains))
        .findFirst();
  }

  /** Says whether the values stand on few steps of one size. */
  private boolean isScale(Staged interactions, Facts facts) {
    if (facts.distinct() > MOST_STEPS || facts.max() > FURTHEST) {
      return false;
    }
    double[] values = distinct(interactions);
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < values.length; i++) {
      step = Math.min(step, values[i] - values[i - 1]);
    }
    for (double v : values) {
      double steps = (v - values[0]) / step;
      if (Math.abs(steps - Math.rint(steps)) > 1e-6 || steps > MOST_STEPS - 0.5) {
        return false;
      }
    }
    return true;
  }

  private double[] distinct(Staged interactions) {
    try {
      return database
          .column("SELECT DISTINCT value FROM " + good(interactions) + " AND value IS NOT NULL")
          .stream()
          .mapToDouble(Double::parseDouble)
          .sorted()
          .toArray();
    } catch (SQLException e) {
      throw new IllegalStateException("the values cannot be read: " + e.getMessage(), e);
    }
  }

  private Facts facts(Staged interactions) throws SQLException {
    List<@Nullable String> f =
        database
            .rows(
                "SELECT count(value), count(DISTINCT value), coalesce(min(value), 0),"
                    + " coalesce(max(value), 0), coalesce(bool_and(value = floor(value)), true),"
                    + " count(*) FILTER (value < 0) FROM "
                    + good(interactions))
            .get(0);
    return new Facts(
        Long.parseLong(String.valueOf(f.get(0))),
        Long.parseLong(String.valueOf(f.get(1))),
        Double.parseDouble(String.valueOf(f.get(2))),
        Double.parseDouble(String.valueOf(f.get(3))),
        Boolean.parseBoolean(String.valueOf(f.get(4))),
        Long.parseLong(String.valueOf(f.get(5))));
  }

  private static String good(Staged staged) {
    return staged.rows() + " WHERE " + staged.good();
  }
}
