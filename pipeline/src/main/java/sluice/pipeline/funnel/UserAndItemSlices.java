package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.UserValues;
import sluice.evaluation.report.SliceTable;
import sluice.evaluation.report.Slices;
import sluice.evaluation.slices.Slice;

/** The tables of slices: users by one measure, relevant items by whether they were shown. */
final class UserAndItemSlices {
  private static final int ITEM_CUTOFF = 20;

  private final UserValues values;
  private final Measure measure;

  UserAndItemSlices(UserValues values, Measure measure) {
    this.values = values;
    this.measure = measure;
  }

  /** Returns the tables, one a group; those of items are of the first fold. */
  List<SliceTable> tables(
      List<List<Slice>> users, List<List<Slice>> items, Judgements judgements, List<Run> runs) {
    List<SliceTable> tables = new ArrayList<>();
    for (List<Slice> group : users) {
      if (group.size() > 1) {
        tables.add(
            Slices.byUser(
                id("users", group), "Users by " + group(group, "users"), values, measure, group));
      }
    }
    int catalogue = judgements.catalogue().size();
    for (List<Slice> group : items) {
      // Only relevant items are split, so that one outside the catalogue still has its place.
      List<Slice> parts =
          group.getFirst().group().equals("items")
              ? Stream.concat(
                      group.stream(),
                      Stream.of(
                          Slice.of(
                              "items",
                              "outside the catalogue",
                              judgements.itemBound(),
                              i -> i >= catalogue)))
                  .toList()
              : group;
      tables.add(
          Slices.byItem(
              id("items", group),
              "Items by " + group(group, "items"),
              judgements,
              runs,
              ITEM_CUTOFF,
              parts));
    }
    return tables;
  }

  private static String group(List<Slice> group, String whole) {
    String name = group.getFirst().group();
    return name.equals(whole) ? "whether they have interactions in the fitting part" : name;
  }

  private static String id(String prefix, List<Slice> group) {
    return "slice-"
        + prefix
        + "-"
        + group.getFirst().group().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
