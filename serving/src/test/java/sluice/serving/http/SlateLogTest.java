package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.serving.http.TinyServer.NOON;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.candidates.source.PopularitySource;
import sluice.core.YamlFile;
import sluice.funnel.Funnel;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Shown;
import sluice.serving.feedback.ShownItem;
import sluice.serving.feedback.Surface;
import sluice.serving.http.TinyServer.Reply;
import sluice.serving.http.TinyServer.Setup;
import sluice.serving.live.ServerClock;
import sluice.serving.live.TinyFunnel;

/** What of the slates that a server answers with is stored, and when it counts as shown. */
class SlateLogTest {
  private static final String DAY = "2025-06-15T15:06:40Z";
  @TempDir private Path folder;
  private final BrokenSource source = new BrokenSource();

  private List<Shown> stored() {
    List<Shown> all = new ArrayList<>();
    try (FeedbackStore store =
        FeedbackStore.open(
            "jdbc:sqlite:" + folder.resolve("events.db"), FeedbackSettings.DEFAULT)) {
      store.eachShown(0, Long.MAX_VALUE, all::add);
    }
    return all;
  }

  @Test
  void whatWasDrawnIsStoredWithItsPropensity() {
    ReRankerSpec draws =
        ReRankerSpec.read(
            YamlFile.parseValue(
                "{type: exploration, slots: 1, among: 3, draw: uniform}", "test", "reranking"));
    PopularitySource popularity =
        PopularitySource.fit(
            "popularity", TinyFunnel.part(), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    Funnel funnel = TinyFunnel.make(List.of(popularity), List.of(draws), 200);
    Set<String> thirds = new HashSet<>();
    try (TinyServer server = new TinyServer(Setup.in(folder).funnel(funnel))) {
      for (int call = 0; call < 30; call++) {
        thirds.add(server.post("/v1/recommend", "{\"user\": \"v\", \"n\": 3}").items().get(2));
      }
    }
    assertThat(thirds).as("each request draws anew").hasSize(3);
    for (Shown slate : stored()) {
      assertThat(slate.items())
          .extracting(ShownItem::propensity)
          .containsExactly(1.0, 1.0, 1 / 3.0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/recommend | {'user': 'v'} | RECOMMEND",
        "/v1/search | {'user': 'v', 'text': '', 'from': 1} | SEARCH",
      })
  void anAnswerIsStoredWithItsSurfaceAndPositionsFromOne(
      String path, String body, Surface surface) {
    Reply reply;
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      reply = server.post(path, body.replace('\'', '"'));
      assertThat(reply.items()).isNotEmpty();
      assertThat(reply.text("time")).isEqualTo(DAY);
    }
    assertThat(stored()).hasSize(1);
    Shown slate = stored().getFirst();
    assertThat(slate.requestId()).isEqualTo(reply.text("requestId"));
    assertThat(slate.surface()).isEqualTo(surface);
    assertThat(slate.time()).isEqualTo(NOON);
    assertThat(slate.degraded()).isEmpty();
    int first = surface == Surface.SEARCH ? 2 : 1;
    assertThat(slate.items())
        .isEqualTo(
            IntStream.range(0, reply.items().size())
                .mapToObj(i -> new ShownItem(reply.items().get(i), first + i, 1))
                .toList());
  }

  @Test
  void aSearchThatNamesNoUserIsNotStored() {
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      Reply reply = server.post("/v1/search", "{\"text\": \"\"}");
      assertThat(reply.items()).isNotEmpty();
      assertThat(reply.json().has("requestId")).isFalse();
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void aDegradedSlateNamesWhatItLacksAndClaimsNoPropensity() {
    try (TinyServer server = new TinyServer(Setup.in(folder).source(source))) {
      source.does(n -> {
        throw new IllegalStateException("broken");
      });
      assertThat(server.recommend("v").degraded()).containsExactly("broken");
    }
    Shown slate = stored().getFirst();
    assertThat(slate.degraded()).containsExactly("broken");
    assertThat(slate.items()).isNotEmpty().allMatch(i -> Double.isNaN(i.propensity()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"requestId\": \"%s\", \"position\": 1 | stored",
        "\"requestId\": \"%s\", \"position\": 2 | not-shown",
        "\"requestId\": \"%s\", \"position\": 0 | position is 0; positions count from 1: send the"
            + " item's rank in the answer",
        "\"position\": 1 | position needs requestId, the request that showed it",
      })
  void thePositionOfAnEventIsTheRankOfItsItem(String more, String outcome) {
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      Reply slate = server.recommend("v");
      String event = TinyServer.event("e1", "v", slate.items().getFirst(), NOON, "");
      String with = event.replace("}", ", " + more.formatted(slate.text("requestId")) + "}");
      Reply reply = server.post("/v1/events", with);
      if (reply.status() == 200) {
        assertThat(reply.outcomes()).containsExactly(outcome);
      } else {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).isEqualTo(outcome);
      }
    }
  }

  @Test
  void aTimeFarFromTheServersClockIsAnsweredWithAWarning() {
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      List<Long> times = List.of(NOON, NOON + 90_000_000, NOON / 1000);
      List<String> warnings = new ArrayList<>();
      for (long time : times) {
        Reply reply = server.post("/v1/events", TinyServer.event("e" + time, "v", "a", time, ""));
        assertThat(reply.outcomes()).containsExactly("stored");
        warnings.add(reply.json().get("results").get(0).path("warning").asString(""));
      }
      String clock =
          "; the server's clock shows " + DAY + ". Send milliseconds since 1970 or ISO 8601";
      assertThat(warnings)
          .containsExactly(
              "",
              "time 2025-06-16T16:06:40Z is in the future, so exports leave it out" + clock,
              "time 1970-01-21T06:06:40Z is 20234 days ago" + clock);
    }
  }

