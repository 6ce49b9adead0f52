package sluice.serving.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import sluice.serving.web.PageRoutes;

/**
 * Problem details for what is refused before any route sees it: a request line or headers that
 * cannot be read, a body that is announced as too large. Safe for use by many threads.
 */
final class TransportProblems implements DirectHandler {
  private final Metrics metrics;

  TransportProblems(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    // the message quotes what was sent, and at times names what threw
    // a method with signs that none has is thrown as if the server had failed: nothing is read yet
    boolean unread = type == EventType.INTERNAL_ERROR && request.method().isEmpty();
    Problem problem = Problem.ofStatus(unread ? 400 : status.code());
    String id = RequestId.of(request.headers());
    metrics.refused(problem.status());
    boolean page = Refusals.wantsPage(request.path().split("[?]", 2)[0], request.headers());
    headers.set(
        HeaderNames.CONTENT_TYPE, page ? PageRoutes.MEDIA_TYPE : "application/problem+json");
    if (page) {
      headers.set(PageRoutes.POLICY_HEADER, PageRoutes.POLICY);
    }
    headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    headers.set(RequestId.HEADER, id);
    headers.set(HeaderNames.CACHE_CONTROL, "no-store");
    return TransportResponse.builder()
        .status(Status.create(problem.status()))
        .headers(headers)
        .keepAlive(type.keepAlive())
        .entity(page ? Refusals.page(problem, id) : problem.body(id))
        .build();
  }
}
