package sluice.pipeline.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.Sluice;
import sluice.ranking.rerank.ReRankerType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A re-ranker of a foreign jar, next to those built in, is fitted, reported, served, replayed. */
final class ForeignReRankerTest {
  private static final List<String> CONFIG =
      List.of(
          "reranking=[mmr, {type: long-tail, every: 2, head: 0.2},"
              + " {type: rules, column: genres, most: 8}]",
          "candidates.sources=[popularity, item-knn]",
          "ranking={model: logistic-regression, compare: []}");

  @TempDir private static Path folder;

  private static ForeignJar jar = new ForeignJar(Path.of(""), Path.of(""));
  private static Path run = Path.of("");

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    jar = ForeignJar.of(folder, Map.of(ReRankerType.class, List.of("example.LongTail")));
    run = jar.smallWorldRun(CONFIG.toArray(String[]::new));
  }

  @Test
  void theReportSaysWhatEachChanged() throws IOException {
    JsonNode report = JsonMapper.shared().readTree(run.resolve("report.json").toFile());
    JsonNode section = report.path("sections").path("reranking");
    JsonNode rows = section.findValue("rows");
    assertThat(rows.valueStream().map(r -> r.get(0).asString()))
        .containsExactly("mmr", "long-tail", "rules");
    assertThat(rows.get(0).get(1).asDouble()).isEqualTo(rows.get(0).get(2).asDouble());
    assertThat(rows.get(0).get(4).asDouble()).isPositive();
    assertThat(Files.readString(run.resolve("report.md"))).contains("## Re-ranking", "long-tail");
    assertThat(Files.readString(run.resolve("manifest.json"))).contains("\"head\" : 0.2");
    // what all three changed, from the files of the run alone
    double changed = changedLists();
    assertThat(changed).isPositive();
    double most = rows.valueStream().mapToDouble(r -> r.get(3).asDouble()).sum();
    assertThat(changed).isLessThanOrEqualTo(most + 1e-9);
  }

  /** Returns the share of users whose slate is not the top of the served ranker's list. */
  private static double changedLists() throws IOException {
    Map<String, List<String>> slates = lists("slate");
    Map<String, List<String>> ranked = lists("logistic-regression");
    long changed =
        slates.entrySet().stream()
            .filter(
                e -> !ranked.get(e.getKey()).subList(0, e.getValue().size()).equals(e.getValue()))
            .count();
    return (double) changed / slates.size();
  }

  private static Map<String, List<String>> lists(String system) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String line : Files.readAllLines(run.resolve("runs/" + system + ".tsv"))) {
      String[] cells = line.split("\t", -1);
      lists.computeIfAbsent(cells[0], user -> new ArrayList<>()).add(cells[2]);
    }
    return lists;
  }

  @Test
  void itIsServedAndReplayed() throws IOException, InterruptedException {
    assertThat(run.resolve("bundle/reranking/long-tail/head.arrays")).isNotEmptyFile();
    ServedRun.check(jar, run);
  }

  @Test
  void batchAndExplainKnowIt() throws IOException, InterruptedException {
    jar.batch(run);
    assertThat(jar.succeeds("explain", "--run", run.toString(), "--user", "someone"))
        .contains("long-tail")
        .contains("mmr");
  }

  @Test
  void theAuditLooksAtIt() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("audit"));
    arguments.addAll(Sluice.SMALL_WORLD);
    CONFIG.forEach(set -> arguments.addAll(List.of("--set", set)));
    assertThat(jar.succeeds(arguments.toArray(String[]::new)))
        .contains("components stayed, to the bit");
  }

  @Test
  void withoutTheJarTheBundleSaysWhatIsMissing() {
    Sluice.Outcome outcome =
        Sluice.execute(
            "batch", "--run", run.toString(), "--out", folder.resolve("none.jsonl").toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no re-ranker 'long-tail'");
  }

  @Test
  void itsSettingsAreCheckedLikeAnyOther() throws IOException, InterruptedException {
    jar.refuses(
        "reranking:\n  - type: long-tail\n    head: 7\n",
        "wrong.yaml:3: reranking[0].head is 7; a number from 0.0 to 1.0 is expected");
  }

  @Test
  void whatTheDataLacksIsSaidBeforeAnythingIsFitted() throws IOException, InterruptedException {
    Path none = folder.resolve("no-run");
    List<String> arguments = new ArrayList<>(List.of("run", "--out", none.toString()));
    arguments.addAll(Sluice.SMALL_WORLD);
    arguments.addAll(List.of("--set", "reranking=[{type: rules, column: shop}]"));
    Sluice.Outcome outcome = jar.run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("rules cannot be used: the items have no column of categories 'shop'; there are");
    assertThat(none).doesNotExist();
  }
}
