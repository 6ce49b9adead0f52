package sluice.pipeline.config;

import java.util.List;
import sluice.core.SettingError;
import sluice.evaluation.Measure;
import sluice.evaluation.beyond.BeyondMeasure;
import sluice.ingestion.split.SeenPolicy;

/**
 * What is measured.
 *
 * @param measures in the order of the report; the first is the one the verdict is about
 * @param seen whether seen items may be recommended again
 * @param valueAtLeast where the data holds ratings, each measure is also given with only these as
 *     relevant; 0: it is not
 * @param slices columns of users and items to part the figures by; none: those that suit
 * @param beyond measures beyond accuracy, in the order of the report; none: no section
 * @param category the items' column that diversity and calibration read; {@code auto}: the first of
 *     sets, else the first of categories
 * @param fairness whose figures and exposure are held against each other
 * @param sampledNegatives among how many sampled negatives each relevant item is ranked next to the
 *     full ranking; 0: it is not
 * @param testUsers how many test users are judged at most, drawn by the seed; 0: all
 */
public record EvaluationSettings(
    List<Measure> measures,
    SeenPolicy seen,
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
    SettingError.check(
        "measures",
        !measures.isEmpty(),
        "at least one measure is needed, such as measures: [nDCG@10]");
    once("measures", measures);
    once("beyond", beyond);
    SettingError.check("valueAtLeast", valueAtLeast, 0, 1e9);
    SettingError.check("sampledNegatives", sampledNegatives, 0, 100_000);
    SettingError.check("testUsers", testUsers, 0, Integer.MAX_VALUE);
  }

  private static void once(String key, List<?> measures) {
    SettingError.check(
        key,
        measures.stream().distinct().count() == measures.size(),
        "each measure can stand there once");
  }

  /** Returns the same settings with other measures. */
  public EvaluationSettings withMeasures(List<Measure> other) {
    return new EvaluationSettings(
        other, seen, valueAtLeast, slices, beyond, category, fairness, sampledNegatives, testUsers);
  }
}
