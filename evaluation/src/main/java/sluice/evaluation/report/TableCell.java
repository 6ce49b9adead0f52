package sluice.evaluation.report;

/**
 * A table's cell as the page shows it.
 *
 * @param text what is read
 * @param under what stands below it, small
 * @param value the exact number it is sorted by, or nothing
 * @param style class names
 */
public record TableCell(String text, String under, String value, String style) {
  /** A number, sorted by its exact value. */
  static TableCell number(String text, double value) {
    return new TableCell(text, "", Double.isFinite(value) ? Double.toString(value) : "", "num");
  }

  /** Words. */
  static TableCell words(String text) {
    return new TableCell(text, "", "", "text");
  }
}
