package sluice.features.families;

import java.util.List;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/** {@code item-popularity}: how popular an item is, and how old. */
public final class ItemPopularityType extends SharedType {
  @Override
  public String type() {
    return "item-popularity";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return List.of(new ItemPopularity(input.part(), input.hasValues(), input.settings().lag()));
  }
}
