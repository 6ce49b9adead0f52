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
import sluice.features.SharedSettings;
import sluice.features.ops.Hashing;

/**
 * The numbers of the user table, and its categories hashed into flags; the same for all candidates.
 */
final class UserAttributes implements FeatureGroup {
  private final FittingPart part;
  private final int buckets;
  private final Hashing hashing;
  private final List<Column.Numbers> numbers = new ArrayList<>();
  private final List<Column.Categories> categories = new ArrayList<>();
  private final Declared declared = new Declared("user attributes", "assembler", Duration.ZERO);

  UserAttributes(FittingPart part, SharedSettings settings, FeatureNames names) {
    this.part = part;
    this.buckets = settings.buckets();
    this.hashing = new Hashing(buckets);
    for (Map.Entry<String, Column> column : part.userTable().columns().entrySet()) {
      if (column.getValue() instanceof Column.Numbers n) {
        declared.add(
            names.prefix("user_attr", column.getKey()) + "number",
            Feature.Type.NUMBER,
            Float.NaN,
            "The user's " + column.getKey() + ".");
        numbers.add(n);
      }
    }
    for (Map.Entry<String, Column> column : part.userTable().columns().entrySet()) {
      if (column.getValue() instanceof Column.Categories c) {
        String prefix = names.prefix("user_attr", column.getKey());
        for (int b = 0; b < buckets; b++) {
          declared.add(
              prefix + "bucket" + b,
              Feature.Type.FLAG,
              0,
              "Whether the user's "
                  + column.getKey()
                  + " hashes to bucket "
                  + b
                  + " of "
                  + buckets
                  + ".");
        }
        categories.add(c);
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
    int user = facts.request().user();
    int row = user < 0 ? -1 : part.userTable().row(user, facts.time());
    if (row < 0) {
      return;
    }
    int n = facts.size();
    for (int j = 0; j < numbers.size(); j++) {
      rows.setAll(n, j, numbers.get(j).value(row));
    }
    for (int j = 0; j < categories.size(); j++) {
      Column.Categories column = categories.get(j);
      for (int k = 0; k < column.count(row); k++) {
        int bucket = hashing.bucket(column.values().id(column.code(row, k)));
        rows.setAll(n, numbers.size() + j * buckets + bucket, 1);
      }
    }
  }
}
