package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code item-attributes}: numbers and times of the item table. */
public final class ItemAttributesType extends SharedType {
  @Override
  public String type() {
    return "item-attributes";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new ItemAttributes(input.part(), input.names()));
  }
}
