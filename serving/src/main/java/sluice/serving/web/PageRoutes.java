package sluice.serving.web;

import io.helidon.http.HeaderNames;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import sluice.core.UserError;
import sluice.serving.live.Answer;
import sluice.serving.live.ItemCard;
import sluice.serving.live.Overloaded;
import sluice.serving.live.Query;
import sluice.serving.live.Recommender;
import sluice.serving.metrics.MetricsHistory;
import sluice.serving.search.SearchQuery;
import sluice.serving.search.SearchResult;

/**
 * The pages for people: a viewer's shelf, an item, search, the inspector, the run's report.
 *
 * <p>They read; what a viewer does is sent to {@code /v1/events} by the page's script. A content
 * security policy allows the pages' own script and style alone.
 */
public final class PageRoutes implements HttpService {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
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
    rules.get("/", page(this::viewer));
    rules.get("/shelf", page(this::shelf));
    rules.get("/item", page(this::item));
    rules.get("/search", page(this::search));
    rules.get("/inspect", page(this::inspect));
    rules.get("/live", page(this::live));
    rules.get("/live/figures", page(request -> Pages.figures(figures())));
    rules.get("/report", this::report);
    rules.get("/app.css", asset("app.css", "text/css; charset=utf-8"));
    rules.get("/app.js", asset("app.js", "text/javascript; charset=utf-8"));
    rules.get("/icon.svg", asset("icon.svg", "image/svg+xml"));
  }

  /** What a page makes of a request. */
  private interface Page {
    String html(ServerRequest request);
  }

  private Handler page(Page page) {
    return (request, response) -> {
      String html;
      try {
        html = page.html(request);
      } catch (UserError e) {
        response.status(400);
        html = sorry(request, String.valueOf(e.getMessage()));
      } catch (Overloaded e) {
        response.status(503).header(HeaderNames.RETRY_AFTER, "1");
        html = sorry(request, "Too many requests are waiting. Try again in a moment.");
      }
      html(response, html, POLICY);
    };
  }

  private static void html(ServerResponse response, String html, String policy) {
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.header(HeaderNames.create("Content-Security-Policy"), policy);
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
    Answer answer = recommender.recommend(asked(user, SHELF, true));
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
    String id = parameter(request, "id").orElse("");
    if (!recommender.catalogue().has(id)) {
      return sorry(request, "There is no item of this id.");
    }
    ItemCard card = recommender.catalogue().card(id);
    List<ItemCard> similar =
        recommender.similar(id, asked(user(request), 12, false)).items().stream()
            .map(i -> recommender.catalogue().card(i.item()))
            .toList();
    return Pages.item(frame(request, card.title(), "item"), card, similar);
  }

  private String search(ServerRequest request) {
    String text = parameter(request, "q").orElse("");
    Map<String, String> chosen = new LinkedHashMap<>();
    Map<String, Set<String>> filters = new LinkedHashMap<>();
    for (String column : recommender.catalogue().facets()) {
      parameter(request, "f." + column)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> {
            chosen.put(column, value);
            filters.put(column, Set.of(value));
          });
    }
    SearchResult found =
        recommender.catalogue().search(new SearchQuery(text, filters, 0, 30, recommender.now()));
    return Pages.search(frame(request, "Search", "search"), text, chosen, found);
  }

  private String inspect(ServerRequest request) {
    return Pages.inspect(
        frame(request, "Inspector", "inspect"),
        recommender.inspect(asked(user(request), SHELF, false)));
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
      response.status(404);
      html(response, sorry(request, "This bundle was served without its run's report."), POLICY);
      return;
    }
    String html = Files.readString(file.get());
    html(response, html, "frame-ancestors 'none'; base-uri 'none'");
  }

  private Optional<Path> reportFile() {
    return Optional.of(recommender.bundle().path().resolveSibling("report.html"))
        .filter(Files::isRegularFile);
  }

  private String sorry(ServerRequest request, String what) {
    return Pages.sorry(frame(request, "Sorry", ""), what);
  }

  private Pages.Frame frame(ServerRequest request, String title, String here) {
    var manifest = recommender.bundle().manifest();
    return new Pages.Frame(
        title,
        here,
        user(request),
        manifest.dataset(),
        manifest.ranker(),
        reportFile().isPresent());
  }

  private String user(ServerRequest request) {
    return parameter(request, "user")
        .map(String::strip)
        .filter(u -> !u.isEmpty() && u.length() <= LONGEST_ID)
        .orElseGet(() -> recommender.someUsers(1).stream().findFirst().orElse("visitor"));
  }

  private static Optional<String> parameter(ServerRequest request, String name) {
    return request.query().contains(name)
        ? Optional.of(request.query().get(name))
        : Optional.empty();
  }

  private static Query asked(String user, int n, boolean explain) {
    return new Query(
        Optional.of(user),
        List.of(),
        n,
        Map.of(),
        Map.of(),
        Set.of(),
        explain,
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
