package sluice.features.families;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sluice.core.Column;
import sluice.core.FittingPart;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.features.FamilyInput;
import sluice.features.FeatureFamily;
import sluice.features.FeatureGroup;

/**
 * {@code item-categories}: which categories a candidate has, a group for each column of the item
 * table. The categories with a flag of their own are chosen on the inner part and written.
 */
public final class ItemCategoriesType extends SharedType {
  private static final String FILE = "categories.arrays";

  @Override
  public String type() {
    return "item-categories";
  }

  @Override
  public FeatureFamily fit(None settings, FamilyInput input, FittingPart inner) {
    return family(input, TopCategories.of(inner, input.settings().categories()));
  }

  @Override
  public FeatureFamily read(None settings, FamilyInput input, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      TopCategories chosen = TopCategories.read(in);
      in.finish();
      return family(input, chosen);
    }
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    return family(input, TopCategories.NONE).groups();
  }

  private static FeatureFamily family(FamilyInput input, TopCategories chosen) {
    List<FeatureGroup> groups = new ArrayList<>();
    input
        .part()
        .items()
        .columns()
        .forEach((name, column) -> {
          if (column instanceof Column.Categories c) {
            chosen
                .in(name)
                .ifPresent(few ->
                    groups.add(
                        new ItemCategories(
                            name, c, few, input.settings().buckets(), input.names())));
          }
        });
    return new Chosen(groups, chosen);
  }

  private record Chosen(List<FeatureGroup> groups, TopCategories chosen) implements FeatureFamily {
    @Override
    public void write(Path folder) {
      try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
        chosen.write(out);
      }
    }
  }
}
