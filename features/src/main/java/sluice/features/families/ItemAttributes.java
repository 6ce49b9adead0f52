package sluice.features.families;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.core.Column;
import sluice.core.Feature;
import sluice.core.FittingPart;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.FeatureNames;
import sluice.features.RequestFacts;

/**
 * The numbers and times of the item table, and how far a candidate's numbers lie from those of the
 * history.
 */
final class ItemAttributes implements FeatureGroup {
  private final List<Column.Numbers> numbers = new ArrayList<>();
  private final List<Column.Times> times = new ArrayList<>();
  private final Declared declared = new Declared("item attributes", "assembler", Duration.ZERO);

  ItemAttributes(FittingPart part, FeatureNames names) {
    for (Map.Entry<String, Column> column : part.items().columns().entrySet()) {
      if (column.getValue() instanceof Column.Numbers n) {
        String prefix = names.prefix("item_attr", column.getKey());
        declared.add(
            prefix + "number",
            Feature.Type.NUMBER,
            Float.NaN,
            "The item's " + column.getKey() + ".");
        declared.add(
            prefix + "distance",
            Feature.Type.NUMBER,
            Float.NaN,
            "Distance of the item's "
                + column.getKey()
                + " from the mean of the user's latest positive interactions.");
        numbers.add(n);
      }
    }
    for (Map.Entry<String, Column> column : part.items().columns().entrySet()) {
      if (part.timed() && column.getValue() instanceof Column.Times t) {
        declared.add(
            names.prefix("item_attr", column.getKey()) + "days",
            Feature.Type.DAYS,
            Float.NaN,
            "Days from the item's " + column.getKey() + " to the request.");
        times.add(t);
      }
    }
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return this::fill;
  }

  private void fill(RequestFacts facts, Rows rows) {
    int n = facts.size();
    for (int j = 0; j < numbers.size(); j++) {
      Column.Numbers column = numbers.get(j);
      double sum = 0;
      int known = 0;
      for (int k = 0; k < facts.recent(); k++) {
        int row = facts.recentRow(k);
        if (row >= 0 && !Float.isNaN(column.value(row))) {
          sum += column.value(row);
          known++;
        }
      }
      for (int c = 0; c < n; c++) {
        int row = facts.row(c);
        if (row >= 0) {
          float v = column.value(row);
          rows.set(c, 2 * j, v);
          if (known > 0 && !Float.isNaN(v)) {
            rows.set(c, 2 * j + 1, (float) Math.abs(v - sum / known));
          }
        }
      }
    }
    for (int j = 0; j < times.size(); j++) {
      for (int c = 0; c < n; c++) {
        int row = facts.row(c);
        if (row >= 0 && times.get(j).value(row) != Long.MIN_VALUE) {
          rows.set(
              c,
              2 * numbers.size() + j,
              (float) ((facts.request().time() - times.get(j).value(row)) / 86_400_000.0));
        }
      }
    }
  }
}
