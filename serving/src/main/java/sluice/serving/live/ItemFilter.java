package sluice.serving.live;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.serving.feedback.Attributes;
import sluice.serving.feedback.ItemWrite;

/** Which items a caller would have: categories they must have, items that must not come. */
final class ItemFilter {
  private ItemFilter() {}

  /**
   * Makes the filter of a query.
   *
   * @throws UserError where a column is none of categories
   */
  static IntPredicate of(FittingPart part, LiveCatalogue catalogue, Query query, long time) {
    IntPredicate filter = item -> true;
    for (Map.Entry<String, Set<String>> entry : query.filters().entrySet()) {
      if (!(part.items().columns().get(entry.getKey()) instanceof Column.Categories column)) {
        Iterable<String> columns = part.items().columns().keySet();
        throw new UserError(
            "filters."
                + entry.getKey()
                + " is no column of categories"
                + ConfigNode.didYouMean(entry.getKey(), part.items().columns().keySet())
                + "; there are "
                + String.join(", ", categories(part, columns)));
      }
      filter = filter.and(has(part, catalogue, entry.getKey(), column, entry.getValue(), time));
    }
    if (!query.exclude().isEmpty()) {
      BitSet excluded = new BitSet();
      for (String item : query.exclude()) {
        int index = part.catalogue().items().index(item);
        if (index != Dictionary.UNKNOWN) {
          excluded.set(index);
        }
      }
      filter = filter.and(item -> !excluded.get(item));
    }
    return filter;
  }

  private static IntPredicate has(
      FittingPart part,
      LiveCatalogue catalogue,
      String name,
      Column.Categories column,
      Set<String> values,
      long time) {
    BitSet codes = new BitSet();
    for (String value : values) {
      int code = column.values().index(value);
      if (code != Dictionary.UNKNOWN) {
        codes.set(code);
      }
    }
    IntPredicate inBundle =
        item -> {
          int row = part.items().row(item, time);
          for (int k = 0; row >= 0 && k < column.count(row); k++) {
            if (codes.get(column.code(row, k))) {
              return true;
            }
          }
          return false;
        };
    return item -> {
      Optional<Attributes> written = catalogue.write(item).flatMap(ItemWrite::attributes);
      return written.isPresent()
          ? written.get().of(name).stream().anyMatch(values::contains)
          : inBundle.test(item);
    };
  }

  private static java.util.List<String> categories(FittingPart part, Iterable<String> columns) {
    java.util.List<String> names = new java.util.ArrayList<>();
    for (String column : columns) {
      if (part.items().columns().get(column) instanceof Column.Categories) {
        names.add(column);
      }
    }
    return names.isEmpty() ? java.util.List.of("none") : names;
  }
}
