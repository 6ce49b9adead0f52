package sluice.evaluation.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.core.ReportSection;
import sluice.core.store.AtomicFile;

/**
 * A page of its own made of report sections, in the look of the evaluation report: what commands
 * other than {@code run} write.
 *
 * <p>As HTML it is one file that opens offline, under the same content security policy as {@link
 * ReportHtml}; as Markdown charts are tables; as JSON it has {@code title}, {@code subtitle} and
 * {@code sections} by id, each with {@code title} and {@code blocks} as in {@code report.json}.
 * Immutable.
 *
 * @param title the heading
 * @param subtitle the line below it
 * @param sections in their order, ids unique
 */
public record SectionsPage(String title, String subtitle, List<ReportSection> sections) {
  /** Checks and copies. */
  public SectionsPage {
    sections = List.copyOf(sections);
    if (sections.stream().map(ReportSection::id).distinct().count() < sections.size()) {
      throw new IllegalArgumentException("two sections of a page share an id");
    }
  }

  /**
   * Writes a page whole, in the form that the file's suffix names.
   *
   * @param file ends in {@code .html}, {@code .md} or {@code .json}
   * @throws IllegalArgumentException where it ends otherwise, or two sections share an id
   * @throws IOException where the machine fails; nothing is left behind
   */
  public static void write(String title, String subtitle, List<ReportSection> sections, Path file)
      throws IOException {
    SectionsPage page = new SectionsPage(title, subtitle, sections);
    String name = file.getFileName().toString();
    String text =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "html" -> page.html();
          case "md" -> page.markdown();
          case "json" -> page.json();
          default -> throw new IllegalArgumentException(name + " ends in none of .html .md .json");
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, temporary -> Files.write(temporary, bytes));
  }

  /** Returns the page as HTML. */
  public String html() throws IOException {
    return ReportHtml.render("sections.jte", sections, Map.of("page", this));
  }

  /** Returns the page as Markdown. */
  public String markdown() {
    MarkdownText text = new MarkdownText();
    text.line("# " + MarkdownText.escape(title)).line("").line(MarkdownText.escape(subtitle));
    sections.forEach(text::section);
    return text.text();
  }

  /** Returns the page as JSON. */
  public String json() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("title", title);
    tree.put("subtitle", subtitle);
    tree.put("sections", ReportJson.sections(sections));
    return ReportJson.text(tree);
  }
}
