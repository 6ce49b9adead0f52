package sluice.evaluation.report;

import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Link;
import sluice.core.text.NumberText;

/**
 * A table's cell as the page shows it.
 *
 * @param text what is read
 * @param under what stands below it, small
 * @param value the exact number it is sorted by, or nothing
 * @param style class names
 * @param to the address that it leads to, or nothing
 */
public record TableCell(String text, String under, String value, String style, String to) {
  /** A number, sorted by its exact value. */
  static TableCell number(String text, double value) {
    return new TableCell(text, "", Double.isFinite(value) ? Double.toString(value) : "", "num", "");
  }

  /** A figure with its interval below it. */
  static TableCell figure(Figure f) {
    return new TableCell(
        NumberText.text(f),
        NumberText.interval(f),
        Double.isFinite(f.value()) ? Double.toString(f.value()) : "",
        f.best() ? "num best" : "num",
        "");
  }

  /** Words. */
  static TableCell words(String text) {
    return new TableCell(text, "", "", "text", "");
  }

  /** Words that lead to an address. */
  static TableCell link(Link link) {
    return new TableCell(link.text(), "", "", "text", link.to());
  }
}
