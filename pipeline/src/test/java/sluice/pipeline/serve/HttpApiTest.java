package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.pipeline.serve.ShopServer.Reply;
import tools.jackson.databind.JsonNode;

/** The calls of the live server, as a shop would make them. */
class HttpApiTest {
  @TempDir static Path folder;
  @AutoClose private static ShopServer server;

  @BeforeAll
  static void serve() {
    server = ShopServer.start(folder);
  }

  @Test
  void aUserIsRecommendedItemsTheBestFirst() {
    Reply reply = server.post("/v1/recommend", "{\"user\": \"u0\", \"n\": 5}");
    assertThat(reply.items()).hasSize(5).doesNotHaveDuplicates();
    assertThat(reply.text("requestId")).hasSize(32);
    assertThat(reply.text("bundle")).isEqualTo(server.recommender().bundle().manifest().id());
    assertThat(reply.json().get("degraded")).isEmpty();
    int rank = 1;
    float above = Float.POSITIVE_INFINITY;
    for (JsonNode item : reply.json().get("items")) {
      assertThat(item.get("rank").intValue()).isEqualTo(rank++);
      assertThat(item.get("score").floatValue()).isLessThanOrEqualTo(above);
      assertThat(item.has("why")).isFalse();
      above = item.get("score").floatValue();
    }
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void eachRequestHasItsOwnIdAndTheSameSlate() {
    Reply one = server.post("/v1/recommend", "{\"user\": \"u1\"}");
    Reply two = server.post("/v1/recommend", "{\"user\": \"u1\"}");
    assertThat(two.text("requestId")).isNotEqualTo(one.text("requestId"));
    assertThat(two.items()).isEqualTo(one.items()).hasSize(20);
  }

  /** As the OpenAPI document says. */
  @Test
  void theContextIsTakenAndChangesNoList() {
    List<String> without = server.post("/v1/recommend", "{\"user\": \"u1\"}").items();
    assertThat(
            server
                .post("/v1/recommend", "{\"user\": \"u1\", \"context\": {\"device\": \"tv\"}}")
                .items())
        .isEqualTo(without);
    JsonNode document = server.call("GET", "/openapi.json").json();
    for (String request : List.of("RecommendRequest", "SimilarRequest", "VectorRequest")) {
      assertThat(
              document
                  .at("/components/schemas/" + request + "/properties/context/description")
                  .asString())
          .endsWith("no list depends on them");
    }
  }

  @Test
  void aVisitorIsRecommendedByRecentItems() {
    List<String> nothing = server.post("/v1/recommend", "{}").items();
    List<String> garden =
        server.post("/v1/recommend", "{\"recent\": [\"i0\", \"i2\", \"i6\"]}").items();
    List<String> kitchen =
        server.post("/v1/recommend", "{\"recent\": [\"i1\", \"i3\", \"i5\"]}").items();
    assertThat(nothing).hasSize(20);
    assertThat(garden).hasSize(20).isNotEqualTo(kitchen).doesNotContain("i0", "i2", "i6");
    assertThat(kitchen).doesNotContain("i1", "i3", "i5");
    assertThat(even(garden)).isGreaterThan(even(kitchen));
  }

  @Test
  void aRecentItemMayBeWrittenWithoutAList() {
    assertThat(server.post("/v1/recommend", "{\"user\": \"v\", \"recent\": \"i0\"}").items())
        .isEqualTo(server.post("/v1/recommend", "{\"user\": \"v\", \"recent\": [\"i0\"]}").items());
  }

  /** Ingestion trims ids, so that no user of the data has such an id. */
  @ParameterizedTest
  @ValueSource(strings = {" u0", "u0 ", "u0\u00a0", "\ufeffu0 "})
  void blanksAroundAnIdAreTakenOffAsIngestionDoes(String id) {
    assertThat(server.post("/v1/recommend", "{\"user\": \"%s\"}".formatted(id)).items())
        .isEqualTo(server.post("/v1/recommend", "{\"user\": \"u0\"}").items());
    String item = id.replace("u0", "i0");
    assertThat(
            server
                .post("/v1/recommend", "{\"user\": \"v\", \"recent\": [\"%s\"]}".formatted(item))
                .items())
        .isEqualTo(server.post("/v1/recommend", "{\"user\": \"v\", \"recent\": [\"i0\"]}").items());
    assertThat(
            server
                .post("/v1/similar", "{\"user\": \"v\", \"item\": \"%s\"}".formatted(item))
                .items())
        .isEqualTo(server.post("/v1/similar", "{\"user\": \"v\", \"item\": \"i0\"}").items());
    String path = "/item?id=" + URLEncoder.encode(item, StandardCharsets.UTF_8);
    assertThat(server.call("GET", path).status()).isEqualTo(200);
    String event =
        "{\"id\": \"blanks\", \"kind\": \"click\", \"user\": \"%s\", \"item\": \"%s\","
            + " \"time\": 1700000000000}";
    server.post("/v1/events", event.formatted(id.replace("u0", "u33"), item));
    assertThat(
            server
                .post("/v1/events", event.formatted("u33", "i0"))
                .json()
                .at("/results/0/outcome")
                .asString())
        .as("the same event once more")
        .isEqualTo("duplicate");
  }

  @Test
  void anUnknownUserAndAnUnknownRecentItemAreNoError() {
    assertThat(server.post("/v1/recommend", "{\"user\": \"nobody\", \"recent\": [\"x\"]}").items())
        .hasSize(20);
  }

  @Test
  void filtersAndExclusionsHold() {
    List<String> tools =
        server
            .post("/v1/recommend", "{\"user\": \"u5\", \"filters\": {\"genres\": \"tool\"}}")
            .items();
    assertThat(tools).isNotEmpty();
    assertThat(even(tools)).isEqualTo(tools.size());
    List<String> first = server.post("/v1/recommend", "{\"user\": \"u5\", \"n\": 5}").items();
    assertThat(
            server
                .post(
                    "/v1/recommend",
                    "{\"user\": \"u5\", \"n\": 3, \"exclude\": [\"%s\", \"%s\", \"none\"]}"
                        .formatted(first.get(0), first.get(2)))
                .items())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .doesNotContain(first.get(0), first.get(2));
    assertThat(server.post("/v1/recommend", "{\"filters\": {\"genres\": [\"no such\"]}}").items())
        .isEmpty();
  }

  @Test
  void anExplanationNamesSourcesRanksAndWords() {
    Reply reply = server.post("/v1/recommend", "{\"user\": \"u2\", \"n\": 4, \"explain\": true}");
    assertThat(reply.items()).hasSize(4);
    for (JsonNode item : reply.json().get("items")) {
      JsonNode why = item.get("why");
      assertThat(why.get("words").asString()).isNotBlank();
      assertThat(why.get("fusionRank").intValue()).isPositive();
      assertThat(why.get("sources")).isNotEmpty();
      for (JsonNode source : why.get("sources")) {
        assertThat(source.get("source").asString()).isNotBlank();
        assertThat(source.get("rank").intValue()).isPositive();
        assertThat(source.get("score").isNumber()).isTrue();
      }
    }
  }

  @Test
  void timeIsMillisecondsOrIsoAndFixesTheClock() {
    Reply millis = server.post("/v1/recommend", "{\"user\": \"u4\", \"time\": 1704067200000}");
    Reply iso =
        server.post("/v1/recommend", "{\"user\": \"u4\", \"time\": \"2024-01-01T01:00:00+01:00\"}");
    assertThat(iso.items()).isEqualTo(millis.items());
    List<String> before =
        server
            .post("/v1/recommend", "{\"user\": \"u4\", \"time\": \"1999-01-01T00:00:00Z\"}")
            .items();
    assertThat(before).as("nothing is known of the user yet").isNotEqualTo(millis.items());
  }

  @Test
  void aDeadlineAndAContextAreTaken() {
    assertThat(
            server
                .post(
                    "/v1/recommend",
                    "{\"user\": \"u6\", \"deadlineMs\": 60000, \"context\": {\"device\": \"tv\"}}")
                .items())
        .hasSize(20);
  }

  @Test
  void similarItemsAreOfTheSameKind() {
    List<String> like = server.post("/v1/similar", "{\"item\": \"i0\", \"n\": 6}").items();
    assertThat(like).hasSize(6).doesNotContain("i0");
    assertThat(even(like)).isGreaterThan(3);
    List<String> others =
        server
            .post(
                "/v1/similar",
                "{\"item\": \"4% off\", \"filters\": {\"genres\": \"glass\"}, \"exclude\": \"i1\"}")
            .items();
    assertThat(even(others)).isZero();
    assertThat(others).isNotEmpty().doesNotContain("i1");
  }

  @Test
  void aVectorFindsItsNeighbours() {
    String vector = OpenApiTest.vector(server);
    Reply reply =
        server.post("/v1/vector", vector.substring(0, vector.length() - 1) + ", \"n\": 3}");
    assertThat(reply.items()).hasSize(3);
    assertThat(reply.json().get("items").get(0).get("score").floatValue()).isBetween(-1f, 1.001f);
  }

  @Test
  void aCallThatCannotExplainSaysSo() {
    String ask = "{\"item\": \"i1\", \"explain\": %s}";
    assertThat(server.post("/v1/similar", ask.formatted("true")).text("unexplained"))
        .startsWith("this call orders items by their score alone");
    assertThat(server.post("/v1/similar", ask.formatted("false")).json().has("unexplained"))
        .isFalse();
    Reply explained = server.post("/v1/recommend", "{\"user\": \"u1\", \"explain\": true}");
    assertThat(explained.json().has("unexplained")).isFalse();
  }

  /** The square of 1e30 is no float, that of 1e-30 is 0 in floats; a cosine knows no length. */
  @ParameterizedTest
  @CsvSource({"1e30, -5e29", "1e-30, -5e-31"})
  void aVectorMayBeLongOrShort(String one, String half) {
    String vector = OpenApiTest.vector(server);
    Reply expected = server.post("/v1/vector", vector);
    String scaled = vector.replace("-0.5", half).replace("[1", "[" + one);
    assertThat(server.post("/v1/vector", scaled).items()).isEqualTo(expected.items());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "-0.0", "1e-60"})
  void aVectorWithoutADirectionIsRefused(String zero) {
    String vector = OpenApiTest.vector(server).replace("-0.5", zero).replace("[1", "[0");
    Reply reply = server.post("/v1/vector", vector);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail")).startsWith("the vector has no direction");
  }

