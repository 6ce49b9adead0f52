package sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Details;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.core.ReportSection.Warning;

class ConsoleTextTest {
  private static final Table TABLE =
      new Table(
          "Systems",
          List.of("system", "nDCG@10", "p", "remark"),
          List.of(
              List.of("popularity", Figure.measure(0.05), "–", "a long remark"),
              List.of("ials", Figure.measure(Double.NaN), Figure.p(0.00001), "")));

  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    assertThat(ConsoleText.table(TABLE))
        .containsExactly(
            "system      nDCG@10         p  remark",
            "popularity   0.0500         –  a long remark",
            "ials              –  < 0.0001");
  }

  @Test
  void wideCellsAreCutButForThoseOfTheLastColumn() {
    Table wide =
        new Table("", List.of("a", "b"), List.of(List.of("x".repeat(120), "y".repeat(120))));
    assertThat(ConsoleText.table(wide).getLast())
        .isEqualTo("x".repeat(99) + "…  " + "y".repeat(120));
  }

  @Test
  void everyBlockHasItsForm() {
    Series counts = new Series("users", List.of(2.0, 0.0, 1.0));
    List<String> days = List.of("Monday", "Tuesday", "Friday");
    ReportSection section =
        new ReportSection(
            "all",
            "Not shown",
            List.of(
                new Text("First words."),
                new Warning("mind the gap"),
                TABLE,
                new Chart("Users", "", Chart.Kind.BAR, "day", "users", days, List.of(counts)),
                new Chart("Line", "", Chart.Kind.LINE, "day", "users", days, List.of(counts)),
                new Details("One example", List.of(new Text("its words")))));
    assertThat(ConsoleText.of(List.of(section)))
        .containsExactly(
            "First words.",
            "beware: mind the gap",
            "",
            "Systems",
            "system      nDCG@10         p  remark",
            "popularity   0.0500         –  a long remark",
            "ials              –  < 0.0001",
            "",
            "Users",
            "Monday   " + "#".repeat(40) + " 2",
            "Tuesday  0",
            "Friday   " + "#".repeat(20) + " 1",
            "",
            "One example",
            "its words");
  }
}
