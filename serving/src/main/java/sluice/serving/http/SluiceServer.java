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
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import sluice.core.UserError;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.connection.Connections;
import sluice.serving.connection.OwnHttp1;
import sluice.serving.feedback.StoreBusy;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.live.NoSuch;
import sluice.serving.live.Overloaded;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReloadRefused;
import sluice.serving.web.PageRoutes;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP server: a virtual thread a request, the funnel on its own few threads.
 *
 * <p>Bound to loopback unless told otherwise. A request's path, body and user never reach a log.
 */
public final class SluiceServer implements AutoCloseable {
  private final WebServer server;
  private final Connections connections;
  private final Metrics metrics;

  /**
   * Where and how much.
   *
   * @param host address to bind to
   * @param port 0 for any that is free
   * @param bodyLimit the largest body, in bytes
   * @param connections how many, and how long each may wait for its client
   */
  public record Settings(String host, int port, int bodyLimit, ConnectionLimits connections) {
    /** The largest body where nothing else is said, 1 MiB. */
    public static final int BODY_LIMIT = 1 << 20;
  }

  private SluiceServer(WebServer server, Connections connections, Metrics metrics) {
    this.server = server;
    this.connections = connections;
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
    Connections connections = new Connections(settings.connections());
    try {
      free(settings);
      WebServerConfig.Builder builder =
          WebServer.builder()
              .host(settings.host())
              .port(settings.port())
              .maxPayloadSize((long) LimitedBody.HOPELESS * settings.bodyLimit())
              .connectionOptions(connections.accepting())
              .protocolsDiscoverServices(false)
              .addConnectionSelector(new OwnHttp1(connections))
              .shutdownGracePeriod(Duration.ofSeconds(10))
              .shutdownHook(false)
              .directHandlers(transportProblems(metrics))
              .routing(routing -> {
                ConnectionFilter own = new ConnectionFilter(connections);
                routing.addFilter(own::filter);
                routes(routing, recommender, settings, operation, openApi, metrics, own);
              });
      operation
          .certificate()
          .ifPresent(own ->
              builder.tls(tls -> tls.privateKey(own.key()).privateKeyCertChain(own.chain())));
      return new SluiceServer(builder.build().start(), connections, metrics);
    } catch (RuntimeException e) {
      connections.close();
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
    connections.close();
    server.stop();
    metrics.close();
  }

  private static void routes(
      HttpRouting.Builder routing,
      Recommender recommender,
      Settings settings,
      Operation operation,
      OpenApi openApi,
      Metrics metrics,
      ConnectionFilter connections) {
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
    routing.addFilter(CleanRequest::filter);
    routing.addFilter(new Gate(operation.access(), openApi, connections)::filter);
    HttpRules withHead = new WithHead(routing);
    calls(withHead, recommender, openApi, metrics, operation);
    withHead.register("/", new PageRoutes(recommender, metrics.history(), metrics::now));
    routing.any(openApi::nothingHere);
    routing.error(Problem.class, Refusals::send);
    routing.error(
        UserError.class,
        (request, response, e) ->
            Refusals.send(request, response, Problem.badRequest(String.valueOf(e.getMessage()))));
    routing.error(
        NoSuch.class,
        (request, response, e) ->
            refuse(request, response, 404, "not found", String.valueOf(e.getMessage())));
    routing.error(
        Overloaded.class,
        (request, response, e) ->
            refuse(request, response, 503, "overloaded", String.valueOf(e.getMessage())));
    routing.error(
        ReloadRefused.class,
        (request, response, e) ->
            refuse(request, response, 409, "not taken", String.valueOf(e.getMessage())));
    routing.error(
        StoreBusy.class,
        (request, response, e) ->
            refuse(request, response, 503, "overloaded", "too many events are waiting"));
    routing.error(
        StoreUnavailable.class,
        (request, response, e) ->
            refuse(request, response, 503, "no store", "events cannot be stored at the moment"));
    routing.error(
        RequestException.class,
        (request, response, e) ->
            Refusals.send(request, response, Problem.ofStatus(e.status().code())));
    routing.error(
        HttpException.class,
        (request, response, e) ->
            Refusals.send(request, response, Problem.ofStatus(e.status().code())));
    routing.error(
        Throwable.class, // errors of the JVM too: what is not handled here is not logged
        (request, response, e) -> {
          log.failed(request, response, e);
          Refusals.send(request, response, Problem.ofStatus(500));
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
    rules.get("/health/live", (request, response) -> health(response, Map.of("status", "live")));
    rules.get("/health/ready", (request, response) -> health(response, ready(recommender)));
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

  /** The path of the store is not told here, where all may ask; the log has it. */
  private static Map<String, String> ready(Recommender recommender) {
    return recommender.storeFailing()
        ? Map.of(
            "status",
            "degraded",
            "detail",
            "events cannot be stored at the moment; the log says why")
        : Map.of("status", "ready");
  }

  private static void health(ServerResponse response, Map<String, String> says) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(JsonMapper.shared().writeValueAsBytes(new TreeMap<>(says).descendingMap()));
  }

  private static void refuse(
      ServerRequest request, ServerResponse response, int status, String title, String detail) {
    Refusals.send(request, response, new Problem(status, title, detail));
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
