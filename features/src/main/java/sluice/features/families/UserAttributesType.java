package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code user-attributes}: numbers and categories of the user table. */
public final class UserAttributesType extends SharedType {
  @Override
  public String type() {
    return "user-attributes";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new UserAttributes(input.part(), input.settings(), input.names()));
  }
}
