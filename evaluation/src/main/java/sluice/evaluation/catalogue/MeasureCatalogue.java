package sluice.evaluation.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.evaluation.Measure;
import sluice.evaluation.beyond.BeyondMeasure;
import sluice.evaluation.prediction.PredictionMeasure;

/** All measures there are, to be listed and looked up. */
public final class MeasureCatalogue {
  private static final int CUTOFF = 10;

  private MeasureCatalogue() {}

  /**
   * One measure.
   *
   * @param section which kind of measure it is
   * @param name as it is written, with a cutoff of 10 where it takes one
   * @param better {@code higher}, {@code lower} or {@code neither}
   * @param description its contract
   */
  public record Entry(String section, String name, String better, String description) {
    /** Returns the contract's first sentence. */
    public String summary() {
      int end = description.indexOf(". ");
      return end < 0 ? description : description.substring(0, end + 1);
    }
  }

  /** Returns all, section by section. */
  public static List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    for (Measure measure : Measure.all(CUTOFF)) {
      all.add(entry(measure));
    }
    for (BeyondMeasure measure : BeyondMeasure.all(CUTOFF)) {
      all.add(entry(measure));
    }
    for (PredictionMeasure measure : PredictionMeasure.values()) {
      all.add(
          new Entry(
              "scored rows",
              measure.label(),
              measure.better(),
              measure.description().substring(0, 1).toUpperCase(Locale.ROOT)
                  + measure.description().substring(1)
                  + "."));
    }
    return List.copyOf(all);
  }

  /**
   * Returns a measure by its name, with any cutoff, parameter or bound.
   *
   * @throws sluice.core.UserError where there is none, with the nearest name
   */
  public static Entry find(String name) {
    for (PredictionMeasure measure : PredictionMeasure.values()) {
      if (measure.label().equals(name)) {
        return all().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
      }
    }
    String kind = name.replaceFirst("[@(\\[].*", "");
    boolean beyond =
        BeyondMeasure.all(CUTOFF).stream()
            .anyMatch(m -> m.name().replaceFirst("[@(\\[].*", "").equals(kind));
    return beyond ? entry(BeyondMeasure.parse(name)) : entry(Measure.parse(name));
  }

  private static Entry entry(Measure measure) {
    return new Entry("ranked lists", measure.toString(), "higher", measure.description());
  }

  private static Entry entry(BeyondMeasure measure) {
    return new Entry(
        "beyond accuracy",
        measure.name(),
        measure.type().better().toString().toLowerCase(Locale.ROOT),
        measure.type().description());
  }
}
