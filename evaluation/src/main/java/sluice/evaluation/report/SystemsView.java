package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Interval;

/** What the page shows of systems, measures and comparisons. */
public final class SystemsView {
  private final Quality quality;

  SystemsView(Quality quality) {
    this.quality = quality;
  }

  /** A line of the interval plot; places in per cent. */
  public record Whisker(
      String kind,
      String name,
      String stage,
      String left,
      String width,
      String dot,
      String value,
      String range) {}

  /** Returns the lines of the interval plot by the headline measure, the best first. */
  public List<Whisker> whiskers() {
    List<Quality.SystemResult> systems =
        quality.systems().stream()
            .filter(s -> s.measures().containsKey(quality.headline()))
            .sorted(Comparator.comparingDouble(s -> -interval(s).mean()))
            .toList();
    double most = systems.stream().mapToDouble(s -> interval(s).high()).max().orElse(1);
    double scale = most > 0 ? 100 / most : 0;
    List<Whisker> out = new ArrayList<>();
    for (Quality.SystemResult s : systems) {
      Interval i = interval(s);
      String kind =
          s.name().equals(quality.served())
              ? "served"
              : s.stage() == Stage.REFERENCE ? "reference" : "plain";
      out.add(
          new Whisker(
              kind,
              s.name(),
              Stage.label(s.stage().key())
                  + (kind.equals("served") && s.stage() != Stage.GIVEN ? ", served" : ""),
              ReportPage.place(i.low() * scale),
              ReportPage.place((i.high() - i.low()) * scale),
              ReportPage.place(i.mean() * scale),
              NumberText.measure(i.mean()),
              i.range()));
    }
    return out;
  }

  private Interval interval(Quality.SystemResult s) {
    return quality.value(s.name(), quality.headline()).orElseThrow();
  }

  /** Returns the names of the measures. */
  public List<String> measures() {
    return List.copyOf(quality.contracts().keySet());
  }

  /** Returns a measure's contract. */
  public String contract(String measure) {
    return quality.contracts().getOrDefault(measure, "");
  }

  /** Returns how many users a measure counts. */
  public String counted(String measure) {
    return NumberText.count(quality.counted().getOrDefault(measure, 0));
  }

  /** Returns the rows of the table of systems by measures; the best of each column is marked. */
  public List<TableRow> rows() {
    List<TableRow> rows = new ArrayList<>();
    for (Quality.SystemResult s : quality.systems()) {
      List<TableCell> cells = new ArrayList<>();
      cells.add(new TableCell(Stage.label(s.stage().key()), "", "", "text"));
      for (String measure : measures()) {
        Interval i = s.measures().get(measure);
        if (i == null) {
          cells.add(new TableCell("–", "", "", "num faded"));
        } else {
          boolean best = s.stage() != Stage.REFERENCE && i.mean() >= best(measure);
          cells.add(
              new TableCell(
                  NumberText.measure(i.mean()),
                  i.range(),
                  Double.toString(i.mean()),
                  best ? "num best" : "num"));
        }
      }
      rows.add(new TableRow(s.name(), s.repeatable() ? "" : "may not repeat exactly", cells));
    }
    return rows;
  }

  private double best(String measure) {
    double best = Double.NEGATIVE_INFINITY;
    for (Quality.SystemResult s : quality.systems()) {
      Interval i = s.measures().get(measure);
      if (i != null && s.stage() != Stage.REFERENCE) {
        best = Math.max(best, i.mean());
      }
    }
    return best;
  }

  /** Returns the comparisons by one measure, or by all but that. */
  public List<TableRow> comparisons(boolean byHeadline) {
    List<TableRow> rows = new ArrayList<>();
    for (Comparison c : quality.comparisons()) {
      if (c.measure().equals(quality.headline()) == byHeadline) {
        rows.add(
            new TableRow(
                c.system(),
                "",
                List.of(
                    new TableCell(c.baseline(), "", "", ""),
                    new TableCell(c.measure(), "", "", ""),
                    new TableCell(
                        NumberText.difference(c.difference()),
                        NumberText.differences(c.size().low(), c.size().high()),
                        Double.toString(c.difference()),
                        "num"),
                    TableCell.number(NumberText.p(c.pValue()), c.pValue()),
                    TableCell.number(NumberText.p(c.pValueRaw()), c.pValueRaw()),
                    TableCell.number(effect(c), c.size().effectSize()),
                    TableCell.number(
                        NumberText.measure(c.size().detectable()), c.size().detectable()),
                    new TableCell(c.reading(), "", "", "text"))));
      }
    }
    return rows;
  }

  private static String effect(Comparison c) {
    return Double.isFinite(c.size().effectSize())
        ? String.format(Locale.ROOT, "%+.2f", c.size().effectSize())
        : "–";
  }

  /** Returns how p-values came about. */
  public String test() {
    String test = quality.comparisons().stream().map(Comparison::test).findFirst().orElse("");
    String how =
        test.equals("paired-t")
            ? "Student's paired t test (more than 2,000 users)"
            : "A paired sign-flip test with 100,000 flips";
    return how
        + ", users as pairs; p is corrected by Holm over all comparisons of a measure. Better or"
        + " worse is said from p < 0.05 on. “Not shown to differ” does not mean equal: next to the"
        + " difference stands its 95 % interval, and detectable is the least true difference that"
        + " so many users would show with power 0.8. d is the difference in standard deviations of"
        + " the users' differences.";
  }
}
