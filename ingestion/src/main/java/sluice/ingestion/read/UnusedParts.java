package sluice.ingestion.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.ingestion.ColumnType;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.dataset.TableSpec;

/** What a dataset declares and no later stage reads: a user who brings it must be told. */
final class UnusedParts {
  private static final String STORED = " read, checked and stored, but no stage uses ";

  private UnusedParts() {}

  /** Returns a sentence for each table and column that changes nothing. */
  static List<String> of(DatasetSpec dataset) {
    List<String> unused = new ArrayList<>();
    if (dataset.table("requests").isPresent()) {
      unused.add("The table requests is" + STORED + "it yet: it changes no result.");
    }
    Optional<TableSpec> impressions = dataset.table("impressions");
    boolean timed = dataset.table("interactions").map(t -> t.has("timestamp")).orElse(false);
    if (impressions.isPresent() && !(timed && impressions.get().has("timestamp"))) {
      unused.add(
          "The impressions are"
              + STORED
              + "them: click rates need timestamps of both impressions and interactions.");
    }
    if (impressions.isPresent() && impressions.get().has("policy")) {
      unused.add(
          "The column policy of impressions is"
              + STORED
              + "it. sluice off-policy reads a log of its own (docs/reference/off-policy.md).");
    }
    dataset
        .table("users")
        .map(TableSpec::attributes)
        .orElse(Map.of())
        .forEach((column, type) -> {
          if (type == ColumnType.TEXT) {
            unused.add(
                "The column "
                    + column
                    + " of users is"
                    + STORED
                    + "texts of users; declare it as a category where it has few values.");
          }
        });
    return unused;
  }
}
