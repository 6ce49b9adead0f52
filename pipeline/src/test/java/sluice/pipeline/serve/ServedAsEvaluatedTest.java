package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The slates that a run judges are those that its bundle gives at the same time, in a batch and
 * over HTTP, whatever the events: negative ones, of other weights, repeated, at one time, with
 * values, of items that come and go.
 */
class ServedAsEvaluatedTest {
  private static final long START = 1_700_000_000L;
  private static final int USERS = 60;
  private static final int ITEMS = 40;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 6})
  void everyJudgedUserIsServedTheListThatWasJudged(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String seen = List.of("allow", "exclude", "auto").get((int) (seed % 3));
    // some users are cold: the second kind of sources has nothing for them
    String sources = seed % 2 == 0 ? "[popularity, item-knn]" : "[item-knn]";
    Path run =
        Sluice.describedRun(
            write(random, seed % 2 == 0),
            "evaluation.seen=" + seen,
            "candidates.sources=" + sources,
            "ranking={model: logistic-regression, compare: [logistic-regression]}",
            "evaluation.beyond=[]",
            "slate.size=8");
    FittingPart part = Bundle.load(run.resolve("bundle")).funnel().fitted().part();
    Map<String, List<String>> judged = lists(run.resolve("runs/slate.tsv"));
    Map<String, List<String>> served = served(run, part.asOf() - 1);
    assertThat(judged).hasSizeGreaterThan(20);
    try (ShopServer server = ShopServer.start(run, folder, Optional.empty())) {
      for (Map.Entry<String, List<String>> slate : judged.entrySet()) {
        if (part.users().index(slate.getKey()) >= 0) {
          String body =
              """
              {"user": "%s", "n": 8, "time": "%s"}\
              """
                  .formatted(slate.getKey(), Instant.ofEpochMilli(part.asOf() - 1));
          assertThat(server.post("/v1/recommend", body).items()).isEqualTo(slate.getValue());
        }
      }
    }
    int hidden = 0;
    for (Map.Entry<String, List<String>> slate : judged.entrySet()) {
      // a user of the test part alone is no user of the bundle
      int user = part.users().index(slate.getKey());
      if (user >= 0) {
        assertThat(served.get(slate.getKey())).as(slate.getKey()).isEqualTo(slate.getValue());
        hidden += hiddenAndShown(part, part.histories().all(user), slate.getValue());
      }
    }
    assertThat(hidden).as("items that a user hid and was shown again").isZero();
  }

  private static int hiddenAndShown(FittingPart part, History history, List<String> slate) {
    int found = 0;
    for (int i = 0; i < history.size(); i++) {
      boolean shown = slate.contains(part.catalogue().items().id(history.item(i)));
      found += history.weight(i) < 0 && shown ? 1 : 0;
    }
    return found;
  }

  /** Few times, so that many events share one; few items, so that many pairs repeat. */
  private Path write(SplittableRandom random, boolean values) throws IOException {
    StringBuilder rows = new StringBuilder("who,what,at,kind,stars\n");
    for (int i = 0; i < USERS * 12; i++) {
      int event = random.nextInt(10);
      rows.append("u" + random.nextInt(i < USERS * 6 ? USERS / 2 : USERS))
          .append(",i" + random.nextInt(ITEMS))
          .append("," + (START + 3_600L * (i / 4)))
          .append(event < 6 ? ",view," : event < 8 ? ",buy," : ",hide,")
          .append(values ? Integer.toString(1 + random.nextInt(5)) : "")
          .append('\n');
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    StringBuilder items = new StringBuilder("what,from,until,kind\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append("i" + i + ",");
      items
          .append(i % 7 == 0 ? Long.toString(START + 3_600L * random.nextInt(180)) : "")
          .append(',');
      items.append(i % 5 == 0 ? Long.toString(START + 3_600L * random.nextInt(90, 180)) : "");
      items.append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    Files.writeString(folder.resolve("items.csv"), items);
    return Files.writeString(
        folder.resolve("dataset.yaml"),
        """
        interactions:
          path: rows.csv
          columns: {user: who, item: what, timestamp: at, event: kind, value: stars}
          events: {view: 1, buy: 5, hide: {negative: true}}
        items:
          path: items.csv
          key: what
          availableFrom: from
          availableUntil: until
          columns: {kind: category}
        """);
  }

  private static Map<String, List<String>> lists(Path file) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\t", -1);
      lists.computeIfAbsent(cells[0], u -> new ArrayList<>()).add(cells[2]);
    }
    return lists;
  }

  private Map<String, List<String>> served(Path run, long time) throws IOException {
    Path out = folder.resolve("all.jsonl");
    Sluice.Outcome outcome =
        Sluice.execute(
            "batch",
            "--json",
            "--run",
            run.toString(),
            "--out",
            out.toString(),
            "--time",
            Instant.ofEpochMilli(time).toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(JsonMapper.shared().readTree(outcome.out()).get("file").asString())
        .isEqualTo(out.toString());
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode row = JsonMapper.shared().readTree(line);
      lists
          .computeIfAbsent(row.get("user").asString(), u -> new ArrayList<>())
          .add(row.get("item").asString());
    }
    return lists;
  }
}
