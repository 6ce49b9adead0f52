package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Charts of a run's report against what the run says elsewhere. */
class ReportChartsTest {
  private static Path run;
  private static JsonNode report;

  @BeforeAll
  static void make() {
    run = Sluice.smallWorldRun();
    report = Sluice.json(run.resolve("report.json"));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode chart(String section, String title) {
    return stream(report.at("/sections/" + section + "/blocks"))
        .filter(b -> b.path("kind").asString().equals("chart"))
        .filter(b -> b.path("title").asString().startsWith(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no chart " + title));
  }

  private static double[] values(JsonNode chart, String series) {
    return stream(chart.path("series"))
        .filter(s -> s.path("name").asString().equals(series))
        .flatMap(s -> stream(s.path("values")))
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static double mean(String system, String measure) {
    return stream(report.path("systems"))
        .filter(s -> s.path("name").asString().equals(system))
        .mapToDouble(s -> s.path("measures").path(measure).path("mean").asDouble())
        .findFirst()
        .orElseThrow();
  }

  private static int column(JsonNode chart, String category) {
    List<String> names = stream(chart.path("categories")).map(JsonNode::asString).toList();
    assertThat(names).contains(category);
    return names.indexOf(category);
  }

  @Test
  void everyChartSaysHowItIsRead() {
    for (JsonNode chart : charts()) {
      assertThat(chart.path("reading").asString()).as(chart.path("title").asString()).endsWith(".");
    }
    assertThat(charts()).hasSizeGreaterThan(10);
  }

  private static List<JsonNode> charts() {
    return stream(report.path("sections"))
        .flatMap(s -> stream(s.path("blocks")))
        .filter(b -> b.path("kind").asString().equals("chart"))
        .toList();
  }

  @Test
  void measuresAtADepthAreThoseOfTheSystems() {
    String served = report.path("served").asString();
    for (String measure : List.of("nDCG", "recall")) {
      JsonNode chart = chart("measure-at-k", measure + "@k");
      for (String system : List.of(served, "retrieval-order", "random")) {
        assertThat(values(chart, system)[column(chart, "10")])
            .isCloseTo(mean(system, measure + "@10"), within(1e-12));
      }
    }
    JsonNode users = chart("measure-at-k", "Users by their nDCG@10");
    assertThat(DoubleStream.of(values(users, served)).sum())
        .isEqualTo(report.at("/measures/nDCG@10/users").asDouble());
  }

  /** Counted from the run files, which hold every source's whole lists. */
  @Test
  void overlapIsThatOfTheListsThatSourcesWrote() throws IOException {
    JsonNode chart = chart("overlap", "Who else brings");
    List<String> sources = stream(chart.path("categories")).map(JsonNode::asString).toList();
    Map<String, Map<String, Set<String>>> lists = new HashMap<>();
    for (String source : sources) {
      Map<String, Set<String>> byUser = new HashMap<>();
      for (String line : Files.readAllLines(run.resolve("runs/" + source + ".tsv"))) {
        String[] cells = line.split("\t", -1);
        byUser.computeIfAbsent(cells[0], user -> new HashSet<>()).add(cells[2]);
      }
      lists.put(source, byUser);
    }
    for (int s = 0; s < sources.size(); s++) {
      int[] by = new int[sources.size() + 1];
      for (Map.Entry<String, Set<String>> user : lists.get(sources.get(s)).entrySet()) {
        for (String item : user.getValue()) {
          by[
              (int)
                  lists.values().stream()
                      .filter(l -> l.getOrDefault(user.getKey(), Set.of()).contains(item))
                      .count()]++;
        }
      }
      int all = Arrays.stream(by).sum();
      assertThat(values(chart, "it alone")[s]).isCloseTo(100.0 * by[1] / all, within(1e-9));
      assertThat(values(chart, "one other, too")[s]).isCloseTo(100.0 * by[2] / all, within(1e-9));
    }
  }

  @Test
  void theLongTailRisesToTheWholeAndTheDataFavoursPopularItems() {
    JsonNode chart = chart("beyond-accuracy", "Long tail");
    for (JsonNode series : chart.path("series")) {
      double[] shares = values(chart, series.path("name").asString());
      assertThat(shares).startsWith(0.0).isSorted();
      assertThat(shares[shares.length - 1]).isCloseTo(100, within(1e-9));
    }
    assertThat(values(chart, "users in the data")[column(chart, "50")]).isGreaterThan(50);
  }

  @Test
  void theLearningCurveIsHighestWhereTheTreesStop() {
    JsonNode chart = chart("boosting", "Learning curve of xgboost");
    double[] curve = values(chart, "xgboost");
    String words = report.at("/sections/boosting/blocks/0/text").asString();
    assertThat(words).matches("xgboost uses the first \\d+ of \\d+ trees, .*");
    int used = Integer.parseInt(words.replaceAll("^\\D+(\\d+).*", "$1"));
    List<Integer> trees =
        stream(chart.path("categories")).map(c -> Integer.parseInt(c.asString())).toList();
    assertThat(trees).contains(used);
    assertThat(curve[trees.indexOf(used)]).isEqualTo(DoubleStream.of(curve).max().orElseThrow());
    assertThat(trees).startsWith(1).hasSizeLessThanOrEqualTo(101);
  }

  @Test
  void thePageFitsItsLimits() throws IOException {
    assertThat(Files.size(run.resolve("report.html"))).isLessThan(1_500_000);
  }
}
