package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code user-activity}: how much a user did, and when. */
public final class UserActivityType extends SharedType {
  @Override
  public String type() {
    return "user-activity";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new UserActivity(input.part(), input.hasValues(), input.settings().lag()));
  }
}
