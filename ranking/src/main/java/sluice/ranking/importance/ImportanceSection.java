package sluice.ranking.importance;

import java.util.ArrayList;
import java.util.List;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.ranking.importance.FeatureImportance.Entry;

/**
 * The section {@code importance} of the report: for each ranker a table of groups, one of features,
 * and a chart.
 */
public final class ImportanceSection {
  private static final int CHARTED = 20;

  private ImportanceSection() {}

  /** Makes the section. */
  public static ReportSection of(List<FeatureImportance> rankers) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            "Measured on the tune part of the nested split, never on the test part. The drop is how far nDCG@10 falls when the"
                + " values of a feature (or of a whole group) are shuffled among the rows; features that can stand in for each"
                + " other show small drops one by one."));
    for (FeatureImportance ranker : rankers) {
      if (ranker.features().stream()
          .allMatch(e -> e.drop().isEmpty() && Double.isNaN(e.weight()))) {
        blocks.add(new ReportSection.Text(ranker.ranker() + " weighs no features."));
        continue;
      }
      blocks.add(chart(ranker));
      blocks.add(table(ranker, "groups of features", ranker.groups()));
      blocks.add(table(ranker, "features", ranker.features()));
    }
    return new ReportSection("importance", "What the rankers look at", blocks);
  }

  private static ReportSection.Chart chart(FeatureImportance ranker) {
    List<Entry> shown = ranker.features().subList(0, Math.min(CHARTED, ranker.features().size()));
    boolean weighted = !ranker.weightMeaning().isEmpty();
    return new ReportSection.Chart(
        ranker.ranker() + ": the features that matter most",
        ReportSection.Chart.Kind.HORIZONTAL_BAR,
        weighted ? ranker.weightMeaning() : "drop of nDCG@10",
        "feature",
        shown.stream().map(Entry::name).toList(),
        List.of(
            new ReportSection.Series(
                weighted ? "weight" : "drop",
                shown.stream().map(e -> weighted ? e.weight() : e.drop().orElse(0)).toList())));
  }

  private static ReportSection.Table table(
      FeatureImportance ranker, String what, List<Entry> entries) {
    String title =
        ranker.ranker()
            + ": "
            + what
            + " (weight: "
            + (ranker.weightMeaning().isEmpty() ? "none" : ranker.weightMeaning())
            + "; drop: over "
            + ranker.requests()
            + " tune requests)";
    return new ReportSection.Table(
        title,
        List.of("name", "group", "weight", "drop of nDCG@10"),
        entries.stream()
            .map(e ->
                List.<Object>of(
                    e.name(),
                    e.group(),
                    Double.isNaN(e.weight()) ? "" : (Object) e.weight(),
                    e.drop().isEmpty() ? "" : (Object) e.drop().getAsDouble()))
            .toList());
  }
}
