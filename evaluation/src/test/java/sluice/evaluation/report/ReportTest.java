package sluice.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.core.text.NumberText;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;
import sluice.evaluation.Worlds;
import sluice.evaluation.significance.Comparison;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static EvaluationReport good;
  private static String html;

  @BeforeAll
  static void make() throws IOException {
    good = DemoReport.report(300, 0.9, 2);
    html = ReportHtml.text(good);
  }

  @Test
  void jsonHasTheShapeThatOthersRead() {
    JsonNode tree = JsonMapper.shared().readTree(ReportJson.text(good));
    assertThat(tree.propertyNames())
        .contains("dataset", "protocol", "systems", "comparisons", "funnel", "timings");
    JsonNode system = tree.get("systems").get(3);
    assertThat(system.get("name").stringValue()).isEqualTo("hnsw-ials");
    assertThat(system.get("stage").stringValue()).isEqualTo("retrieval");
    assertThat(system.get("repeatable").booleanValue()).isFalse();
    JsonNode value = system.get("measures").get("nDCG@10");
    assertThat(value.propertyNames()).containsExactly("mean", "ciLow", "ciHigh");
    assertThat(value.get("mean").doubleValue())
        .isEqualTo(good.quality().value("hnsw-ials", "nDCG@10").orElseThrow().mean())
        .isBetween(value.get("ciLow").doubleValue(), value.get("ciHigh").doubleValue());
    assertThat(tree.get("comparisons").get(0).propertyNames())
        .startsWith("system", "baseline", "measure", "difference", "pValue", "pValueRaw");
    assertThat(tree.get("funnel").get(0).propertyNames())
        .startsWith("stage", "system", "candidatesPerUser", "recall", "millis");
    assertThat(tree.get("funnel").get(6).get("millis").isNull()).isTrue();
    assertThat(tree.get("systems").get(9).get("measures").has("recall@100")).isFalse();
  }

  @Test
  void threadsChangeNothing() throws IOException {
    EvaluationReport other = DemoReport.report(300, 0.9, 1);
    assertThat(ReportJson.text(other)).isEqualTo(ReportJson.text(good));
    assertThat(ReportMarkdown.text(other)).isEqualTo(ReportMarkdown.text(good));
    assertThat(ReportHtml.text(other)).isEqualTo(html);
  }

  @Test
  void markupInTitlesIsEscapedEverywhere() {
    assertThat(html)
        .doesNotContain("<script>alert")
        .doesNotContain("<b>bold")
        .contains("&lt;script&gt;alert");
    assertThat(ReportMarkdown.text(good))
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"Fish \\| Chips\"");
  }

  @Test
  void thePageAsksNothingOfAnyNetwork() {
    assertThat(html)
        .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src")
        .doesNotContainPattern("<(script|img|iframe)[^>]* src=")
        .doesNotContainPattern("<link[^>]* href=\"(?!data:)")
        .doesNotContain("@import", "url(", "http:", "https:");
    assertThat(Pattern.compile("<script[^>]* src=").matcher(html).find()).isFalse();
  }

  @Test
  void everyTableHasACaptionAndEveryAnchorATarget() {
    assertThat(count("<table")).isEqualTo(count("<caption>")).isGreaterThan(8);
    Matcher anchors = Pattern.compile("href=\"#([^\"]+)\"").matcher(html);
    List<String> targets = new ArrayList<>();
    while (anchors.find()) {
      targets.add(anchors.group(1));
    }
    assertThat(targets).hasSizeGreaterThan(6).allMatch(t -> html.contains("id=\"" + t + "\""));
    Matcher headings = Pattern.compile("<h([1-6])").matcher(html);
    int before = 0;
    while (headings.find()) {
      int level = Integer.parseInt(headings.group(1));
      assertThat(level).isLessThanOrEqualTo(before + 1);
      before = level;
    }
    assertThat(count("<h1")).isOne();
  }

  @Test
  void everyChartIsAlsoATable() {
    assertThat(count("<figure class=\"chart\">")).isEqualTo(6);
    assertThat(count("<details class=\"figures\"><summary>As a table")).isEqualTo(6);
    assertThat(html).contains("<b>Interactions by month.</b> How it is read.");
  }

  @Test
  void whatAnswersTheFirstQuestionsIsOpenAndTheRestFolded() {
    for (String open : List.of("funnel", "systems", "differences", "losses")) {
      assertThat(html)
          .containsPattern("<section class=\"part\" id=\"section-" + open + "\"[^>]*>\\s*<h2");
    }
    for (String folded : List.of("slices", "examples", "features", "dataset", "repeat")) {
      assertThat(html)
          .containsPattern(
              "id=\"section-" + folded + "\"[^>]*>\\s*<details class=\"fold\"><summary><h2");
    }
    assertThat(html)
        .contains("<dt>Where is quality lost?</dt><dd>Most are ranked too low.</dd>")
        .contains("<span class=\"lead\">Interactions cover one year; 61 % of the items");
    assertThat(ReportMarkdown.text(good))
        .contains("**Where is quality lost?** Most are ranked too low.");
    assertThat(JsonMapper.shared().readTree(ReportJson.text(good)).at("/answers/0/question"))
        .hasToString("\"Where is quality lost?\"");
  }

  @Test
  void aServedRankerIsHeldAgainstEveryBaselineInAForest() {
    ReportSection.Chart forest =
        (ReportSection.Chart)
            new QualitySections(good.quality()).differences().orElseThrow().blocks().get(1);
    List<Comparison> own =
        good.quality().comparisons().stream()
            .filter(c -> c.measure().equals("nDCG@10") && c.system().equals("xgboost"))
            .toList();
    assertThat(forest.categories()).hasSameSizeAs(own);
    for (Comparison c : own) {
      int row = forest.categories().indexOf(c.baseline());
      assertThat(forest.series().stream().map(s -> s.values().get(row)).toList())
          .containsExactly(c.difference(), c.size().low(), c.size().high());
    }
    assertThat(forest.series().getFirst().values())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void systemsStandBestFirstWithTheBestOfEachColumnMarked() {
    List<ReportSection.Block> blocks = new QualitySections(good.quality()).systems().blocks();
    ReportSection.Table table = (ReportSection.Table) blocks.get(2);
    assertThat(table.columns()).hasSize(7).startsWith("System", "nDCG@10").endsWith("Stage");
    assertThat(table.rows().stream().map(List::getFirst))
        .contains("xgboost (served)", "random (yardstick)", "hnsw-ials (may not repeat exactly)");
    for (int column = 1; column <= 5; column++) {
      int at = column;
      List<Figure> figures =
          table.rows().stream()
              .filter(r -> !r.getFirst().equals("random (yardstick)"))
              .map(r -> r.get(at))
              .filter(Figure.class::isInstance)
              .map(Figure.class::cast)
              .toList();
      double best = figures.stream().mapToDouble(Figure::value).max().orElseThrow();
      assertThat(figures).allMatch(f -> f.best() == (f.value() == best));
      assertThat(figures).allMatch(f -> f.low() <= f.value() && f.value() <= f.high());
    }
    assertThat(((ReportSection.Details) blocks.get(3)).blocks()).hasSize(2);
  }

  private static int count(String what) {
    return html.split(Pattern.quote(what), -1).length - 1;
  }

  @Test
  void saysThatRankingHelpedAndHowSureThatIs() {
    Verdict v = good.verdict();
    assertThat(v.outcome()).isEqualTo(Verdict.Outcome.HELPED);
    assertThat(v.headline()).startsWith("Ranking helped: xgboost");
    assertThat(v.sentences())
        .anyMatch(s -> s.contains("for retrieval-order") && s.contains("significant, p"))
        .anyMatch(s -> s.startsWith("It is better than every source and their fusion"))
        .anyMatch(s -> s.startsWith("Retrieval brings 48.7 %"))
        .anyMatch(s -> s.startsWith("Re-ranking "))
        .anyMatch(s -> s.contains("hnsw-ials"));
    double largest =
        good.quality().comparisons().stream()
            .filter(c -> c.measure().equals("nDCG@10") && c.system().equals("xgboost"))
            .filter(c -> !c.baseline().equals("retrieval-order"))
            .mapToDouble(Comparison::pValue)
            .max()
            .orElseThrow();
    assertThat(v.sentences())
        .anyMatch(s -> s.contains(NumberText.pIs(largest)) && s.contains("weakest"));
  }

  @Test
  void saysAtTheTopThatARankerDoesNotBeatTheRetrievalOrder() throws IOException {
    EvaluationReport same = DemoReport.report(60, 0.45, 1);
    assertThat(same.verdict().outcome()).isEqualTo(Verdict.Outcome.NOT_SHOWN);
    assertThat(same.verdict().headline())
        .contains("not shown to help", "does not beat the order of retrieval");
    assertThat(same.verdict().sentences())
        .anyMatch(s -> s.startsWith("It is not shown to be better than "));
    String page = ReportHtml.text(same);
    assertThat(page.indexOf("does not beat the order of retrieval"))
        .isBetween(0, page.indexOf("id=\"section-funnel\""));
    EvaluationReport worse = DemoReport.report(300, 0.05, 1);
    assertThat(worse.verdict().outcome()).isEqualTo(Verdict.Outcome.HARMED);
    assertThat(worse.verdict().headline()).startsWith("Ranking did harm");
  }

  @Test
  void aSplitThatCannotTellIsTheHeadlineInPlaceOfAVerdict() throws IOException {
    EvaluationReport harmed = DemoReport.report(60, 0.05, 1);
    EvaluationReport told =
        new EvaluationReport(
            harmed.title(),
            harmed.dataset(),
            harmed.protocol(),
            harmed.quality(),
            harmed.funnel(),
            harmed.slices(),
            harmed.examples(),
            harmed.findings(),
            harmed.sections(),
            harmed.reproduction(),
            harmed.answers(),
            harmed.notes(),
            List.of(
                new Inconclusive("59 of 60 test users have no history", "Set protocol: k-fold."),
                new Inconclusive("only 3 users are counted", "Use more data.")));
    Verdict v = told.verdict();
    assertThat(v.outcome()).isEqualTo(Verdict.Outcome.CANNOT_TELL);
    assertThat(v.headline())
        .isEqualTo(
            "This split cannot tell whether ranking helps: 59 of 60 test users have no history.");
    assertThat(v.sentences().subList(0, 3))
        .containsExactly(
            "Besides, only 3 users are counted.", "Set protocol: k-fold.", "Use more data.");
    String json = ReportJson.text(told);
    assertThat(json).contains("\"outcome\" : \"cannot-tell\"");
    for (String text : List.of(json, ReportMarkdown.text(told), ReportHtml.text(told))) {
      assertThat(text).contains(v.headline()).doesNotContain("Ranking did harm");
    }
    assertThat(ReportHtml.text(told)).contains("class=\"part verdict cannot-tell\"");
  }

  @Test
  void slicesPartUsersAndRelevantItems() {
    Judgements j =
        new Judgements.Builder(Worlds.catalogue(6))
            .user("a")
            .judge(0, 1, Float.NaN)
            .judge(1, 1, Float.NaN)
            .user("b")
            .judge(2, 1, Float.NaN)
            .judge(3, 0, Float.NaN)
            .build();
    Run run = Run.of("x", Stage.RANKING, 2, new int[][] {{0, 5}, {4, 5}});
    SliceTable items =
        Slices.byItem(
            "i",
            "items",
            j,
            List.of(run),
            2,
            DemoReport.parts(6, i -> i % 2, "even", "odd", "none"));
    assertThat(items.rows()).extracting(SliceTable.Row::count).containsExactly(2, 1, 0);
    assertThat(items.rows().get(0).values().getFirst()).isEqualTo(0.5);
    assertThat(items.rows().get(1).values().getFirst()).isZero();
    assertThat(items.rows().get(2).values().getFirst()).isNaN();
    Measure recall = Measure.parse("recall@2");
    UserValues values = UserValues.of(j, List.of(run), List.of(recall), Optional.empty(), 1);
    SliceTable users =
        Slices.byUser("u", "users", values, recall, DemoReport.parts(2, u -> u, "first", "second"));
    assertThat(users.rows().get(0).values().getFirst()).isCloseTo(0.5, within(1e-12));
    assertThat(users.rows().get(1).values().getFirst()).isZero();
    assertThat(users.rows()).allMatch(SliceTable.Row::small);
    assertThat(Slices.quarters(new int[] {5, 1, 1, 9, 7, 3, 1, 8}))
        .containsExactly(2, 0, 0, 3, 2, 1, 0, 3);
  }

  @Test
  void sectionsStandInTheirGroupsAndTheContentsNameThemAll() {
    List<String> ids = new ArrayList<>();
    Matcher sections = Pattern.compile("<section class=\"part\" id=\"([^\"]+)\"").matcher(html);
    while (sections.find()) {
      ids.add(sections.group(1).replace("section-", ""));
      assertThat(html).contains("<li><a href=\"#" + sections.group(1) + "\">");
    }
    assertThat(ids)
        .containsExactly(
            "funnel",
            "systems",
            "differences",
            "losses",
            "slices",
            "examples",
            "data-description",
            "features",
            "dataset",
            "repeat");
    JsonNode tree = JsonMapper.shared().readTree(ReportJson.text(good));
    assertThat(tree.at("/sections/losses/title").asString())
        .isEqualTo("Where relevant items are lost");
  }

  @Test
  void refusesTwoPartsOfOneName() {
    ReportSection section = new ReportSection("data", "Data", List.of());
    EvaluationReport.Builder b =
        EvaluationReport.builder("x", good.quality(), good.funnel())
            .section(section)
            .section(section);
    assertThatThrownBy(b::build).hasMessageContaining("two parts of the report are called data");
  }

  @Test
  void writesAllThreeForms(@TempDir Path folder) throws IOException {
    DemoReport.main(new String[] {folder.toString()});
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("report.json", "report.md", "report.html");
  }
}
