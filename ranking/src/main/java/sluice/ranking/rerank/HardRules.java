package sluice.ranking.rerank;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Request;

/** Which items may not be shown: blocked, out of stock, or for older users. Immutable. */
final class HardRules {
  private final EntityTable items;
  private final EntityTable users;
  private final BitSet blockedItems = new BitSet();
  private final BitSet blockedRows = new BitSet();
  private final Optional<Column.Numbers> itemAge;
  private final Optional<Column.Numbers> userAge;

  HardRules(CategoryRule.Settings settings, FittingPart part) {
    items = part.items();
    users = part.userTable();
    for (String id : settings.blockedItems()) {
      blockedItems.set(part.catalogue().items().index(id));
    }
    settings
        .blocked()
        .forEach((column, values) -> {
          CategoryColumn categories = CategoryColumn.of(part, column);
          values.forEach(value -> block(categories.values(), value));
        });
    if (!settings.outOfStock().isEmpty()) {
      switch (items.columns().get(settings.outOfStock())) {
        case Column.Numbers numbers -> {
          for (int row = 0; row < numbers.size(); row++) {
            blockedRows.set(row, blockedRows.get(row) || numbers.value(row) > 0);
          }
        }
        case Column.Categories flags -> block(flags, "true");
        case null, default -> throw new IllegalArgumentException(settings.outOfStock());
      }
    }
    itemAge = settings.minimumAge().map(ages -> numbers(items, ages.item()));
    userAge = settings.minimumAge().map(ages -> numbers(users, ages.user()));
  }

  private void block(Column.Categories values, String value) {
    int code = values.values().index(value);
    for (int row = 0; row < values.size(); row++) {
      for (int k = 0; k < values.count(row); k++) {
        blockedRows.set(row, blockedRows.get(row) || values.code(row, k) == code);
      }
    }
  }

  private static Column.Numbers numbers(EntityTable table, String column) {
    return (Column.Numbers) Objects.requireNonNull(table.columns().get(column), column);
  }

  /** Returns in words what a part lacks for the rules; empty where it lacks nothing. */
  static Optional<String> lacks(CategoryRule.Settings settings, FittingPart part) {
    for (String id : settings.blockedItems()) {
      if (part.catalogue().items().index(id) == Dictionary.UNKNOWN) {
        return Optional.of("there is no item '" + id + "' to block");
      }
    }
    for (Map.Entry<String, List<String>> blocked : settings.blocked().entrySet()) {
      Optional<String> lack = CategoryColumn.lacks(part, blocked.getKey());
      if (lack.isPresent()) {
        return lack;
      }
      List<String> known = CategoryColumn.of(part, blocked.getKey()).values().values().ids();
      for (String value : blocked.getValue()) {
        if (!known.contains(value)) {
          return Optional.of(
              "no item has the "
                  + blocked.getKey()
                  + " '"
                  + value
                  + "'"
                  + ConfigNode.didYouMean(value, known));
        }
      }
    }
    Column flag = part.items().columns().get(settings.outOfStock());
    if (!settings.outOfStock().isEmpty()
        && !(flag instanceof Column.Numbers)
        && !(flag instanceof Column.Categories)) {
      return ItemColumns.lacks(
          part.items(), "items", "numbers", settings.outOfStock(), Column.Numbers.class);
    }
    return settings
        .minimumAge()
        .flatMap(ages ->
            ItemColumns.lacks(part.items(), "items", "numbers", ages.item(), Column.Numbers.class)
                .or(() ->
                    ItemColumns.lacks(
                        part.userTable(), "users", "numbers", ages.user(), Column.Numbers.class)));
  }

  /** Returns which items may be shown for a request. */
  IntPredicate allowed(Request request) {
    if (blockedItems.isEmpty() && blockedRows.isEmpty() && itemAge.isEmpty()) {
      return item -> true;
    }
    long time = request.time();
    float age = age(request);
    return item -> {
      if (blockedItems.get(item)) {
        return false;
      }
      int row = items.row(item, time);
      return row < 0
          || (!blockedRows.get(row)
              && (itemAge.isEmpty() || mayBeSeen(itemAge.get().value(row), age)));
    };
  }

  /** An item without a minimum is for all; whose age is not known sees only those of minimum 0. */
  private static boolean mayBeSeen(float minimum, float age) {
    return Float.isNaN(minimum) || minimum <= 0 || age >= minimum;
  }

  private float age(Request request) {
    int row =
        userAge.isEmpty() || request.user() == Dictionary.UNKNOWN
            ? -1
            : users.row(request.user(), request.time());
    return row < 0 ? Float.NaN : userAge.orElseThrow().value(row);
  }
}
