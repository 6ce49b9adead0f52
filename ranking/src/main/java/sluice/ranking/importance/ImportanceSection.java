package sluice.ranking.importance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.ranking.importance.FeatureImportance.Entry;

/**
 * The section {@code importance} of the report: a chart of groups of features, and one table of all
 * features, with every ranker beside the others.
 */
public final class ImportanceSection {
  private ImportanceSection() {}

  /** Makes the section. */
  public static ReportSection of(List<FeatureImportance> rankers) {
    List<FeatureImportance> weighing =
        rankers.stream()
            .filter(r ->
                r.features().stream()
                    .anyMatch(e -> e.drop().isPresent() || !Double.isNaN(e.weight())))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            "The drop is how far nDCG@10 falls when the values of a feature, or of a group of them,"
                + " are shuffled among the rows. It is measured on the requests that settings are"
                + " chosen on, never on the test requests. Features that can stand in for each"
                + " other show small drops one by one."));
    rankers.stream()
        .filter(r -> !weighing.contains(r))
        .forEach(r -> blocks.add(new Text(r.ranker() + " weighs no features.")));
    if (!weighing.isEmpty()) {
      blocks.add(groups(weighing));
      List<Block> inner = new ArrayList<>();
      weighing.stream()
          .filter(r -> !r.weightMeaning().isEmpty())
          .forEach(
              r -> inner.add(new Text("Weight of " + r.ranker() + ": " + r.weightMeaning() + ".")));
      inner.add(features(weighing));
      blocks.add(new ReportSection.Details("Every feature, with its drop and weight", inner));
    }
    return new ReportSection("importance", "What the rankers look at", blocks);
  }

  private static Chart groups(List<FeatureImportance> rankers) {
    boolean drops =
        rankers.stream().flatMap(r -> r.groups().stream()).anyMatch(e -> e.drop().isPresent());
    Map<String, List<Entry>> rows = rows(rankers, FeatureImportance::groups);
    List<Series> series = new ArrayList<>();
    for (int r = 0; r < rankers.size(); r++) {
      int ranker = r;
      series.add(
          new Series(
              rankers.get(r).ranker(),
              rows.values().stream()
                  .map(own -> own.get(ranker))
                  .map(e -> drops ? e.drop().orElse(Double.NaN) : e.weight())
                  .toList()));
    }
    return new Chart(
        drops ? "Drop of nDCG@10 without a group of features" : "Weight of each group of features",
        "A ranker leans on the groups with long bars; a bar left of 0 is a group that it would do"
            + " better without.",
        Chart.Kind.HORIZONTAL_BAR,
        "group",
        drops ? "drop of nDCG@10" : "weight",
        List.copyOf(rows.keySet()),
        series);
  }

  /** One entry a ranker for each name, in the order of the first ranker. */
  private static Map<String, List<Entry>> rows(
      List<FeatureImportance> rankers, Function<FeatureImportance, List<Entry>> entries) {
    Map<String, List<Entry>> rows = new LinkedHashMap<>();
    for (FeatureImportance ranker : rankers) {
      for (Entry e : entries.apply(ranker)) {
        rows.computeIfAbsent(e.name(), name -> new ArrayList<>()).add(e);
      }
    }
    return rows;
  }

  private static Table features(List<FeatureImportance> rankers) {
    List<String> heads = new ArrayList<>(List.of("Feature", "Group"));
    rankers.forEach(r -> heads.add("drop, " + r.ranker()));
    List<FeatureImportance> weighted =
        rankers.stream().filter(r -> !r.weightMeaning().isEmpty()).toList();
    weighted.forEach(r -> heads.add("weight, " + r.ranker()));
    List<List<Object>> cells = new ArrayList<>();
    rows(rankers, FeatureImportance::features)
        .forEach((name, own) -> {
          List<Object> row = new ArrayList<>(List.of(name, own.getFirst().group()));
          own.forEach(e -> row.add(Figure.difference(e.drop().orElse(Double.NaN))));
          weighted.forEach(r -> row.add(Figure.measure(own.get(rankers.indexOf(r)).weight())));
          cells.add(row);
        });
    return new Table(
        "Features by ranker; drops over "
            + rankers.getFirst().requests()
            + " requests, the most important of "
            + rankers.getFirst().ranker()
            + " first",
        heads,
        cells);
  }
}
