package sluice.serving.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.FittingPart;

/**
 * The items of a fitting part as the search knows them: their attributes in the version that holds
 * at the part's end.
 */
final class CatalogueItems {
  private final FittingPart part;

  /** Reads from a part. */
  CatalogueItems(FittingPart part) {
    this.part = part;
  }

  /** Returns an item by its index in the catalogue. */
  SearchItem item(int item) {
    Catalogue catalogue = part.catalogue();
    return new SearchItem(
        catalogue.items().id(item),
        attributes(item),
        catalogue.availableFrom(item),
        catalogue.availableUntil(item));
  }

  private Map<String, List<String>> attributes(int item) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    int row = part.items().row(item, part.asOf());
    if (row >= 0) {
      part.items()
          .columns()
          .forEach((name, column) -> {
            List<String> values = values(column, row);
            if (!values.isEmpty()) {
              attributes.put(name, values);
            }
          });
    }
    return attributes;
  }

  private static List<String> values(Column column, int row) {
    return switch (column) {
      case Column.Texts texts -> texts.value(row).isEmpty() ? List.of() : List.of(texts.value(row));
      case Column.Categories categories -> {
        List<String> values = new ArrayList<>();
        for (int k = 0; k < categories.count(row); k++) {
          values.add(categories.values().id(categories.code(row, k)));
        }
        yield values;
      }
      case Column.Numbers numbers ->
          Float.isNaN(numbers.value(row)) ? List.of() : List.of(Float.toString(numbers.value(row)));
      case Column.Times times -> List.of();
    };
  }
}
