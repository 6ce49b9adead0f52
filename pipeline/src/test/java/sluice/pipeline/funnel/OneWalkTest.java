package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.ReportSection;
import sluice.funnel.FittedFunnel;
import sluice.funnel.FoldFitting;
import sluice.funnel.Funnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;

/**
 * What a run measures, what an audit looks at and what a walk of its own gives are the same lists,
 * for users that no source knows too.
 */
class OneWalkTest {
  @TempDir Path folder;

  @Test
  void runAndAuditGiveTheSameLists() {
    PipelineConfig config =
        PipelineConfig.read(
            Optional.empty(),
            List.of(
                "sample.users=200",
                "sample.items=300",
                "sample.impressions=8000",
                "sample.testUsers=80",
                // without popularity there are users for whom no source has anything
                "candidates.sources=[transitions]",
                "candidates.compare=[item-knn]",
                "candidates.fusion=auto",
                "ranking={model: logistic-regression, compare: [logistic-regression]}",
                "reranking=[mmr, {type: rules, column: genres, most: 2}]",
                "slate.size=10"));
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, Console.Mode.QUIET, false);
    RepeatedRun trial = RepeatedRun.prepare(config, console, folder.resolve("run"));
    FoldRun.Outcome outcome = trial.run().outcome();
    relevanceAloneIsTheSlateWithoutMmr(outcome.sections());
    OfflineEvaluation measured = outcome.evaluation();
    FoldFitting audited =
        new FoldFitting(
            trial.fold(),
            trial.data().split().excludeSeen(),
            trial.config().funnel(),
            folder.resolve("audit"));
    FittedFunnel stages = audited.outer();
    Funnel funnel = new Funnel(stages, audited.rankers().getLast(), List.of(), audited.slate());
    Funnel.Walker walker = funnel.newWalker();
    int cold = 0;
    for (int i = 0; i < measured.requests().size(); i++) {
      JudgedRequest judged = measured.requests().get(i);
      for (var source : stages.retrieval().all()) {
        RankedItems list = stages.list(source, judged.request());
        assertThat(measured.lists(source.name()).items[i]).isEqualTo(list.items());
      }
      int[] fused = stages.candidates(judged.request()).fused().items();
      assertThat(measured.lists("fusion").items[i]).isEqualTo(fused);
      int[] slate = walker.walk(judged.request()).slate().items();
      assertThat(measured.lists("slate").items[i]).isEqualTo(slate);
      assertThat(slate).isNotEmpty();
      cold += fused.length == 0 ? 1 : 0;
    }
    assertThat(cold).as("requests for which no source has anything").isPositive();
  }

  /** The price of a re-ranker and the turn of its knob are two ways to one figure. */
  private static void relevanceAloneIsTheSlateWithoutMmr(List<ReportSection> sections) {
    ReportSection section =
        sections.stream().filter(s -> s.id().equals("reranking")).findFirst().orElseThrow();
    ReportSection.Table prices =
        section.blocks().stream()
            .filter(ReportSection.Table.class::isInstance)
            .map(ReportSection.Table.class::cast)
            .filter(t -> t.title().startsWith("Price of each re-ranker, on "))
            .findFirst()
            .orElseThrow();
    assertThat(prices.rows())
        .extracting(List::getFirst)
        .containsExactly("without mmr", "without rules", "without any");
    ReportSection.Chart turned =
        section.blocks().stream()
            .filter(ReportSection.Chart.class::isInstance)
            .map(ReportSection.Chart.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(turned.title()).isEqualTo("Quality against diversity as lambda of mmr turns");
    assertThat(turned.categories()).containsExactly("0.00", "0.25", "0.50", "0.75", "1.00");
    assertThat(turned.series().getFirst().values().getLast())
        .isEqualTo(prices.rows().getFirst().get(1));
  }
}
