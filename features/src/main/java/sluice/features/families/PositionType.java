package sluice.features.families;

import java.time.Duration;
import java.util.List;
import sluice.core.Feature;
import sluice.features.Declared;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;

/**
 * {@code position}: where a training row was shown. When answering, nothing is shown yet and every
 * candidate stands at position 1, so that a position's share in clicks is not ranked by.
 */
public final class PositionType extends SharedType {
  @Override
  public String type() {
    return "position";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    Declared declared = new Declared("position", "training", Duration.ZERO);
    declared.add(
        "position",
        Feature.Type.NUMBER,
        1,
        "Position at which a training row was shown; 1 when answering.");
    List<Feature> features = declared.features();
    return List.of(
        new FeatureGroup() {
          @Override
          public List<Feature> features() {
            return features;
          }

          @Override
          public Filler newFiller() {
            return (RequestFacts facts, Rows rows) -> {};
          }
        });
  }
}