  @Test
  void searchFindsWordsForgivesSlipsAndCountsFacets() {
    Reply found = server.post("/v1/search", "{\"text\": \"thing numbr 12\"}");
    assertThat(found.items()).startsWith("i12");
    assertThat(found.json().get("items").get(0).get("title").asString())
        .isEqualTo("Thing number 12");
    assertThat(found.json().get("total").longValue()).isPositive();
    Reply page = server.post("/v1/search", "{\"text\": \"thing\", \"from\": 10, \"n\": 5}");
    assertThat(page.items()).hasSize(5);
    assertThat(page.json().get("items").get(0).get("rank").intValue()).isEqualTo(11);
    assertThat(page.json().get("allWords").booleanValue()).isTrue();
    JsonNode facet = page.json().get("facets").get(0);
    assertThat(facet.get("column").asString()).isEqualTo("genres");
    assertThat(facet.get("distinct").intValue()).isEqualTo(4);
    assertThat(facet.get("values").get(0).get("count").intValue()).isEqualTo(25);
    assertThat(
            even(
                server
                    .post(
                        "/v1/search",
                        "{\"text\": \"thing\", \"filters\": {\"genres\": [\"glass\"]}}")
                    .items()))
        .isZero();
  }

  @Test
  void aClickChangesTheNextSlate() {
    Reply before = server.post("/v1/recommend", "{\"user\": \"clicker\"}");
    String clicked = before.items().getFirst();
    Reply receipt =
        event(
            "clicker-1",
            "clicker",
            clicked,
            "click",
            "\"requestId\": \"%s\",".formatted(before.text("requestId")));
    assertThat(outcomes(receipt)).containsExactly("stored");
    List<String> after = server.post("/v1/recommend", "{\"user\": \"clicker\"}").items();
    assertThat(after).doesNotContain(clicked).isNotEqualTo(before.items());
  }

