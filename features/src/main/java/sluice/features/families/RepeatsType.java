package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code repeats}: what the user did with the candidate before. */
public final class RepeatsType extends SharedType {
  @Override
  public String type() {
    return "repeats";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new Repeats(input.part().timed()));
  }
}
