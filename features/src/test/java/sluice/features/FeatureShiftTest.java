package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.ReportSection;

/** The golden value is by numpy 2.4.6, made by src/test/python/ops_golden.py. */
class FeatureShiftTest {
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(List.of(feature("still"), feature("moved"), feature("lost")));

  private static Feature feature(String name) {
    return new Feature(name, Feature.Type.NUMBER, 0, "g", "features", Duration.ZERO, "A number.");
  }

  @Test
  void psiIsThatOfItsDefinitionAndMissingIsABinOfItsOwn() {
    FeatureMatrix training = new FeatureMatrix(SCHEMA, 100);
    FeatureMatrix serving = new FeatureMatrix(SCHEMA, 100);
    training.resize(100);
    serving.resize(100);
    for (int r = 0; r < 100; r++) {
      training.set(r, 0, r);
      serving.set(99 - r, 0, r);
      training.set(r, 1, r);
      serving.set(r, 1, r * 0.5f + 30);
      training.set(r, 2, r);
      serving.set(r, 2, Float.NaN);
    }
    FeatureShift shift = FeatureShift.psi(training, serving);
    assertThat(shift.psi(0)).isZero();
    assertThat(shift.psi(1)).isCloseTo(1.6268002548372147, within(1e-9));
    assertThat(shift.psi(2)).isGreaterThan(3);
    assertThat(shift.section().id()).isEqualTo("feature-shift");
    assertThat(shift.section().toString()).contains("2 of 3 features moved a lot");
  }

  @Test
  void whatIsAskedAtOneTimeIsExplainedAndWhatLostItsValuesIsNot() {
    FeatureSchema schema =
        new FeatureSchema(
            List.of(
                new Feature(
                    "weekday",
                    Feature.Type.NUMBER,
                    0,
                    "context",
                    "assembler",
                    Duration.ZERO,
                    "A day."),
                feature("broken"),
                feature("moved")));
    FeatureMatrix training = new FeatureMatrix(schema, 70);
    FeatureMatrix serving = new FeatureMatrix(schema, 70);
    training.resize(70);
    serving.resize(70);
    for (int r = 0; r < 70; r++) {
      training.set(r, 0, r % 7);
      serving.set(r, 0, 3);
      training.set(r, 1, r % 7);
      serving.set(r, 1, 0);
      training.set(r, 2, r % 7);
      serving.set(r, 2, r % 3);
    }
    ReportSection section = FeatureShift.psi(training, serving).section();
    assertThat(section.lead()).startsWith("2 of 3 features moved a lot");
    assertThat(((ReportSection.Text) section.blocks().get(1)).text())
        .contains("at one time", "not counted as a shift: weekday. In production they vary.");
    List<ReportSection.Chart> charts =
        section.blocks().stream()
            .filter(ReportSection.Chart.class::isInstance)
            .map(ReportSection.Chart.class::cast)
            .toList();
    assertThat(charts).extracting(ReportSection.Chart::xLabel).containsExactly("broken", "moved");
    assertThat(charts.getFirst().categories()).startsWith("< 0").endsWith("missing");
    for (ReportSection.Chart chart : charts) {
      for (ReportSection.Series side : chart.series()) {
        assertThat(side.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-12));
      }
    }
    ReportSection.Table table = (ReportSection.Table) section.blocks().getLast();
    assertThat(table.rows())
        .extracting(row -> List.of(row.get(0), row.get(2)))
        .containsExactly(
            List.of("broken", "large: one value"),
            List.of("moved", "large"),
            List.of("weekday", "asked at one time"));
  }
}
