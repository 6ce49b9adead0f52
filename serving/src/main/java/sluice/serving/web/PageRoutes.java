package sluice.serving.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import sluice.core.UserError;
import sluice.serving.access.ApiKey;
import sluice.serving.access.Role;
import sluice.serving.feedback.Ids;
import sluice.serving.feedback.SuspicionRules;
import sluice.serving.live.Answer;
import sluice.serving.live.Delivery;
import sluice.serving.live.ItemCard;
import sluice.serving.live.NoSuch;
import sluice.serving.live.Query;
import sluice.serving.live.Recommender;
import sluice.serving.metrics.MetricsHistory;
import sluice.serving.search.SearchQuery;
import sluice.serving.search.SearchResult;

/**
 * The pages for people: a viewer's shelf, an item, search, the inspector, the run's report.
 *
 * <p>They read; what a viewer sees and does is sent to {@code /v1/events} by the page's script. A
 * content security policy allows the pages' own script and style alone.
 */
public final class PageRoutes implements HttpService {
  /** The type of a page. */
  public static final String MEDIA_TYPE = "text/html; charset=utf-8";

  /** The header that holds the content security policy. */
  public static final HeaderName POLICY_HEADER = HeaderNames.create("Content-Security-Policy");

  /** What a page may load and do. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Set<String> PATHS =
      Set.of(
          "/",
          "/shelf",
          "/item",
          "/search",
          "/inspect",
          "/live",
          "/live/figures",
          "/report",
          "/app.css",
          "/app.js",
          "/icon.svg");

  /** What the names of parameters begin with that name a column. */
  private static final String FILTER = "f.";

  private static final int SHELF = 20;
  private static final int LONGEST_ID = 512;

  private final Recommender recommender;
  private final MetricsHistory history;
  private final Supplier<MetricsHistory.Moment> now;

  /**
   * Makes the pages of a recommender.
   *
   * @param history what was counted lately
   * @param now what is counted at this moment
   */
  public PageRoutes(
      Recommender recommender, MetricsHistory history, Supplier<MetricsHistory.Moment> now) {
    this.recommender = recommender;
    this.history = history;
    this.now = now;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/", page(this::viewer, "user"));
    rules.get("/shelf", page(this::shelf, "user"));
    rules.get("/item", page(this::item, "id", "user"));
    rules.get("/search", page(this::search, "q", "user", FILTER));
    rules.get("/inspect", page(this::inspect, "user"));
    rules.get("/live", page(this::live, "user"));
    rules.get("/live/figures", page(request -> Pages.figures(figures())));
    rules.get("/report", this::report);
    rules.get("/app.css", asset("app.css", "text/css; charset=utf-8"));
    rules.get("/app.js", asset("app.js", "text/javascript; charset=utf-8"));
    rules.get("/icon.svg", asset("icon.svg", "image/svg+xml"));
  }

  /** Says whether a path is that of a page or of what a page loads. */
  public static boolean isPage(String path) {
    return PATHS.contains(path);
  }

  /** What a page makes of a request. */
  private interface Page {
    String html(ServerRequest request);
  }

  /** A page that takes parameters of some names alone. */
  private static Handler page(Page page, String... names) {
    PageParameters parameters = new PageParameters(List.of(names));
    return (request, response) -> {
      parameters.check(request.query());
      html(response, page.html(request), POLICY);
    };
  }

  private static void html(ServerResponse response, String html, String policy) {
    response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    response.header(POLICY_HEADER, policy);
    response.header(HeaderNames.create("Referrer-Policy"), "same-origin");
    response.send(html.getBytes(StandardCharsets.UTF_8));
  }

