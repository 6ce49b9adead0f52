package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code candidate-sources}: which sources brought a candidate, at what rank and score. */
public final class SourceEvidenceType extends SharedType {
  @Override
  public String type() {
    return "candidate-sources";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new SourceEvidence(input.sources(), input.names()));
  }
}
