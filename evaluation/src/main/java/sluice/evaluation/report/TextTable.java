package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: columns that are aligned with blanks. */
public final class TextTable {
  private static final int WIDEST = 40;

  private TextTable() {}

  /**
   * Aligns columns: the first ones and the last to the left, those between to the right. Cells that
   * are too wide are cut, but for those of the last column.
   *
   * @param rows the heading first; all of one length
   * @param words how many columns from the first on hold words
   */
  public static List<String> lines(List<List<String>> rows, int words) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], shorten(row.get(c), c, columns).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = shorten(row.get(c), c, columns);
        String gap = " ".repeat(widths[c] - cell.length());
        boolean left = c < words || c == columns - 1;
        line.append(c == 0 ? "" : "  ").append(left ? cell + gap : gap + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String shorten(String cell, int column, int columns) {
    boolean last = column == columns - 1;
    return last || cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
  }
}
