package sluice.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Chart.Kind;
import sluice.core.ReportSection.Series;

class ChartViewTest {
  private static ChartView view(Kind kind, List<String> categories, Series... series) {
    return new ChartView(new Chart("t", "r", kind, "x", "y", categories, List.of(series)));
  }

  @Test
  void anAxisEndsAtRoundNumbers() {
    assertThat(Scale.around(0, 0.69).ticks())
        .containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8);
    assertThat(Scale.around(-0.013, 0.27)).isEqualTo(new Scale(-0.1, 0.30000000000000004, 0.1));
    assertThat(Scale.around(0, 0).ticks()).isNotEmpty();
    assertThat(List.of(Scale.text(0.6000000000000001), Scale.text(-20_000), Scale.text(3e6)))
        .containsExactly("0.6", "−20k", "3M");
  }

  @Test
  void anIntervalThatHoldsZeroHasAHollowDot() {
    ChartView v =
        view(
            Kind.INTERVAL,
            List.of("sure", "chance"),
            new Series("difference", List.of(0.2, 0.0)),
            new Series("low", List.of(0.1, -0.1)),
            new Series("high", List.of(0.3, 0.1)));
    assertThat(v.zero()).isEqualTo("25.00");
    assertThat(v.rows())
        .extracting(ChartView.Row::dotStyle, ChartView.Row::dot, ChartView.Row::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("full", "75.00", "+0.2000"),
            org.assertj.core.groups.Tuple.tuple("hollow", "25.00", "+0.0000"));
    ChartView.Bar range = v.rows().getFirst().lanes().getFirst().getFirst();
    assertThat(List.of(range.left(), range.width())).containsExactly("50.00", "50.00");
    assertThat(v.keys()).isEmpty();
  }

  @Test
  void partsOfAWholeFollowEachOther() {
    ChartView v =
        view(
            Kind.STACKED_BAR,
            List.of("all"),
            new Series("shown", List.of(25.0)),
            new Series("lost", List.of(70.0)),
            new Series("cut", List.of(5.0)));
    List<ChartView.Bar> bars = v.rows().getFirst().lanes().getFirst();
    assertThat(bars).extracting(ChartView.Bar::left).containsExactly("0.00", "25.00", "95.00");
    assertThat(bars).extracting(ChartView.Bar::width).containsExactly("25.00", "70.00", "5.00");
    assertThat(bars).extracting(ChartView.Bar::label).containsExactly("25", "70", "");
    assertThat(v.keys()).extracting(ChartView.Key::style).containsExactly("s0", "s1", "s2");
  }

  @Test
  void aLineIsPartedWhereAValueIsMissing() {
    ChartView v =
        view(
            Kind.LINE,
            List.of("1", "2", "3", "4"),
            new Series("s", List.of(0.0, 1.0, Double.NaN, 1.0)));
    assertThat(v.lines())
        .extracting(ChartView.Line::points)
        .containsExactly("12.50,100.00 37.50,0.00", "87.50,0.00");
    assertThat(v.marks()).hasSize(3);
  }

  @Test
  void aCurveStandsAtItsNumbersAndALineAtEqualSteps() {
    List<String> x = List.of("0", "0.2", "1");
    Series s = new Series("s", List.of(1.0, 1.0, 1.0));
    assertThat(view(Kind.CURVE, x, s).marks())
        .extracting(ChartView.Mark::left)
        .containsExactly("0.00", "20.00", "100.00");
    assertThat(view(Kind.LINE, x, s).marks())
        .extracting(ChartView.Mark::left)
        .containsExactly("16.67", "50.00", "83.33");
  }

  @Test
  void barsStandOnZeroSideBySide() {
    ChartView v =
        view(
            Kind.BAR,
            List.of("a", "b"),
            new Series("up", List.of(4.0, 2.0)),
            new Series("down", List.of(-2.0, 0.0)));
    assertThat(v.bars())
        .extracting(ChartView.Bar::left)
        .containsExactly("5.00", "55.00", "25.00", "75.00");
    assertThat(v.bars())
        .extracting(ChartView.Bar::top)
        .containsExactly("0.00", "33.33", "66.67", "66.67");
    assertThat(v.bars())
        .extracting(ChartView.Bar::height)
        .containsExactly("66.67", "33.33", "33.33", "0.00");
  }

  @Test
  void aPhoneLeavesOutLabelsThatWouldTouch() {
    List<String> months =
        java.util.stream.IntStream.rangeClosed(1, 24).mapToObj("2025-%02d"::formatted).toList();
    ChartView v = view(Kind.BAR, months, new Series("n", java.util.Collections.nCopies(24, 1.0)));
    assertThat(v.categoryTicks()).hasSize(12);
    assertThat(v.categoryTicks().stream().filter(t -> !t.wideOnly())).hasSizeBetween(2, 4);
  }
}
