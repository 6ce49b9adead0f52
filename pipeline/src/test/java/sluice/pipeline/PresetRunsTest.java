package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Presets from the command line to the run folder, on a world in MovieLens-100K's own layout. */
class PresetRunsTest {
  @TempDir static Path folder;
  private static Path movies;

  @BeforeAll
  static void writeMovies() throws IOException {
    movies = Files.createDirectories(folder.resolve("ml-100k"));
    Random random = new Random(5);
    StringBuilder ratings = new StringBuilder();
    for (int user = 1; user <= 60; user++) {
      TreeSet<Integer> chosen = new TreeSet<>();
      while (chosen.size() < 20) {
        int item = 1 + (int) (150 * random.nextDouble() * random.nextDouble());
        if (item % 2 == user % 2 || random.nextInt(4) == 0) {
          chosen.add(item);
        }
      }
      for (int item : chosen) {
        long time = 880_000_000L + random.nextInt(200) * 3_600L;
        ratings.append(user).append('\t').append(item).append('\t').append(1 + random.nextInt(5));
        ratings.append('\t').append(time).append('\n');
      }
    }
    Files.writeString(movies.resolve("u.data"), ratings);
    StringBuilder items = new StringBuilder();
    for (int item = 1; item <= 160; item++) {
      items.append(item).append("|Film ").append(item).append(" (1995)|01-Jan-1995||url");
      for (int genre = 0; genre < 19; genre++) {
        items.append('|').append(genre == item % 19 ? 1 : 0);
      }
      items.append('\n');
    }
    Files.write(movies.resolve("u.item"), items.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Path run(String preset, String name, String... more) {
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--quiet", "--preset", preset, "--set", "dataset=" + movies));
    arguments.addAll(List.of("--out", out.toString()));
    for (String set : more) {
      arguments.addAll(List.of("--set", set));
    }
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return out;
  }

  private static List<String[]> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split("\t")).toList();
  }

  @Test
  void microsoftHoldsOutAQuarterOfEachItemRoundedUp() throws IOException {
    Path run = run("microsoft", "microsoft");
    Map<String, Integer> all = new HashMap<>();
    lines(movies.resolve("u.data")).forEach(r -> all.merge(r[1], 1, Integer::sum));
    Map<String, Integer> held = new HashMap<>();
    lines(run.resolve("qrels.tsv")).forEach(r -> held.merge(r[2], 1, Integer::sum));
    all.forEach((item, n) -> assertThat(held.get(item)).isEqualTo((int) Math.ceil(0.25 * n)));
    assertThat(Sluice.files(run))
        .contains("runs/ials.tsv", "runs/popularity.tsv")
        .doesNotContain("tables/item_daily.parquet", "runs/xgboost.tsv");
    JsonNode report = Sluice.json(run.resolve("report.json"));
    assertThat(report.path("protocol").path("preset").asString()).isEqualTo("microsoft");
    assertThat(report.path("sections").path("preset").toString())
        .contains("movielens.ipynb", "docs/reference/presets/microsoft.md")
        .doesNotContain("departs");
    assertThat(report.path("verdict").toString())
        .contains("Nothing ranks here", "The sources' nDCG@10: ")
        .doesNotContain("not shown to");
    JsonNode manifest = Sluice.json(run.resolve("manifest.json"));
    assertThat(manifest.path("config").path("preset").asString()).isEqualTo("microsoft");
    assertThat(manifest.path("stages").toString()).doesNotContain("train split", "feature");
  }

  @Test
  void recboleSetsAThirdPartAside() throws IOException {
    Path run = run("recbole", "recbole");
    Map<String, Set<String>> judged =
        lines(run.resolve("qrels.tsv")).stream()
            .collect(
                Collectors.groupingBy(
                    r -> r[0], Collectors.mapping(r -> r[2], Collectors.toSet())));
    // 20 ratings a user: 16 stay, 2 are set aside, 2 judge.
    assertThat(judged).hasSize(60).allSatisfy((user, items) -> assertThat(items).hasSize(2));
    JsonNode protocol = Sluice.json(run.resolve("report.json")).path("sections").path("protocol");
    assertThat(protocol.toString())
        .contains("\"fitting: interactions\",960")
        .contains("\"set aside, in neither part: interactions\",120");
    // What a user rated and is not judged by is not recommended, set aside or not.
    Map<String, Set<String>> rated =
        lines(movies.resolve("u.data")).stream()
            .collect(
                Collectors.groupingBy(
                    r -> r[0], Collectors.mapping(r -> r[1], Collectors.toSet())));
    for (String[] r : lines(run.resolve("runs/popularity.tsv"))) {
      assertThat(rated.get(r[0]).contains(r[2])).isEqualTo(judged.get(r[0]).contains(r[2]));
    }
  }

