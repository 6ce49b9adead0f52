package sluice.evaluation.beyond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.core.Dictionary;
import sluice.core.UserError;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;

class BeyondMeasureTest {
  /**
   * Items a (category 0), b (0), c (1), d (none); a had by 4 of 4 users, b by 2, c by 1, d none.
   */
  private static final ListContext CONTEXT =
      new ListContext(
          new int[] {4, 2, 1, 0},
          4,
          Optional.of(new CatalogueCategories(new int[] {0, 1, 2, 3, 3}, new int[] {0, 0, 1})),
          Optional.empty(),
          new int[][] {{0, 2}, {0}},
          new int[][] {{1, 3}, {1, 2}});

  private static final Judgements JUDGED =
      new Judgements.Builder(Dictionary.of(List.of("a", "b", "c", "d")))
          .user("u")
          .judge(1, 1, Float.NaN)
          .judge(2, 1, Float.NaN)
          .user("v")
          .build();

  private static final Run RUN = Run.of("x", Stage.REFERENCE, 2, new int[][] {{1, 2}, {1, 3}});

  @Test
  void everyNameIsReadAsItIsPrinted() {
    for (BeyondMeasure m : BeyondMeasure.all(7)) {
      assertThat(BeyondMeasure.parse(m.name())).isEqualTo(m);
      assertThat(m.toString()).isEqualTo(m.name());
      assertThat(m.type().summary()).isNotBlank();
      assertThat(m.type().description()).endsWith(".");
    }
    assertThat(BeyondMeasure.all(7)).extracting(BeyondMeasure::name).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> BeyondMeasure.parse("noveltie@10"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("novelty@10");
    assertThatThrownBy(() -> BeyondMeasure.parse("diversity@10")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> BeyondMeasure.parse("gini@0"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("from 1 to");
  }

  @Test
  void handCalculations() {
    assertThat(value("coverage@2")).isEqualTo(0.75);
    // counts 0, 1, 1, 2: (−3·0 − 1·1 + 1·1 + 3·2) / (4 · 4)
    assertThat(value("gini@2")).isEqualTo(6 / 16.0);
    assertThat(value("entropy@2")).isCloseTo(1.5, within(1e-12));
    // b: 1 bit, c: 2 bits, d as if one user had it: 2 bits
    assertThat(value("novelty@2")).isEqualTo(1.5);
    // b and c hit, b is in the popular list; v has nothing relevant
    assertThat(value("serendipity@2")).isEqualTo(0.5);
    assertThat(value("diversity@2(category)")).isEqualTo(0.5);
    assertThat(value("popularity@2")).isEqualTo((1.5 + 1) / 2);
    assertThat(value("popularity-lift@2")).isCloseTo(1.25 / ((2.5 + 4) / 2), within(1e-12));
    // u: half and half in both, v: all category 0 in both
    assertThat(value("calibration@2")).isZero();
    assertThat(value("calibration@2(kl)")).isZero();
  }

  @Test
  void anEmptyListIsTheWorstAndNeverAbsent() {
    Run none = Run.of("none", Stage.REFERENCE, 2, new int[][] {{}, {}});
    BeyondAccuracy beyond = new BeyondAccuracy(JUDGED, CONTEXT, 1);
    assertThat(beyond.values(none, BeyondMeasure.parse("novelty@2"))).containsExactly(0, 0);
    assertThat(beyond.values(none, BeyondMeasure.parse("serendipity@2"))[0]).isZero();
    assertThat(beyond.values(none, BeyondMeasure.parse("calibration@2"))).containsExactly(1, 1);
    assertThat(beyond.values(none, BeyondMeasure.parse("calibration@2(kl)"))[0])
        .isCloseTo(Math.log(100), within(1e-12));
  }

  @Test
  void whatCannotBeComputedIsLeftOut() {
    List<String> names =
        new BeyondAccuracy(JUDGED, CONTEXT, 1)
            .of(List.of(RUN), BeyondMeasure.all(2), 20, 1).getFirst().stream()
                .map(v -> v.measure().name())
                .toList();
    assertThat(names).contains("gini@2").doesNotContain("diversity@2(embedding)");
    assertThat(new BeyondAccuracy(JUDGED, CONTEXT, 1).of(List.of(RUN), BeyondMeasure.all(3), 9, 1))
        .containsExactly(List.of());
  }

  @Test
  void anItemOutsideTheCatalogueIsRefused() {
    Run strange = Run.of("strange", Stage.REFERENCE, 2, new int[][] {{4}, {}});
    assertThatThrownBy(() ->
            new BeyondAccuracy(JUDGED, CONTEXT, 1).of(List.of(strange), BeyondMeasure.all(2), 9, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("strange");
  }

  private static double value(String name) {
    return new BeyondAccuracy(JUDGED, CONTEXT, 1)
        .of(List.of(RUN), List.of(BeyondMeasure.parse(name)), 20, 1)
        .getFirst()
        .getFirst()
        .interval()
        .mean();
  }
}
