package sluice.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.ReportSection;

class RankerChoiceTest {
  private static final Ranker ORDER = ranker("retrieval-order", 0);
  private static final Ranker RIGHT = ranker("right", 1);
  private static final Ranker ALIKE = ranker("alike", 1);
  private static final Ranker WRONG = ranker("wrong", -1);

  /** Scores a row by its only feature times a factor. */
  private static Ranker ranker(String name, float factor) {
    return new Ranker() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String type() {
        return name;
      }

      @Override
      public void score(FeatureMatrix candidates, float[] scores) {
        for (int r = 0; r < candidates.rows(); r++) {
          scores[r] = factor * candidates.get(r, 0);
        }
      }

      @Override
      public void write(Path folder) {}
    };
  }

  /** One request of three candidates, of which the last, with the highest feature, is relevant. */
  private static RankingSet tune(float label) {
    Feature feature =
        new Feature("f", Feature.Type.NUMBER, 0, "g", "assembler", Duration.ZERO, "A number.");
    FeatureMatrix rows = new FeatureMatrix(new FeatureSchema(List.of(feature)), 3);
    rows.resize(3);
    for (int r = 0; r < 3; r++) {
      rows.set(r, 0, r);
    }
    return new RankingSet(
        rows,
        new float[] {0, 0, label},
        new float[] {1, 1, 1},
        new int[] {0, 3},
        new int[] {label > 0 ? 1 : 0},
        List.of("r"));
  }

  @Test
  void theBestOnTheTuneRequestsIsServedAndTheReportSaysWhy() {
    RankerChoice choice = RankerChoice.best(List.of(ORDER, WRONG, RIGHT), tune(1), 2);
    assertThat(choice.served()).isSameAs(RIGHT);
    ReportSection section = choice.section().orElseThrow();
    assertThat(section.blocks().getFirst())
        .isEqualTo(
            new ReportSection.Text(
                "ranking.model is auto: right is served, because its nDCG@10 on the 1 tune requests"
                    + " is the highest. The test requests took no part in the choice."));
    // By hand: rank 1 gives 1, rank 3 gives 1 / log2(4), a tie of three (1 + 0.63093 + 0.5) / 3.
    double tie = 0.7103099178571524;
    assertThat(((ReportSection.Table) section.blocks().get(1)).rows())
        .containsExactly(
            List.of("right", ReportSection.Figure.measure(1)),
            List.of("retrieval-order", ReportSection.Figure.measure(tie)),
            List.of("wrong", ReportSection.Figure.measure(0.5)));
  }

  @Test
  void amongEqualsTheEarlierIsServed() {
    assertThat(RankerChoice.best(List.of(ORDER, ALIKE, RIGHT), tune(1), 1).served())
        .isSameAs(ALIKE);
  }

  @Test
  void withoutARelevantItemTheFirstThatLearnsIsServed() {
    RankerChoice choice = RankerChoice.best(List.of(ORDER, WRONG, RIGHT), tune(0), 1);
    assertThat(choice.served()).isSameAs(WRONG);
    assertThat(choice.section().orElseThrow().blocks().getFirst())
        .isEqualTo(
            new ReportSection.Warning(
                "ranking.model is auto, but no tune request has a relevant item: wrong, the first"
                    + " of ranking.compare that learns, is served."));
  }

  @Test
  void aRankerThatIsNamedIsServedOrElseTheOrderOfRetrieval() {
    assertThat(RankerChoice.named(List.of(ORDER, RIGHT), "right").served()).isSameAs(RIGHT);
    assertThat(RankerChoice.named(List.of(ORDER, RIGHT), "gone").served()).isSameAs(ORDER);
  }
}
