package sluice.evaluation.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Writes the page whole into a folder, once for each suffix; returns the last file.
   *
   * @param stem the files' name without the suffix
   * @param suffixes of {@code html}, {@code md}, {@code json}
   * @throws UncheckedIOException where the machine does not let it, as with a full disk; nothing is
   *     left behind
   */
  public Path write(Path folder, String stem, String... suffixes) {
    Path file = folder;
    try {
      for (String suffix : suffixes) {
        file = folder.resolve(stem + "." + suffix);
        String text =
            switch (suffix) {
              case "html" -> html();
              case "md" -> markdown();
              case "json" -> json();
              default -> throw new IllegalArgumentException(suffix + " is none of html, md, json");
            };
        AtomicFile.write(file, temporary -> Files.writeString(temporary, text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
    return file;
  }

  /** Returns the page as HTML. */
  public String html() throws IOException {
    List<PageGroup.Part> open = sections.stream().map(s -> new PageGroup.Part(s, false)).toList();
    return ReportHtml.render(title, subtitle, List.of(new PageGroup("", open)), Optional.empty());
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