  @Test
  void eventsAreStoredOnceById() {
    Reply first = event("once-1", "u7", "i1", "like", "");
    assertThat(outcomes(first)).containsExactly("stored");
    long sequence = first.json().get("sequence").longValue();
    assertThat(sequence).isPositive();
    assertThat(outcomes(event("once-1", "u7", "i1", "like", ""))).containsExactly("duplicate");
    assertThat(outcomes(event("once-1", "u7", "i2", "like", ""))).containsExactly("conflict");
  }

  @Test
  void anEventMustNameAnItemThatItsRequestShowed() {
    Reply shown = server.post("/v1/recommend", "{\"user\": \"u8\", \"n\": 2}");
    String id = "\"requestId\": \"%s\",".formatted(shown.text("requestId"));
    String other = shown.items().contains("i1") ? "i3" : "i1";
    assertThat(outcomes(event("shown-1", "u8", "i1", "click", "\"requestId\": \"made up\",")))
        .containsExactly("unknown-request");
    assertThat(outcomes(event("shown-2", "u8", other.equals("i1") ? "i1" : "none", "click", id)))
        .containsExactly("not-shown");
    assertThat(outcomes(event("shown-3", "u9", shown.items().getFirst(), "click", id)))
        .as("another user's request")
        .containsExactly("unknown-request");
    assertThat(outcomes(event("shown-4", "u8", shown.items().getFirst(), "click", id)))
        .containsExactly("stored");
  }

