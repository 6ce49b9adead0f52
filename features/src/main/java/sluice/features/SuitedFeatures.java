package sluice.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.core.FittingPart;

/**
 * The settings of features as far as a ranker can learn from them: without families that have
 * nothing where it is trained, and would have something where it is served.
 *
 * @param settings without these families
 * @param notes what was left out and why, one sentence each
 */
public record SuitedFeatures(FeatureSettings settings, List<String> notes) {
  /** Copies. */
  public SuitedFeatures {
    notes = List.copyOf(notes);
  }

  /**
   * Leaves families out.
   *
   * @param settings as configured
   * @param training the parts that rankers are trained on
   * @param serving the parts that they are served on
   */
  public static SuitedFeatures of(
      FeatureSettings settings, List<FittingPart> training, List<FittingPart> serving) {
    List<String> kept = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (FamilySpec family : settings.families()) {
      Optional<String> lack =
          training.stream()
              .flatMap(p -> family.lacks(settings.shared(), p).stream())
              .findFirst()
              .filter(none ->
                  serving.stream().anyMatch(p -> family.lacks(settings.shared(), p).isEmpty()));
      if (lack.isEmpty()) {
        kept.add(family.name());
      } else {
        notes.add(
            "The features of "
                + family.name()
                + " are left out: the part that rankers are trained on has "
                + lack.get()
                + ".");
      }
    }
    return new SuitedFeatures(settings.only(kept), notes);
  }
}
