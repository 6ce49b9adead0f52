package sluice.evaluation.sampled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.ReportSection;

class SampledFiguresTest {
  /** By hand: ranks 1, 10, 11 and none of four requests. */
  @Test
  void countsSingleItemsAsHeEtAlDo() {
    SampledFigures.Collector collector = new SampledFigures.Collector("x", 4);
    collector.add(0, 1, 2, 1);
    collector.add(1, 10, 11, 1);
    collector.add(2, 11, 300, 1);
    collector.add(3, 0, 0, 1);
    SampledFigures figures = collector.figures();
    assertThat(figures.requests()).isEqualTo(4);
    assertThat(figures.sampledHitRate()).isEqualTo(0.5);
    assertThat(figures.sampledNdcg())
        .isCloseTo((1 + Math.log(2) / Math.log(11)) / 4, within(1e-12));
    assertThat(figures.fullHitRate()).isEqualTo(0.25);
    assertThat(figures.fullNdcg()).isCloseTo(Math.log(2) / Math.log(3) / 4, within(1e-12));
  }

  @Test
  void severalRelevantItemsOfARequestCountTogetherAsOne() {
    SampledFigures.Collector collector = new SampledFigures.Collector("x", 1);
    collector.add(0, 1, 1, 0.5);
    collector.add(0, 50, 50, 0.5);
    assertThat(collector.figures().sampledHitRate()).isEqualTo(0.5);
    assertThat(collector.figures().fullNdcg()).isEqualTo(0.5);
  }

  private static SampledFigures figures(String system, double sampled, double full) {
    return new SampledFigures(system, 9, sampled, sampled, full, full);
  }

  @Test
  void theSectionWarnsAndShowsBoth() {
    ReportSection section =
        SampledSection.of(
            99, 99, List.of(figures("a", 0.5, 0.1), figures("b", 0.6, 0.05)), List.of("xgboost"));
    assertThat(section.blocks()).anyMatch(b -> b instanceof ReportSection.Warning);
    assertThat(section.toString())
        .contains("Krichene and Rendle")
        .contains("a hit rate at 10 of about 0.10")
        .contains(
            "the order of the systems differs: among sampled negatives b, a; in the full"
                + " ranking a, b")
        .contains("Not shown: xgboost")
        .doesNotContain("fewer negatives");
    assertThat(
            SampledSection.of(
                    99, 40, List.of(figures("a", 0.5, 0.1), figures("b", 0.4, 0.05)), List.of())
                .toString())
        .contains("fewer negatives, at the least 40")
        .contains("the same order here: a, b")
        .doesNotContain("Not shown");
  }
}
