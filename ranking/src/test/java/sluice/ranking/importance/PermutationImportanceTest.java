package sluice.ranking.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.ReportSection;
import sluice.ranking.RankingSets;
import sluice.ranking.importance.FeatureImportance.Entry;

final class PermutationImportanceTest {
  private static final RankingSet TRAIN = RankingSets.synthetic(80, 30, 6, 1);
  private static final RankingSet TUNE = RankingSets.synthetic(40, 60, 6, 2);
  private static final ImportanceSettings SETTINGS =
      ImportanceSettings.read(RankingSets.settings("features", 6L, "repeats", 3L));

  private static FeatureImportance measure(String type, int threads) {
    Ranker ranker = RankingSets.trainer(type).fit(TRAIN, TUNE, 1, 1);
    return PermutationImportance.measure(ranker, TUNE, SETTINGS, 1, threads);
  }

  @Test
  void theFeaturesThatMakeTheLabelsMatterMost() {
    for (String type : List.of("xgboost", "logistic-regression")) {
      FeatureImportance found = measure(type, 1);
      assertThat(found.features().subList(0, 3).stream().map(Entry::name))
          .containsExactlyInAnyOrder("f0", "f1", "f2");
      for (Entry e : found.features().subList(0, 3)) {
        assertThat(e.drop().orElseThrow()).as(type + " " + e.name()).isGreaterThan(0.05);
      }
      for (Entry e : found.features().subList(3, 6)) {
        assertThat(e.drop().orElseThrow()).as(type + " " + e.name()).isLessThan(0.05);
      }
      assertThat(found.groups().get(0).name()).isEqualTo("g0");
    }
  }

  @Test
  void gainSharesAddUpToOne() {
    FeatureImportance found = measure("xgboost", 1);
    assertThat(found.features().stream().mapToDouble(Entry::weight).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(found.groups().stream().mapToDouble(Entry::weight).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void threadsChangeNothing() {
    assertThat(measure("logistic-regression", 3)).isEqualTo(measure("logistic-regression", 1));
  }

  @Test
  void theSectionSetsTheRankersSideBySideAndSaysWhoWeighsNothing() {
    ReportSection section =
        ImportanceSection.of(
            List.of(
                measure("xgboost", 1),
                measure("logistic-regression", 1),
                measure("retrieval-order", 1)));
    assertThat(section.id()).isEqualTo("importance");
    assertThat(section.blocks())
        .contains(new ReportSection.Text("retrieval-order weighs no features."));
    ReportSection.Chart groups = (ReportSection.Chart) section.blocks().get(2);
    assertThat(groups.series())
        .extracting(ReportSection.Series::name)
        .containsExactly("xgboost", "logistic-regression");
    assertThat(groups.categories()).startsWith("g0");
    ReportSection.Details details = (ReportSection.Details) section.blocks().getLast();
    ReportSection.Table features = (ReportSection.Table) details.blocks().getLast();
    assertThat(features.columns())
        .containsExactly(
            "Feature",
            "Group",
            "drop, xgboost",
            "drop, logistic-regression",
            "weight, xgboost",
            "weight, logistic-regression");
    FeatureImportance linear = measure("logistic-regression", 1);
    for (List<Object> row : features.rows()) {
      Entry entry =
          linear.features().stream()
              .filter(e -> e.name().equals(row.getFirst()))
              .findFirst()
              .orElseThrow();
      assertThat(((ReportSection.Figure) row.get(3)).value()).isEqualTo(entry.drop().orElseThrow());
      assertThat(((ReportSection.Figure) row.get(5)).value()).isEqualTo(entry.weight());
    }
  }
}
