package sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.ReportSection.Figure;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "9999 | 9999",
        "10000 | 10,000",
        "1234.5 | 1,235",
        "12.3456 | 12.35",
        "0.00123456 | 0.001235",
        "0.0000123 | 1.23e-05",
        "-0.5 | −0.5",
        "-12345 | −12,345",
        "NaN | –"
      })
  void aNumberHasFourSignificantDigits(double value, String text) {
    assertThat(NumberText.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5000", "0.00012, 0.0001", "0.00009, < 0.0001", "NaN, –"})
  void aPValueHasFourDigitsOrABound(double p, String text) {
    assertThat(NumberText.p(p)).isEqualTo(text);
    assertThat(NumberText.pIs(p)).isEqualTo(p < 0.0001 ? "p < 0.0001" : "p = " + text);
    assertThat(NumberText.text(Figure.p(p))).isEqualTo(text);
  }

  @Test
  void measuresAndDifferencesHaveFourDigits() {
    assertThat(List.of(NumberText.measure(0.05), NumberText.measure(Double.NaN)))
        .containsExactly("0.0500", "–");
    assertThat(List.of(NumberText.difference(0.05), NumberText.difference(-0.05)))
        .containsExactly("+0.0500", "−0.0500");
    assertThat(NumberText.range(0.1, 0.2)).isEqualTo("0.1000 – 0.2000");
    assertThat(NumberText.differences(-0.1, 0.2)).isEqualTo("−0.1000 to +0.2000");
    assertThat(NumberText.text(Figure.measure(0.5))).isEqualTo("0.5000");
    assertThat(NumberText.text(Figure.difference(0.5))).isEqualTo("+0.5000");
    assertThat(NumberText.interval(Figure.measure(0.15).within(0.1, 0.2)))
        .isEqualTo("0.1000 – 0.2000");
    assertThat(NumberText.interval(Figure.difference(0.1).within(-0.1, 0.2)))
        .isEqualTo("−0.1000 to +0.2000");
    assertThat(NumberText.interval(Figure.share(0.1).within(0.05, 0.2)))
        .isEqualTo("5.0 % – 20.0 %");
    assertThat(NumberText.interval(Figure.measure(0.5))).isEmpty();
  }

  @Test
  void sharesTimesAndCountsHaveTheirUnits() {
    assertThat(NumberText.percent(0.1234)).isEqualTo("12.3 %");
    assertThat(NumberText.millis(0.05)).isEqualTo("50 µs");
    assertThat(NumberText.millis(5)).isEqualTo("5.00 ms");
    assertThat(NumberText.millis(50)).isEqualTo("50 ms");
    assertThat(NumberText.millis(1500)).isEqualTo("1.5 s");
    assertThat(NumberText.millis(Double.NaN)).isEqualTo("–");
    assertThat(List.of(NumberText.count(12_345), NumberText.count(12.34)))
        .containsExactly("12,345", "12.3");
    assertThat(
            List.of(
                NumberText.text(Figure.share(0.1234)),
                NumberText.text(Figure.count(12_345)),
                NumberText.text(Figure.millis(5))))
        .containsExactly("12.3 %", "12,345", "5.00 ms");
    assertThat(NumberText.shortest(0.00001)).isEqualTo("0.00001");
  }
}
