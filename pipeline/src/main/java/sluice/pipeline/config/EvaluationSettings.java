package sluice.pipeline.config;

import java.util.List;
import java.util.function.Function;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.evaluation.Measure;
import sluice.evaluation.beyond.BeyondMeasure;

/**
 * What is measured.
 *
 * @param measures in the order of the report; the first is the one the verdict is about
 * @param valueAtLeast where the data holds ratings, each measure is also given with only these as
 *     relevant; 0: it is not
 * @param slices columns of users and items to part the figures by; none: those that suit
 * @param beyond measures beyond accuracy, in the order of the report; none: no section
 * @param category the items' column that diversity and calibration read; {@code auto}: the first of
 *     sets, else the first of categories
 * @param fairness whose figures and exposure are held against each other
 * @param sampledNegatives among how many sampled negatives each relevant item is ranked beside the
 *     full ranking; 0: it is not
 * @param testUsers how many test users are judged at most, drawn by the seed; 0: all
 */
public record EvaluationSettings(
    List<Measure> measures,
    double valueAtLeast,
    List<String> slices,
    List<BeyondMeasure> beyond,
    String category,
    FairnessSettings fairness,
    int sampledNegatives,
    int testUsers) {
  /** The category that is chosen by what the items have. */
  public static final String AUTO = "auto";

  /** Copies and checks. */
  public EvaluationSettings {
    measures = List.copyOf(measures);
    slices = List.copyOf(slices);
    beyond = List.copyOf(beyond);
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("no measures");
    }
  }

  /** Returns the same settings with other measures. */
  public EvaluationSettings withMeasures(List<Measure> other) {
    return new EvaluationSettings(
        other, valueAtLeast, slices, beyond, category, fairness, sampledNegatives, testUsers);
  }

  /** Reads the settings; the key {@code seen} belongs to the split and is read there. */
  static EvaluationSettings read(ConfigNode node) {
    List<Measure> measures = measures(node, "measures", Measure::parse);
    if (measures.isEmpty()) {
      throw node.error("at least one measure is needed, such as measures: [nDCG@10]");
    }
    return new EvaluationSettings(
        measures,
        node.number("valueAtLeast", 4, 0, 1e9),
        node.list("slices", List.of(), ConfigNode::asText),
        measures(node, "beyond", BeyondMeasure::parse),
        node.text("category", AUTO),
        FairnessSettings.read(node.child("fairness")),
        node.integer("sampledNegatives", 0, 0, 100_000),
        node.integer("testUsers", 0, 0, Integer.MAX_VALUE));
  }

  private static <T> List<T> measures(ConfigNode node, String key, Function<String, T> parse) {
    List<T> measures =
        node.list(
            key,
            List.of(),
            n -> {
              String name = n.asText();
              try {
                return parse.apply(name);
              } catch (UserError e) {
                throw new UserError(n.place() + ": " + n.path() + ": " + e.getMessage(), e);
              }
            });
    if (measures.stream().distinct().count() < measures.size()) {
      throw node.require(key).error("each measure can stand there once");
    }
    return measures;
  }
}