  @Test
  void manyEventsComeBackInTheirOrder() {
    String one =
        "{\"id\": \"%s\", \"user\": \"u9\", \"item\": \"i1\", \"kind\": \"%s\", %s"
            + "\"time\": \"2024-01-01T00:00:00Z\"}";
    Reply reply =
        server.post(
            "/v1/events",
            "[%s, %s, %s]"
                .formatted(
                    one.formatted("m-1", "click", ""),
                    one.formatted("m-2", "rate", "\"value\": 4.5,"),
                    one.formatted("m-1", "click", "")));
    assertThat(outcomes(reply)).containsExactly("stored", "stored", "duplicate");
    assertThat(reply.json().get("results").get(1).get("id").asString()).isEqualTo("m-2");
    assertThat(outcomes(server.post("/v1/events", "[]"))).isEmpty();
  }

  @Test
  void aDeletedItemIsNeverShownAgain(@TempDir Path own) {
    try (ShopServer other = ShopServer.start(own)) {
      deletedIsGone(other);
    }
  }

  private static void deletedIsGone(ShopServer server) {
    String item = server.post("/v1/recommend", "{\"user\": \"u10\"}").items().getFirst();
    String path = "/v1/items/" + item.replace("%", "%25").replace(" ", "%20");
    Reply gone = server.call("DELETE", path);
    assertThat(gone.status()).isEqualTo(204);
    assertThat(gone.response().body()).isEmpty();
    assertThat(server.call("DELETE", path).status()).as("once more").isEqualTo(204);
    Set<String> seen = new HashSet<>();
    for (int user = 0; user < 40; user++) {
      seen.addAll(
          server.post("/v1/recommend", "{\"user\": \"u%d\", \"n\": 50}".formatted(user)).items());
    }
    for (int other = 1; other < 50; other += 2) {
      Reply like = server.post("/v1/similar", "{\"item\": \"i%d\", \"n\": 50}".formatted(other));
      if (like.status() == 200) {
        seen.addAll(like.items());
      }
    }
    seen.addAll(server.post("/v1/search", "{\"text\": \"thing\", \"n\": 100}").items());
    assertThat(seen).doesNotContain(item).hasSizeGreaterThan(40);
    assertThat(server.post("/v1/similar", "{\"item\": \"%s\"}".formatted(item)).status())
        .isEqualTo(404);
  }

  @Test
  void aForgottenUserIsAStranger() {
    event("forget-1", "u11", "i1", "like", "");
    List<String> stranger = server.post("/v1/recommend", "{\"user\": \"stranger\"}").items();
    assertThat(server.post("/v1/recommend", "{\"user\": \"u11\"}").items()).isNotEqualTo(stranger);
    Reply forgotten = server.call("DELETE", "/v1/users/u11");
    assertThat(forgotten.status()).isEqualTo(200);
    assertThat(forgotten.json().get("actions").longValue()).isEqualTo(1);
    assertThat(forgotten.json().get("shown").longValue()).isEqualTo(1);
    assertThat(server.recommender().recent("u11", 10)).isEmpty();
    assertThat(
            new HashSet<>(server.post("/v1/recommend", "{\"user\": \"u11\", \"n\": 50}").items()))
        .as("nothing is left out as seen")
        .isEqualTo(
            new HashSet<>(
                server.post("/v1/recommend", "{\"user\": \"stranger\", \"n\": 50}").items()));
  }

  @Test
  void healthAndVersionAnswer() {
    assertThat(server.call("GET", "/health/live").text("status")).isEqualTo("live");
    assertThat(server.call("GET", "/health/ready").text("status")).isEqualTo("ready");
    Reply version = server.call("GET", "/v1/version");
    assertThat(version.text("bundle")).isEqualTo(server.recommender().bundle().manifest().id());
    assertThat(version.text("dataset")).isEqualTo("shop");
    assertThat(version.json().get("items").intValue()).isEqualTo(50);
  }

  private static Reply event(String id, String user, String item, String kind, String more) {
    return server.post(
        "/v1/events",
        "{\"id\": \"%s\", \"user\": \"%s\", \"item\": \"%s\", \"kind\": \"%s\", %s"
                .formatted(id, user, item, kind, more)
            + "\"time\": 1706745600000}");
  }

  private static List<String> outcomes(Reply reply) {
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    return reply.json().get("results").valueStream().map(r -> r.get("outcome").asString()).toList();
  }

  /** Counts items of the garden: those of even numbers. */
  private static int even(List<String> items) {
    return (int)
        items.stream().filter(i -> Integer.parseInt(i.replaceAll("[^0-9]", "")) % 2 == 0).count();
  }
}
