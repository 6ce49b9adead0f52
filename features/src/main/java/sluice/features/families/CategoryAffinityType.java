package sluice.features.families;

import java.util.ArrayList;
import java.util.List;
import sluice.core.Column;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/**
 * {@code category-affinity}: how a candidate's categories agree with the user's history, a group
 * for each column of the item table.
 */
public final class CategoryAffinityType extends SharedType {
  @Override
  public String type() {
    return "category-affinity";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    List<FeatureGroup> groups = new ArrayList<>();
    input
        .part()
        .items()
        .columns()
        .forEach((name, column) -> {
          if (column instanceof Column.Categories categories) {
            String prefix = input.names().prefix("cat", name);
            groups.add(
                new CategoryAffinity(
                    prefix, name, categories, input.hasValues(), input.settings()));
          }
        });
    return groups;
  }
}
