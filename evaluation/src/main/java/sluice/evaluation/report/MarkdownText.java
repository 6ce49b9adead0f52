package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.core.ReportSection;

/** Markdown as it grows: headings, tables, and sections of other stages with charts as tables. */
class MarkdownText {
  private final StringBuilder out = new StringBuilder();

  void section(ReportSection section) {
    heading(section.title());
    section.blocks().forEach(this::block);
  }

  private void block(ReportSection.Block block) {
    switch (block) {
      case ReportSection.Text t -> line(escape(t.text())).line("");
      case ReportSection.Warning w -> line("> Beware. " + escape(w.text())).line("");
      case ReportSection.Table t -> table(t);
      case ReportSection.Chart c -> {
        table(SectionView.asTable(c));
        line(escape(c.reading())).line("");
      }
      case ReportSection.Code c -> code(c);
      case ReportSection.Details d -> {
        line("_" + escape(d.summary()) + "_").line("");
        d.blocks().forEach(this::block);
      }
    }
  }

  private void table(ReportSection.Table table) {
    line("**" + escape(table.title()) + "**").line("");
    List<Boolean> numeric = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      numeric.add(table.numeric(c));
    }
    head(table.columns(), numeric);
    SectionView.rows(table).forEach(row -> cells(row.stream().map(MarkdownText::cell).toList()));
    line("");
  }

  private static String cell(TableCell cell) {
    return cell.text() + (cell.under().isEmpty() ? "" : " (" + cell.under() + ")");
  }

  private void code(ReportSection.Code code) {
    String fence = "```";
    while (code.text().contains(fence)) {
      fence += "`";
    }
    line("**" + escape(code.title()) + "**").line("");
    line(fence).line(code.text().stripTrailing()).line(fence).line("");
  }

  void head(List<String> columns, List<Boolean> numeric) {
    cells(columns);
    line("|" + numeric.stream().map(n -> n ? " ---: |" : " --- |").collect(Collectors.joining()));
  }

  void cells(List<String> cells) {
    line("| " + cells.stream().map(MarkdownText::escape).collect(Collectors.joining(" | ")) + " |");
  }

  void heading(String text) {
    line("").line("## " + escape(text)).line("");
  }

  MarkdownText line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** Escapes what Markdown or HTML would take as markup; line breaks become spaces. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '|', '*', '_', '`', '[', ']', '\\', '#', '~' -> safe.append('\\').append(c);
        case '\n', '\r' -> safe.append(' ');
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** Returns what was written so far. */
  final String text() {
    return out.toString();
  }
}
