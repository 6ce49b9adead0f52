package sluice.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.core.ReportSection.Figure.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

  /**
   * Requests of three candidates with the features 0, 1 and 2: the last is relevant where {@code
   * high}, otherwise the first.
   */
  private static RankingSet requests(boolean... high) {
    Feature feature =
        new Feature("f", Feature.Type.NUMBER, 0, "g", "assembler", Duration.ZERO, "A number.");
    int n = high.length;
    FeatureMatrix rows = new FeatureMatrix(new FeatureSchema(List.of(feature)), 3 * n);
    rows.resize(3 * n);
    float[] labels = new float[3 * n];
    float[] weights = new float[3 * n];
    Arrays.fill(weights, 1);
    int[] starts = new int[n + 1];
    int[] relevant = new int[n];
    Arrays.fill(relevant, 1);
    for (int r = 0; r < 3 * n; r++) {
      rows.set(r, 0, r % 3);
    }
    for (int g = 0; g < n; g++) {
      labels[3 * g + (high[g] ? 2 : 0)] = 1;
      starts[g + 1] = 3 * g + 3;
    }
    List<String> ids = IntStream.range(0, n).mapToObj(g -> "r" + g).toList();
    return new RankingSet(rows, labels, weights, starts, relevant, ids);
  }

  @Test
  void theBestOnTheTuneRequestsIsServedAndTheReportSaysWhy() {
    RankerChoice choice =
        RankerChoice.best(List.of(ORDER, WRONG, RIGHT), List.of(requests(true), requests(true)), 2);
    assertThat(choice.served()).isSameAs(RIGHT);
    ReportSection section = choice.section().orElseThrow();
    assertThat(section.blocks().getFirst())
        .isEqualTo(
            new ReportSection.Text(
                "ranking.model is auto: right is served, because its nDCG@10 is the highest, on the 2"
                    + " tune and calibrate requests. The test requests took no part in the"
                    + " choice."));
    // By hand: rank 1 gives 1, rank 3 gives 1 / log2(4), a tie of three (1 + 0.63093 + 0.5) / 3.
    double tie = 0.7103099178571524;
    assertThat(((ReportSection.Table) section.blocks().get(1)).rows())
        .containsExactly(
            List.of("right", measure(1), measure(1 - tie), measure(0)),
            List.of("retrieval-order", measure(tie), "", ""),
            List.of("wrong", measure(0.5), measure(0.5 - tie), measure(0)));
  }

  /**
   * By hand: a request gives right 1 or 0.5, the order of retrieval 0.7103. Three of five: mean
   * difference 0.0897, standard error √(0.30 / 4 / 5) = 0.1225. Four of five: 0.1897, √(0.20 / 4 /
   * 5) = 0.1.
   */
  @Test
  void theOrderOfRetrievalGivesWayToWhatIsAboveItByMoreThanOneStandardError() {
    RankerChoice few =
        RankerChoice.best(
            List.of(ORDER, RIGHT), List.of(requests(true, false, true, false, true)), 1);
    assertThat(few.served()).isSameAs(ORDER);
    assertThat(few.section().orElseThrow().blocks().getFirst())
        .isEqualTo(
            new ReportSection.Text(
                "ranking.model is auto: the order of retrieval is served, because right, whose"
                    + " nDCG@10 is the highest, is not above it by more than one standard error, on"
                    + " the 5 tune and calibrate requests. The test requests took no part in the"
                    + " choice."));
    assertThat(
            RankerChoice.best(
                    List.of(ORDER, RIGHT),
                    List.of(requests(true, false), requests(true, true, true)),
                    1)
                .served())
        .isSameAs(RIGHT);
  }

  @Test
  void amongEqualsTheEarlierIsServed() {
    assertThat(RankerChoice.best(List.of(ORDER, ALIKE, RIGHT), List.of(requests(true)), 1).served())
        .isSameAs(ALIKE);
  }

  @Test
  void withoutARelevantItemTheFirstThatLearnsIsServed() {
    RankerChoice choice = RankerChoice.best(List.of(ORDER, WRONG, RIGHT), List.of(requests()), 1);
    assertThat(choice.served()).isSameAs(WRONG);
    assertThat(choice.section().orElseThrow().blocks().getFirst())
        .isEqualTo(
            new ReportSection.Warning(
                "ranking.model is auto, but no tune or calibrate request has a relevant item: wrong,"
                    + " the first of ranking.compare that learns, is served."));
  }

  @Test
  void aRankerThatIsNamedIsServedOrElseTheOrderOfRetrieval() {
    assertThat(RankerChoice.named(List.of(ORDER, RIGHT), "right").served()).isSameAs(RIGHT);
    assertThat(RankerChoice.named(List.of(ORDER, RIGHT), "gone").served()).isSameAs(ORDER);
  }
}
