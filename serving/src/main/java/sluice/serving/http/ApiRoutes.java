package sluice.serving.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.Ids;
import sluice.serving.live.Answer;
import sluice.serving.live.Delivery;
import sluice.serving.live.Query;
import sluice.serving.live.Recommender;
import sluice.serving.search.SearchQuery;
import sluice.serving.search.SearchResult;
import tools.jackson.databind.json.JsonMapper;

/** The calls under {@code /v1}. */
final class ApiRoutes implements HttpService {
  private static final int MOST_EVENTS = 1_000;
  private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");
  private static final HeaderName VIEWER_AGENT = HeaderNames.create("Viewer-User-Agent");

  private final Recommender recommender;

  ApiRoutes(Recommender recommender) {
    this.recommender = recommender;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/recommend", json(this::recommend));
    rules.post("/similar", json(this::similar));
    rules.post("/people", json(this::people));
    rules.post("/search", json(this::search));
    rules.post("/vector", json(this::vector));
    rules.post("/events", json(this::events));
    new CatalogueRoutes(recommender).register(rules);
    rules.get("/version", this::version);
  }

  /** What a call makes of a body. */
  interface Call {
    Object answer(byte[] body, ServerRequest request);
  }

  static Handler json(Call call) {
    return (request, response) -> {
      // asked for even where there is no other type: a page of another site can make a browser send
      // a body without a type, but not one of this type without leave
      String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
      if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
        throw new Problem(415, "unsupported media type", "send application/json");
      }
      send(response, call.answer(ConnectionFilter.body(request), request));
    };
  }

  private static void send(ServerResponse response, Object body) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(JsonMapper.shared().writeValueAsBytes(body));
  }

  private Object recommend(byte[] content, ServerRequest request) {
    Query query = read(content, "user", "recent").query();
    return plain(recommender.recommend(query), query);
  }

  private Object similar(byte[] content, ServerRequest request) {
    QueryBody body = read(content, "item", "user");
    String item = required("item", body.item());
    Query query = body.query();
    return plain(recommender.similar(item, query, Delivery.ANSWER), query);
  }

  private Object people(byte[] content, ServerRequest request) {
    Query query = read(content, "user", "recent").query();
    return plain(recommender.people(query), query);
  }

  private Object vector(byte[] content, ServerRequest request) {
    QueryBody body = read(content, "embedding", "vector", "user");
    String embedding = required("embedding", body.embedding());
    float[] vector = required("vector", body.vector()).array();
    Query query = body.query();
    return plain(recommender.near(embedding, vector, query), query);
  }

  private static QueryBody read(byte[] content, String... own) {
    List<String> known = new ArrayList<>(List.of(own));
    known.addAll(List.of("n", "context", "filters", "exclude", "explain", "deadlineMs", "time"));
    return Bodies.read(content, QueryBody.class, known);
  }

  private static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw Problem.badRequest(key + " is missing");
    }
    return value;
  }

  private Object search(byte[] content, ServerRequest request) {
    SearchBody body = Bodies.read(content, SearchBody.class);
    int from = QueryBody.or(body.from(), 0);
    int n = QueryBody.or(body.n(), QueryBody.SLATE);
    Map<String, Set<String>> filters = QueryBody.asked(body.filters());
    Optional<String> user = Optional.ofNullable(body.user());
    user.ifPresent(id -> checkId("a user's", id));
    OptionalLong time = QueryBody.millis(body.time());
    if (n < 1 || n > Query.MOST) {
      throw Problem.badRequest("n is not between 1 and " + Query.MOST);
    }
    long at = time.orElse(recommender.clock().featureMillis());
    SearchResult found =
        recommender.catalogue().search(new SearchQuery(body.text(), filters, from, n, at));
    List<Object> items = new ArrayList<>();
    List<Answer.Item> hits = new ArrayList<>();
    for (SearchResult.Hit hit : found.hits()) {
      int rank = from + items.size() + 1;
      hits.add(new Answer.Item(hit.item(), rank, hit.score(), Optional.empty()));
      items.add(
          ordered("item", hit.item(), "rank", rank, "score", hit.score(), "title", hit.title()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    if (user.isPresent()) {
      Query asked =
          new Query(
              user, List.of(), n, Map.of(), filters, Set.of(), false, OptionalLong.empty(), time);
      head(answer, recommender.searched(asked, hits));
    } else {
      answer.put("bundle", recommender.bundle().manifest().id());
      dated(answer, time.orElse(recommender.clock().millis()), at);
    }
    answer.put("total", found.total());
    answer.put("allWords", found.allWords());
    answer.put("items", items);
    answer.put("facets", found.facets());
    return answer;
  }

  private Object events(byte[] content, ServerRequest request) {
    // the caller is a shop's server, as a rule: who looks like a bot is for it to say
    String agent = request.headers().first(VIEWER_AGENT).orElse("");
    List<Action> all =
        Bodies.readList(content, EventBody.class, MOST_EVENTS).stream()
            .map(EventBody::action)
            .toList();
    return new EventCalls(recommender).answer(all, agent, viewer(request, agent));
  }

  /** A page's script cannot say what its browser is called; the browser itself does. */
  private static String viewer(ServerRequest request, String agent) {
    boolean browser = request.headers().contains(FETCH_MODE);
    return agent.isEmpty() && browser
        ? request.headers().first(HeaderNames.USER_AGENT).orElse("")
        : agent;
  }

  private void version(ServerRequest request, ServerResponse response) {
    var m = recommender.bundle().manifest();
    Map<String, Object> version =
        ordered(
            "sluice",
            m.sluice(),
            "bundle",
            m.id(),
            "run",
            m.name(),
            "written",
            m.written(),
            "dataset",
            m.dataset(),
            "ranker",
            m.ranker(),
            "items",
            m.items(),
            "users",
            m.users());
    dated(version, recommender.clock().millis(), recommender.clock().featureMillis());
    recommender
        .countsEnd()
        .ifPresent(end -> version.put("countsUntil", Instant.ofEpochMilli(end).toString()));
    send(response, version);
  }

  static void checkId(String whose, String id) {
    if (id.isBlank() || id.length() > 512 || Ids.hasControl(id)) {
      throw Problem.badRequest(
          whose + " id has 1 to 512 characters, not all blank and no control characters");
    }
  }

  private static Object plain(Answer answer, Query query) {
    List<Object> items = new ArrayList<>();
    for (Answer.Item item : answer.items()) {
      Map<String, Object> plain =
          ordered("item", item.item(), "rank", item.rank(), "score", item.score());
      item.probability().ifPresent(p -> plain.put("probability", p));
      item.why().ifPresent(why -> plain.put("why", why));
      items.add(plain);
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    head(plain, answer);
    if (query.explain() && answer.items().stream().anyMatch(item -> item.why().isEmpty())) {
      plain.put(
          "unexplained",
          answer.degraded().contains("popularity")
              ? "the deadline passed before the funnel ended: these items are popular, and nothing"
                  + " else speaks for them; a larger deadlineMs gives the funnel time"
              : "this call orders items by their score alone; /v1/recommend explains");
    }
    plain.put("items", items);
    return plain;
  }

  private static void head(Map<String, Object> plain, Answer answer) {
    plain.put("requestId", answer.requestId());
    plain.put("bundle", answer.bundle());
    dated(plain, answer.time(), answer.asOf());
    plain.put("degraded", answer.degraded());
  }

  /** Says what time it is, and as of when features were read where that is another time. */
  private static void dated(Map<String, Object> plain, long time, long asOf) {
    plain.put("time", Instant.ofEpochMilli(time).toString());
    if (asOf != time) {
      plain.put("asOf", Instant.ofEpochMilli(asOf).toString());
    }
  }

  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
