package sluice.serving.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import sluice.core.UserError;
import sluice.serving.feedback.StoreBusy;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.live.NoSuch;
import sluice.serving.live.Overloaded;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReloadRefused;
import sluice.serving.web.PageRoutes;

/**
 * The HTTP server: a virtual thread a request, the funnel on its own few threads.
 *
 * <p>Bound to loopback unless told otherwise. A request's path, body and user never reach a log.
 */
public final class SluiceServer implements AutoCloseable {
  private final WebServer server;
  private final Metrics metrics;

  /**
   * Where and how much.
   *
   * @param host address to bind to
   * @param port 0 for any that is free
   * @param bodyLimit the largest body, in bytes
   */
  public record Settings(String host, int port, int bodyLimit) {
    /** Loopback, 8080, 1 MiB. */
    public static final Settings DEFAULT = new Settings("127.0.0.1", 8080, 1 << 20);
  }

  private SluiceServer(WebServer server, Metrics metrics) {
    this.server = server;
    this.metrics = metrics;
  }

  /** Starts a server that is open to all who reach it. */
  public static SluiceServer start(Recommender recommender, Settings settings) {
    return start(recommender, settings, Operation.open());
  }

  /**
   * Starts.
   *
   * @throws UserError where the address cannot be bound
   */
  public static SluiceServer start(
      Recommender recommender, Settings settings, Operation operation) {
    OpenApi openApi = OpenApi.load();
    Metrics metrics = new Metrics(recommender, openApi).watch();
    try {
      free(settings);
      WebServerConfig.Builder builder =
          WebServer.builder()
              .host(settings.host())
              .port(settings.port())
              .maxPayloadSize((long) LimitedBody.HOPELESS * settings.bodyLimit())
              // an answer of more than one segment must not wait for the caller's acknowledgement
              .connectionOptions(options -> options.tcpNoDelay(true))
              .shutdownGracePeriod(Duration.ofSeconds(10))
              .shutdownHook(false)
              .directHandlers(transportProblems(metrics))
              .routing(
                  routing -> routes(routing, recommender, settings, operation, openApi, metrics));
      operation.certificate().ifPresent(own -> builder.tls(tls -> tls.sslContext(own.context())));
      return new SluiceServer(builder.build().start(), metrics);
    } catch (RuntimeException e) {
      metrics.close();
      throw new UserError(
          "cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + " ("
              + rootMessage(e)
              + "); give another --port, 0 for any that is free",
          e);
    }
  }

  /**
   * Binds the address and lets it go: the server itself would share a port with another that
   * listens there already, and each would get some of the connections.
   */
  private static void free(Settings settings) {
    if (settings.port() != 0) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(settings.host(), settings.port()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the port that is bound. */
  public int port() {
    return server.port();
  }

  /** Finishes the requests that run, and ends. */
  @Override
  public void close() {
    server.stop();
    metrics.close();
  }

  private static void routes(
      HttpRouting.Builder routing,
      Recommender recommender,
      Settings settings,
      Operation operation,
      OpenApi openApi,
      Metrics metrics) {
    RequestLog log = new RequestLog(operation.log(), openApi);
    routing.addFilter(log::filter);
    routing.addFilter(metrics::filter);
    routing.addFilter(PromisedClose::filter);
    routing.addFilter(WithHead::filter);
    routing.addFilter((chain, request, response) -> {
      response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      response.header(HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin");
      request.streamFilter(body -> new LimitedBody(body, settings.bodyLimit()));
      chain.proceed();
    });
    routing.addFilter(new Gate(operation.access(), openApi)::filter);
    HttpRules withHead = new WithHead(routing);
    calls(withHead, recommender, openApi, metrics, operation);
    withHead.register("/", new PageRoutes(recommender, metrics.history(), metrics::now));
    routing.any(openApi::nothingHere);
    routing.error(Problem.class, (request, response, e) -> e.send(response));
    routing.error(
        UserError.class,
        (request, response, e) ->
            Problem.badRequest(String.valueOf(e.getMessage())).send(response));
    routing.error(
        NoSuch.class,
        (request, response, e) ->
            new Problem(404, "not found", String.valueOf(e.getMessage())).send(response));
    routing.error(
        Overloaded.class,
        (request, response, e) ->
            new Problem(503, "overloaded", String.valueOf(e.getMessage())).send(response));
    routing.error(
        ReloadRefused.class,
        (request, response, e) ->
            new Problem(409, "not taken", String.valueOf(e.getMessage())).send(response));
    routing.error(
        StoreBusy.class,
        (request, response, e) ->
            new Problem(503, "overloaded", "too many events are waiting").send(response));
    routing.error(
        StoreUnavailable.class,
        (request, response, e) -> {
          log.unavailable(request, response, "no-store");
          new Problem(503, "no store", "events cannot be stored at the moment").send(response);
        });
    routing.error(
        RequestException.class, (request, response, e) -> refused(response, e.status().code()));
    routing.error(
        HttpException.class, (request, response, e) -> refused(response, e.status().code()));
    routing.error(
        Exception.class,
        (request, response, e) -> {
          log.failed(request, response, e);
          Problem.ofStatus(500).send(response);
        });
  }

  /** Registers the calls that the document describes, and no other. */
  static void calls(
      HttpRules rules,
      Recommender recommender,
      OpenApi openApi,
      Metrics metrics,
      Operation operation) {
    rules.register("/v1", new ApiRoutes(recommender));
    rules.post("/v1/bundle", new ReloadCall(operation)::handle);
    rules.get("/health/live", (request, response) -> ok(response, "live"));
    rules.get("/health/ready", (request, response) -> ok(response, "ready"));
    rules.get("/openapi.json", openApi::send);
    rules.get("/metrics", metrics::send);
  }

  private static DirectHandlers transportProblems(Metrics metrics) {
    TransportProblems problems = new TransportProblems(metrics);
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, problems);
    }
    return handlers.build();
  }

  private static void ok(ServerResponse response, String status) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send("{\"status\":\"" + status + "\"}");
  }

  private static void refused(ServerResponse response, int status) {
    Problem.ofStatus(status).send(response);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
