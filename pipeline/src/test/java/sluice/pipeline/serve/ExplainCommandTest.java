package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.FittingPart;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import sluice.serving.live.Explained;
import sluice.serving.live.Explainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The funnel of one user on the command line. */
class ExplainCommandTest {
  private static Path run;
  private static Bundle bundle;
  private static String user;

  @TempDir Path folder;

  @BeforeAll
  static void run() {
    // small lists, so that every stage loses something
    run =
        Sluice.smallWorldRun(
            "candidates.sources=[{type: popularity, n: 20}, {type: hnsw, embedding: ials, n: 60}]",
            "candidates.fusion={type: reciprocal-rank, n: 50}");
    bundle = Bundle.load(run.resolve("bundle"));
    FittingPart part = bundle.funnel().fitted().part();
    int longest = 0;
    for (int u = 0; u < part.users().size(); u++) {
      if (part.histories().all(u).size() > part.histories().all(longest).size()) {
        longest = u;
      }
    }
    user = part.users().id(longest);
  }

  @Test
  void theSlateIsThatOfTheServerAndEveryScoreIsTheSumOfItsParts() {
    JsonNode explained = json("--user", user);
    try (ShopServer server = ShopServer.start(run, folder, Optional.empty())) {
      String time = Instant.ofEpochMilli(bundle.manifest().dataEnd()).toString();
      JsonNode served =
          server
              .post("/v1/recommend", "{\"user\": \"%s\", \"time\": \"%s\"}".formatted(user, time))
              .json()
              .get("items");
      assertThat(explained.get("items")).hasSize(20).hasSameSizeAs(served);
      for (int i = 0; i < 20; i++) {
        JsonNode item = explained.get("items").get(i);
        assertThat(item.get("item").get("id")).isEqualTo(served.get(i).get("item"));
        assertThat(item.get("score").floatValue())
            .isEqualTo(served.get(i).get("score").floatValue());
        double sum = item.get("why").get("base").doubleValue();
        for (JsonNode part : item.get("why").get("contributions")) {
          sum += part.get("contribution").doubleValue();
        }
        assertThat(sum).isCloseTo(item.get("score").doubleValue(), within(1e-4));
        assertThat(item.get("why").get("rest").doubleValue()).isCloseTo(0, within(1e-9));
        assertThat(item.get("fate").asString()).isEqualTo("SHOWN");
      }
    }
  }

  @Test
  void aSlateIsWrittenForTheEye() {
    Sluice.Outcome outcome = explain("--user", user, "--n", "3");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith(user + " at ")
        .containsPattern("popularity +source +20 ")
        .containsPattern("slate +3 ")
        .contains("brought by ", "moved most by ", "; fused ");
    assertThat(outcome.out().lines().filter(l -> l.matches(" {2}\\d .*"))).hasSize(3);
  }

  @Test
  void everyItemOfTheCatalogueIsFoundWhereItWasLost() {
    FittingPart part = bundle.funnel().fitted().part();
    Map<String, String> first = new HashMap<>();
    Set<String> slate = new HashSet<>();
    json("--user", user).get("items").forEach(i -> slate.add(i.get("item").get("id").asString()));
    List<String> ids = new ArrayList<>(part.catalogue().items().ids());
    Explainer explainer = new Explainer(bundle, Optional.empty(), bundle.manifest().dataEnd());
    Map<Explained.Fate, Integer> counts = new HashMap<>();
    for (String id : ids) {
      var item = explainer.explain(user, Optional.of(id), 20).items().getFirst();
      counts.merge(item.fate(), 1, Integer::sum);
      first.putIfAbsent(item.fate().name(), id);
      assertThat(slate.contains(id)).isEqualTo(item.shown() > 0);
    }
    assertThat(counts.values().stream().mapToInt(c -> c).sum()).isEqualTo(ids.size());
    assertThat(first)
        .containsKeys("SHOWN", "SEEN", "NOT_RETRIEVED", "CUT_BY_FUSION", "RANKED_TOO_LOW");
    assertThat(item(first.get("SHOWN"))).contains("Shown at ", "(base)", "others)", "score");
    assertThat(item(first.get("SEEN"))).contains("Left out: the user has seen or hidden it.");
    assertThat(item(first.get("NOT_RETRIEVED")))
        .contains("Lost at retrieval: no source brought it.", "it brings at most ")
        .doesNotContain("(base)");
    assertThat(item(first.get("CUT_BY_FUSION")))
        .contains("Lost at fusion: a source brought it, but fusion keeps only the best 50.");
    assertThat(item(first.get("RANKED_TOO_LOW")))
        .containsPattern("Lost at ranking: ranked \\d+ of 50, and 20 are shown\\.");
    assertThat(
            explain("--user", user, "--item", ids.getFirst(), "--time", "1999-01-01T00:00:00Z")
                .out())
        .contains("Not available at 1999-01-01T00:00:00Z: outside its dates.");
  }

  @Test
  void aUserNobodyKnowsIsANewcomerAndTheNearestIsNamed() {
    Sluice.Outcome outcome = explain("--user", user + "x");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err())
        .contains(
            "warning: nobody knows the user '"
                + user
                + "x' (did you mean "
                + user
                + "?): explained as a newcomer");
    assertThat(outcome.out()).contains("0 interactions");
  }

  @Test
  void aUserWithoutHistoryAtThatTimeIsSaid() {
    assertThat(explain("--user", user, "--time", "1999-01-01T00:00:00Z"))
        .matches(o -> o.code() == 0)
        .extracting(Sluice.Outcome::err)
        .asString()
        .contains("warning: the user '" + user + "' has no history before this time");
    assertThat(explain("--user", user, "--time", "1999-01-01T00:00:00Z").out())
        .contains("There is nothing left to recommend.");
  }

  @Test
  void badOptionsAreToldInOneMessage() {
    String item = bundle.funnel().fitted().part().catalogue().items().id(0);
    assertThat(failed("--user", user, "--item", item + "x"))
        .contains("there is no item '" + item + "x' in the bundle (did you mean " + item + "?)");
    assertThat(failed("--user", " ")).contains("--user is empty; a user's id is expected");
    assertThat(failed("--user", user, "--n", "201")).contains("--n is 201; 1 to 200 is expected");
    assertThat(failed("--user", user, "--time", "noon")).contains("--time noon is no time");
    assertThat(failed()).contains("Missing required option: '--user=ID'");
  }

  @Test
  void aRankerWithoutPartsIsSaid() {
    Path plain = Sluice.smallWorldRun("ranking.model=retrieval-order");
    Bundle other = Bundle.load(plain.resolve("bundle"));
    String one = other.funnel().fitted().part().users().id(0);
    String shown =
        JsonMapper.shared()
            .readTree(
                Sluice.execute("explain", "--run", plain.toString(), "--user", one, "--json").out())
            .get("items")
            .get(0)
            .get("item")
            .get("id")
            .asString();
    assertThat(
            Sluice.execute("explain", "--run", plain.toString(), "--user", one, "--item", shown)
                .out())
        .contains("The ranker's score has no parts that features could be named for.");
  }

  private static JsonNode json(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    return JsonMapper.shared().readTree(explain(all.toArray(String[]::new)).out());
  }

  private static String item(String item) {
    return explain("--user", user, "--item", item).out();
  }

  private static String failed(String... options) {
    Sluice.Outcome outcome = explain(options);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("\tat ");
    return outcome.err();
  }

  private static Sluice.Outcome explain(String... options) {
    List<String> all = new ArrayList<>(List.of("explain", "--run", run.toString()));
    all.addAll(List.of(options));
    return Sluice.execute(all.toArray(String[]::new));
  }
}