  /** The data of the bundle ended in 1970: features are as of then, all else is of now. */
  @Test
  void aServerHasOneClockAndSaysAsOfWhenItsFeaturesAre() throws Exception {
    ServerClock clock = ServerClock.of(ServerClock.Mode.AUTO, () -> NOON);
    Reply slate;
    try (TinyServer server = new TinyServer(Setup.in(folder).clock(clock))) {
      slate = server.recommend("v");
      assertThat(slate.text("time")).isEqualTo(DAY);
      assertThat(slate.text("asOf")).startsWith("1970-01-01T00:00:00");
      String click =
          TinyServer.event("e1", "v", slate.items().getFirst(), NOON, slate.text("requestId"));
      Reply told = server.post("/v1/events", click);
      assertThat(told.outcomes()).containsExactly("stored");
      assertThat(told.json().get("results").get(0).has("warning")).isFalse();
      assertThat(server.recommend("v").items()).doesNotContain(slate.items().getFirst());
      assertThat(get(server, "/v1/version", "GET", "").body())
          .contains("\"time\":\"" + DAY + "\"", "\"asOf\":\"1970-01-01T00:00:00");
      Reply fixed =
          server.post("/v1/recommend", "{\"user\": \"v\", \"time\": \"2025-01-01T00:00:00Z\"}");
      assertThat(fixed.text("time")).isEqualTo("2025-01-01T00:00:00Z");
      assertThat(fixed.json().has("asOf")).isFalse();
    }
    // a request comes after its user's history, so the one after the click lies 1 ms later
    assertThat(stored())
        .extracting(Shown::time)
        .containsExactlyInAnyOrder(
            NOON, NOON + 1, Instant.parse("2025-01-01T00:00:00Z").toEpochMilli());
  }

  private static HttpResponse<String> get(
      TinyServer server, String path, String method, String agent)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("User-Agent", agent.isEmpty() ? "Mozilla/5.0" : agent)
            .header("Sec-Purpose", "prefetch")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void readingPagesStoresNothing() throws Exception {
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      for (String path : List.of("/?user=v", "/shelf?user=v", "/item?id=a&user=v", "/search?q=")) {
        for (String method : List.of("GET", "HEAD")) {
          assertThat(get(server, path, method, "").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get(server, path, "GET", "Googlebot/2.1").statusCode()).isEqualTo(200);
      }
      server.post("/v1/events", TinyServer.event("e", "other", "a", NOON, ""));
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void aPageIsShownWhenItsScriptSaysSo() throws Exception {
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      Slate page = slate(get(server, "/?user=v", "GET", "").body());
      assertThat(seen(server, "w", page, page.item())).isEqualTo("unknown-request");
      assertThat(seen(server, "v", page, page.item())).isEqualTo("stored");
      assertThat(seen(server, "v", page, page.item())).isEqualTo("duplicate");
      assertThat(seen(server, "v", page, "nothing")).isEqualTo("not-shown");
      Slate robots = slate(get(server, "/?user=v", "GET", "Googlebot/2.1").body());
      assertThat(seen(server, "v", robots, robots.item())).isEqualTo("unknown-request");
      Reply none =
          server.post(
              "/v1/events",
              TinyServer.event("e", "v", "a", NOON, "").replace("click", "impression"));
      assertThat(none.text("detail")).startsWith("an impression needs requestId");
    }
    assertThat(stored()).hasSize(1);
    assertThat(stored().getFirst().surface()).isEqualTo(Surface.PAGE);
    assertThat(stored().getFirst().items().getFirst().position()).isEqualTo(1);
  }

  @Test
  void aClickOnAPageShowsThatItWasSeen() throws Exception {
    try (TinyServer server = new TinyServer(Setup.in(folder))) {
      Slate page = slate(get(server, "/?user=v", "GET", "").body());
      String click = TinyServer.event("e", "v", page.item(), NOON, page.request());
      assertThat(server.post("/v1/events", click).outcomes()).containsExactly("stored");
      Reply answer = server.recommend("v");
      assertThat(
              seen(server, "v", new Slate(answer.text("requestId"), ""), answer.items().getFirst()))
          .as("what a call answered counts already")
          .isEqualTo("duplicate");
    }
    assertThat(stored())
        .extracting(Shown::surface)
        .containsExactlyInAnyOrder(Surface.PAGE, Surface.RECOMMEND);
  }

  private record Slate(String request, String item) {}

  private static Slate slate(String page) {
    Matcher slate =
        Pattern.compile("data-request=\"([0-9a-f]{32})\"[^$]*?data-item=\"([a-e])\"").matcher(page);
    assertThat(slate.find()).isTrue();
    return new Slate(slate.group(1), slate.group(2));
  }

  private static String seen(TinyServer server, String user, Slate slate, String item) {
    String event =
        TinyServer.event("e", user, item, NOON, slate.request()).replace("click", "impression");
    return server.post("/v1/events", event).outcomes().getFirst();
  }
}
