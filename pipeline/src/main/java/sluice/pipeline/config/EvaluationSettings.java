package sluice.pipeline.config;

import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.evaluation.Measure;

/**
 * What is measured.
 *
 * @param measures in the order of the report; the first is the one the verdict is about
 * @param valueAtLeast where the data holds ratings, each measure is also given with only these as
 *     relevant; 0: it is not
 * @param slices columns of users and items to part the figures by; none: those that suit
 * @param sampledNegatives among how many sampled negatives each relevant item is ranked beside the
 *     full ranking; 0: it is not
 */
public record EvaluationSettings(
    List<Measure> measures, double valueAtLeast, List<String> slices, int sampledNegatives) {
  /** Copies and checks. */
  public EvaluationSettings {
    measures = List.copyOf(measures);
    slices = List.copyOf(slices);
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("no measures");
    }
  }

  /** Returns the same settings with other measures. */
  public EvaluationSettings withMeasures(List<Measure> other) {
    return new EvaluationSettings(other, valueAtLeast, slices, sampledNegatives);
  }

  /** Reads the settings; the key {@code seen} belongs to the split and is read there. */
  static EvaluationSettings read(ConfigNode node) {
    List<Measure> measures =
        node.list(
            "measures",
            List.of(),
            n -> {
              try {
                return Measure.parse(n.asText());
              } catch (UserError e) {
                throw new UserError(n.place() + ": " + n.path() + ": " + e.getMessage(), e);
              }
            });
    if (measures.isEmpty()) {
      throw node.error("at least one measure is needed, such as measures: [nDCG@10]");
    }
    if (measures.stream().distinct().count() < measures.size()) {
      throw node.require("measures").error("each measure can stand there once");
    }
    return new EvaluationSettings(
        measures,
        node.number("valueAtLeast", 4, 0, 1e9),
        node.list("slices", List.of(), ConfigNode::asText),
        node.integer("sampledNegatives", 0, 0, 100_000));
  }
}
