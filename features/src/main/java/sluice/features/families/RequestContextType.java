package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code context}: time of day and week. */
public final class RequestContextType extends SharedType {
  @Override
  public String type() {
    return "context";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new RequestContext(input.part().timed()));
  }
}
