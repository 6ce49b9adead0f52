package sluice.features.families;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Feature;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.FeatureNames;
import sluice.features.RequestFacts;
import sluice.features.ops.Hashing;

/**
 * Which categories of one column of the item table a candidate has: a flag for each of the most
 * frequent, and the others hashed into a few flags.
 */
final class ItemCategories implements FeatureGroup {
  static final String GROUP = "item categories";

  private final Column.Categories column;
  private final int[] flags;
  private final Declared declared = new Declared(GROUP, "assembler", Duration.ZERO);

  ItemCategories(
      String name,
      Column.Categories column,
      TopCategories.Chosen chosen,
      int buckets,
      FeatureNames names) {
    this.column = column;
    Dictionary values = column.values();
    this.flags = new int[values.size()];
    Arrays.fill(flags, -1);
    for (String category : chosen.names()) {
      int flag =
          declared.add(
              names.name("item_is", name + " " + category),
              Feature.Type.FLAG,
              0,
              "Whether " + category + " is among the item's " + name + ".");
      int code = values.index(category);
      if (code >= 0) {
        flags[code] = flag;
      }
    }
    if (chosen.more()) {
      Hashing hashing = new Hashing(buckets);
      String prefix = names.prefix("item_is", name + " other");
      for (int b = 0; b < buckets; b++) {
        declared.add(
            prefix + "bucket" + b,
            Feature.Type.FLAG,
            0,
            "Whether another of the item's "
                + name
                + " hashes to bucket "
                + b
                + " of "
                + buckets
                + ".");
      }
      for (int code = 0; code < flags.length; code++) {
        if (flags[code] < 0) {
          flags[code] = chosen.names().size() + hashing.bucket(values.id(code));
        }
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
    for (int c = 0; c < facts.size(); c++) {
      int row = facts.row(c);
      for (int k = 0; row >= 0 && k < column.count(row); k++) {
        int flag = flags[column.code(row, k)];
        if (flag >= 0) {
          rows.set(c, flag, 1);
        }
      }
    }
  }
}