  private static Handler asset(String name, String type) {
    byte[] content;
    try (InputStream in =
        Objects.requireNonNull(PageRoutes.class.getResourceAsStream(name), name)) {
      content = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (request, response) -> {
      response.header(HeaderNames.CONTENT_TYPE, type);
      response.send(content);
    };
  }

  private String viewer(ServerRequest request) {
    return Pages.viewer(view(request));
  }

  private String shelf(ServerRequest request) {
    return Pages.slate(view(request));
  }

  private Pages.ViewerView view(ServerRequest request) {
    String user = user(request);
    Answer answer = recommender.recommend(Query.of(user, SHELF, true), delivery(request));
    List<Pages.Card> cards = new ArrayList<>();
    for (Answer.Item item : answer.items()) {
      cards.add(new Pages.Card(recommender.catalogue().card(item.item()), item));
    }
    return new Pages.ViewerView(
        frame(request, "For " + user, "viewer"),
        recommender.someUsers(12),
        recommender.recent(user, 12),
        new Pages.SlateView(answer.requestId(), answer.degraded(), cards));
  }

  private String item(ServerRequest request) {
    String id =
        clean(
            parameter(request, "id")
                .orElseThrow(() -> new UserError("id= names no item; give one")));
    if (!recommender.catalogue().has(id)) {
      throw new NoSuch("there is no item of this id");
    }
    ItemCard card = recommender.catalogue().card(id);
    if (!recommender.catalogue().recommendable(id)) {
      // new since the bundle was made: what is like it is not known yet
      return Pages.item(frame(request, card.title(), "item"), card, "", List.of());
    }
    Answer similar = recommender.similar(id, Query.of(user(request), 12, false), delivery(request));
    return Pages.item(
        frame(request, card.title(), "item"),
        card,
        similar.requestId(),
        similar.items().stream().map(i -> recommender.catalogue().card(i.item())).toList());
  }

  private String search(ServerRequest request) {
    String text = parameter(request, "q").orElse("");
    Map<String, String> chosen = new LinkedHashMap<>();
    Map<String, Set<String>> filters = new LinkedHashMap<>();
    for (String name : request.query().names()) {
      if (name.startsWith(FILTER)
          && !recommender.catalogue().facets().contains(name.substring(FILTER.length()))) {
        throw new UserError(
            "there is no filter of this name; there are " + recommender.catalogue().facets());
      }
    }
    for (String column : recommender.catalogue().facets()) {
      parameter(request, FILTER + column)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> {
            chosen.put(column, value);
            filters.put(column, Set.of(value));
          });
    }
    SearchResult found =
        recommender
            .catalogue()
            .search(new SearchQuery(text, filters, 0, 30, recommender.clock().featureMillis()));
    return Pages.search(frame(request, "Search", "search"), text, chosen, found);
  }

  private String inspect(ServerRequest request) {
    return Pages.inspect(
        frame(request, "Inspector", "inspect"),
        recommender.inspect(Query.of(user(request), SHELF, false)));
  }

  private String live(ServerRequest request) {
    return Pages.live(frame(request, "Live", "live"), figures());
  }

  private LiveFigures figures() {
    return LiveFigures.of(history, now.get());
  }

  /** The report has scripts of its own, and a policy that names their hashes. */
  private void report(ServerRequest request, ServerResponse response) throws IOException {
    Optional<Path> file = reportFile();
    if (file.isEmpty()) {
      throw new NoSuch("this bundle is served without its run's report");
    }
    String html = Files.readString(file.get());
    html(response, html, "frame-ancestors 'none'; base-uri 'none'");
  }

  private Optional<Path> reportFile() {
    return Optional.of(recommender.bundle().path().resolveSibling("report.html"))
        .filter(Files::isRegularFile);
  }

  private Pages.Frame frame(ServerRequest request, String title, String here) {
    var manifest = recommender.bundle().manifest();
    return new Pages.Frame(
        title,
        here,
        user(request),
        manifest.dataset(),
        manifest.ranker(),
        reportFile().isPresent(),
        mayWrite(request));
  }

  /** A page reaches somebody when a browser shows it, which its script says; never a robot. */
  private static Delivery delivery(ServerRequest request) {
    String agent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
    boolean nobody =
        request.prologue().method().equals(Method.HEAD) || SuspicionRules.DEFAULT.isBot(agent);
    return nobody ? Delivery.NONE : Delivery.PAGE;
  }

  /** Whether the caller's key lets its browser send events; without keys all may. */
  private static boolean mayWrite(ServerRequest request) {
    return request
        .context()
        .get(ApiKey.class)
        .map(key -> key.role().covers(Role.WRITE))
        .orElse(true);
  }

  private String user(ServerRequest request) {
    Optional<String> user = parameter(request, "user").map(PageRoutes::clean);
    if (user.filter(u -> u.length() > LONGEST_ID).isPresent()) {
      throw new UserError("a user's id has at most " + LONGEST_ID + " characters");
    }
    return user.filter(u -> !u.isBlank())
        .orElseGet(() -> recommender.someUsers(1).stream().findFirst().orElse("visitor"));
  }

  private static String clean(String id) {
    if (Ids.hasControl(id)) {
      throw new UserError("an id has no control characters");
    }
    return Ids.trimmed(id);
  }

  private static Optional<String> parameter(ServerRequest request, String name) {
    return request.query().contains(name)
        ? Optional.of(request.query().get(name))
        : Optional.empty();
  }
}
