package sluice.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.ReportSection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SectionsPageTest {
  private static final List<ReportSection> SECTIONS =
      List.of(
          new ReportSection(
              "first",
              "First <b>bold</b>",
              List.of(
                  new ReportSection.Text("Fish & chips"),
                  new ReportSection.Warning("mind the gap"),
                  new ReportSection.Details(
                      "Two <i>examples</i>",
                      List.of(
                          new ReportSection.Text("inner words"),
                          new ReportSection.Table(
                              "Inside", List.of("user"), List.of(List.of("u7"))))),
                  new ReportSection.Table(
                      "Figures", List.of("name", "value"), List.of(List.of("a|b", 0.125))))),
          new ReportSection(
              "second",
              "Second",
              List.of(
                  new ReportSection.Chart(
                      "Curve",
                      "It rises.",
                      ReportSection.Chart.Kind.LINE,
                      "share",
                      "nDCG@10",
                      List.of("0.5", "1"),
                      List.of(new ReportSection.Series("s", List.of(0.25, Double.NaN)))))));
  private static final SectionsPage PAGE = new SectionsPage("A page", "of two parts", SECTIONS);

  @Test
  void htmlHasEveryBlockEscapedAndEveryChartAsATable() throws IOException {
    String html = PAGE.html();
    assertThat(html)
        .contains("<title>A page</title>", "of two parts", "href=\"#section-second\"")
        .contains(
            "id=\"section-second\"", "First &lt;b&gt;bold", "Fish &amp; chips", "mind the gap")
        .contains("0.125", "<b>Curve.</b> It rises.", "As a table<span class=\"unseen\">: Curve")
        .contains("<polyline class=\"line s0\" points=\"25.00,")
        .contains("default-src &#39;none&#39;")
        .doesNotContain("<b>bold");
    assertThat(html).doesNotContainPattern("<(script|img|iframe|link)[^>]* (src|href)=\"(?!data:)");
    assertThat(html.length() - html.replace("<table", "").length()).isEqualTo(3 * 6);
  }

  @Test
  void detailsAreClosedOnThePageAndWrittenOutElsewhere() throws IOException {
    assertThat(PAGE.html())
        .containsPattern(
            "<details><summary>Two &lt;i&gt;examples&lt;/i&gt;</summary>\\s*<p>inner words</p>");
    assertThat(PAGE.markdown()).contains("inner words", "| u7 |");
    JsonNode details =
        JsonMapper.shared().readTree(PAGE.json()).at("/sections/first/blocks").get(2);
    assertThat(details.get("summary").stringValue()).isEqualTo("Two <i>examples</i>");
    assertThat(details.get("blocks").get(1).get("rows").get(0).get(0).stringValue())
        .isEqualTo("u7");
    assertThatThrownBy(() -> new ReportSection.Details("a", List.of(details("b"))))
        .hasMessage("details hold no other details");
  }

  private static ReportSection.Block details(String summary) {
    return new ReportSection.Details(summary, List.of());
  }

  @Test
  void markdownAndJsonHoldTheSame() {
    assertThat(PAGE.markdown())
        .startsWith("# A page\n\nof two parts\n")
        .contains("## First &lt;b&gt;bold", "> Beware. mind the gap", "| a\\|b | 0.125 |")
        .contains("**Curve**", "| 0.5 | 0.25 |", "| 1 | – |");
    JsonNode tree = JsonMapper.shared().readTree(PAGE.json());
    assertThat(tree.get("title").stringValue()).isEqualTo("A page");
    JsonNode chart = tree.get("sections").get("second").get("blocks").get(0);
    assertThat(chart.get("kind").stringValue()).isEqualTo("chart");
    assertThat(chart.get("series").get(0).get("values").get(1).isNull()).isTrue();
  }

  @Test
  void theSuffixNamesTheForm(@TempDir Path folder) throws IOException {
    for (String suffix : List.of("html", "md", "json")) {
      Path file = PAGE.write(folder.resolve("new"), "page", suffix);
      assertThat(file).isEqualTo(folder.resolve("new/page." + suffix));
      assertThat(Files.readString(file)).contains("A page");
    }
    assertThatThrownBy(() -> PAGE.write(folder.resolve("new"), "page", "pdf"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pdf");
    assertThat(folder.resolve("new")).isDirectoryContaining(f -> f.endsWith("page.md"));
    assertThat(folder.resolve("new/page.pdf")).doesNotExist();
  }
}
