package sluice.serving.http;

import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;
import sluice.serving.access.ApiKey;
import sluice.serving.log.ServerLog;

/** Names every request, and tells the log what became of it. Safe for use by many threads. */
final class RequestLog {
  private static final String OTHER = "other";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");

  private final ServerLog log;
  private final OpenApi openApi;

  RequestLog(ServerLog log, OpenApi openApi) {
    this.log = log;
    this.openApi = openApi;
  }

  /** Names a request, and tells of it when its response is sent. */
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    String id = RequestId.of(request.headers());
    response.header(RequestId.HEADER, id);
    response.whenSent(() ->
        log.answered(
            method(request),
            call(request),
            response.status().code(),
            System.nanoTime() - start,
            id,
            request.context().get(ApiKey.class).map(ApiKey::name).orElse("")));
    chain.proceed();
  }

  /** Tells of a request that failed by a fault of the server. */
  void failed(ServerRequest request, ServerResponse response, Throwable thrown) {
    log.failed(call(request), id(response), thrown);
  }

  private static String id(ServerResponse response) {
    return response.headers().first(RequestId.HEADER).orElse("");
  }

  private String call(ServerRequest request) {
    String method = method(request).equals("HEAD") ? "GET" : method(request);
    return openApi.call(method, request.prologue().uriPath().path()).orElse(OTHER);
  }

  private static String method(ServerRequest request) {
    String method = request.prologue().method().text();
    return METHODS.contains(method) ? method : OTHER; // any word may be sent for one
  }
}
