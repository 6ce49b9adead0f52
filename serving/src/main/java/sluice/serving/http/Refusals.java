package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import sluice.serving.web.PageRoutes;
import sluice.serving.web.Pages;

/**
 * How a problem is told: to a program as problem details in JSON, to a person as a page. Safe for
 * use by many threads.
 */
final class Refusals {
  private Refusals() {}

  /** Answers with a problem. */
  static void send(ServerRequest request, ServerResponse response, Problem problem) {
    response.status(problem.status());
    if (problem.status() == 503) {
      response.header(HeaderNames.RETRY_AFTER, "1");
    }
    String id = response.headers().first(RequestId.HEADER).orElse("");
    if (wantsPage(request.prologue().uriPath().path(), request.headers())) {
      response.header(HeaderNames.CONTENT_TYPE, PageRoutes.MEDIA_TYPE);
      response.header(PageRoutes.POLICY_HEADER, PageRoutes.POLICY);
      response.send(page(problem, id));
    } else {
      response.header(HeaderNames.CONTENT_TYPE, "application/problem+json");
      response.send(problem.body(id));
    }
  }

  /** Returns a problem as a page. */
  static byte[] page(Problem problem, String requestId) {
    return Pages.error(
            problem.status(), problem.title(), String.valueOf(problem.getMessage()), requestId)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Says whether a person is to read the answer: where HTML is accepted by name, or where the path
   * is a page's and JSON is not asked for.
   */
  static boolean wantsPage(String path, Headers headers) {
    String accept = String.join(",", headers.values(HeaderNames.ACCEPT)).toLowerCase(Locale.ROOT);
    return accept.contains("text/html") || (PageRoutes.isPage(path) && !accept.contains("json"));
  }
}