  @Test
  void lenskitTestsEveryUserOnceOverItsFolds() throws IOException {
    Path run = run("lenskit", "lenskit", "protocol.folds=3");
    Map<String, Integer> folds = new HashMap<>();
    for (int fold = 0; fold < 3; fold++) {
      Map<String, Long> counts =
          lines(run.resolve("qrels-fold-" + fold + ".tsv")).stream()
              .collect(Collectors.groupingBy(r -> r[0], Collectors.counting()));
      counts.forEach((user, n) -> assertThat(n).isEqualTo(4));
      counts.keySet().forEach(user -> folds.merge(user, 1, Integer::sum));
    }
    assertThat(folds).hasSize(60).allSatisfy((user, n) -> assertThat(n).isOne());
    assertThat(Sluice.json(run.resolve("report.json")).path("sections").path("preset").toString())
        .contains("protocol.folds: 3 in place of 5");
  }

  @Test
  void leaveOneOutShowsBothFiguresAndThreadsChangeNothing() throws IOException {
    Path one = run("leave-one-out-99", "loo-1", "threads=1");
    Path two = run("leave-one-out-99", "loo-2", "threads=2");
    JsonNode sampled =
        Sluice.json(one.resolve("report.json")).path("sections").path("sampled-negatives");
    assertThat(Sluice.json(two.resolve("report.json")).path("sections").path("sampled-negatives"))
        .isEqualTo(sampled);
    assertThat(sampled.toString()).contains("\"warning\"", "Krichene and Rendle");
    for (JsonNode block : sampled.path("blocks")) {
      for (JsonNode row : block.path("rows")) {
        String system = row.get(0).asString();
        assertThat(row.get(1).asDouble()).isGreaterThanOrEqualTo(row.get(2).asDouble());
        if (system.equals("random")) {
          assertThat(row.get(1).asDouble()).isCloseTo(0.1, within(0.15));
        }
        assertThat(row.get(2).asDouble())
            .as("the full ranking of " + system + " is the report's")
            .isCloseTo(mean(one, system, "hit-rate@10"), within(1e-12));
        assertThat(row.get(4).asDouble()).isCloseTo(mean(one, system, "nDCG@10"), within(1e-12));
      }
    }
  }

  private static double mean(Path run, String system, String measure) {
    for (JsonNode s : Sluice.json(run.resolve("report.json")).path("systems")) {
      if (s.path("name").asString().equals(system)) {
        return s.path("measures").path(measure).path("mean").asDouble();
      }
    }
    throw new AssertionError("no system " + system);
  }

  @Test
  void rollingNamesListsByRequestAndTrainsItsRankerLikewise() throws IOException {
    Path run = run("rolling", "rolling", "ranking.compare=[]", "ranking.model=logistic-regression");
    Set<String> requests =
        lines(run.resolve("qrels.tsv")).stream().map(r -> r[0]).collect(Collectors.toSet());
    assertThat(requests).allMatch(id -> id.matches("\\d+#\\d+"));
    Set<String> users =
        requests.stream().map(id -> id.replaceFirst("#.*", "")).collect(Collectors.toSet());
    assertThat(requests.size()).isGreaterThan(users.size());
    for (String system : List.of("popularity", "logistic-regression", "slate")) {
      assertThat(
              lines(run.resolve("runs/" + system + ".tsv")).stream()
                  .map(r -> r[0])
                  .collect(Collectors.toSet()))
          .isEqualTo(requests);
    }
    // A list never holds what the user interacted with before the session, after the cutoff
    // included.
    Map<String, Map<Integer, Set<String>>> judged = new HashMap<>();
    for (String[] r : lines(run.resolve("qrels.tsv"))) {
      String[] id = r[0].split("#", -1);
      judged
          .computeIfAbsent(id[0], u -> new HashMap<>())
          .computeIfAbsent(Integer.parseInt(id[1]), n -> new TreeSet<>())
          .add(r[2]);
    }
    for (String[] r : lines(run.resolve("runs/popularity.tsv"))) {
      String[] id = r[0].split("#", -1);
      judged
          .get(id[0])
          .forEach((number, items) -> {
            if (number < Integer.parseInt(id[1])) {
              assertThat(items).doesNotContain(r[2]);
            }
          });
    }
  }

  @Test
  void anUnknownPresetEndsWithTwoAndLeavesNothing() throws IOException {
    Path out = folder.resolve("never");
    Sluice.Outcome outcome =
        Sluice.execute("run", "--quiet", "--preset", "microsft", "--out", out.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("one of microsoft, recbole, lenskit");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.contains("never"));
    }
  }
}
