package sluice.serving.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import sluice.core.CandidateSource;
import sluice.funnel.Funnel;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.BundleManifest;
import sluice.funnel.bundle.EventWeights;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;
import sluice.serving.live.TinyFunnel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A live server over a funnel of five items, and a client: what a fault does to a caller. */
final class TinyServer implements AutoCloseable {
  /** A time in 2025. */
  static final long NOON = 1_750_000_000_000L;

  private final Recommender recommender;
  private final SluiceServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /** What came back. */
  record Reply(int status, String retryAfter, JsonNode json) {
    String text(String key) {
      return json.path(key).asString("");
    }

    List<String> degraded() {
      return texts("degraded", JsonNode::asString);
    }

    List<String> items() {
      return texts("items", item -> item.get("item").asString());
    }

    List<String> outcomes() {
      return texts("results", result -> result.get("outcome").asString());
    }

    private List<String> texts(String key, java.util.function.Function<JsonNode, String> text) {
      return StreamSupport.stream(json.get(key).spliterator(), false).map(text).toList();
    }
  }

  /** What a test would have otherwise than usual. */
  record Setup(
      String store,
      FeedbackSettings feedback,
      LiveSettings live,
      ServerClock clock,
      Optional<ReplayLog> log,
      List<CandidateSource> sources,
      Optional<Funnel> funnel) {
    Setup(String store) {
      this(
          store,
          FeedbackSettings.DEFAULT,
          new LiveSettings(2, 16, 30_000),
          ServerClock.of(() -> NOON),
          Optional.empty(),
          List.of(),
          Optional.empty());
    }

    static Setup in(Path folder) {
      return new Setup("jdbc:sqlite:" + folder.resolve("events.db"));
    }

    /** Room for so many events, and so many slates, to wait. */
    Setup capacity(int capacity) {
      FeedbackSettings few = new FeedbackSettings(capacity, feedback.rules());
      return new Setup(store, few, live, clock, log, sources, funnel);
    }

    Setup live(LiveSettings other) {
      return new Setup(store, feedback, other, clock, log, sources, funnel);
    }

    Setup clock(ServerClock other) {
      return new Setup(store, feedback, live, other, log, sources, funnel);
    }

    Setup log(ReplayLog to) {
      return new Setup(store, feedback, live, clock, Optional.of(to), sources, funnel);
    }

    Setup source(CandidateSource first) {
      return new Setup(store, feedback, live, clock, log, List.of(first), funnel);
    }

    Setup funnel(Funnel other) {
      return new Setup(store, feedback, live, clock, log, sources, Optional.of(other));
    }
  }

  TinyServer(Setup setup) {
    BundleManifest manifest =
        new BundleManifest(
            BundleManifest.FORMAT,
            "0123456789abcdef",
            "tiny",
            "2025-06-15T12:00:00Z",
            "test",
            "25",
            "tiny",
            "",
            1,
            true,
            "in-order",
            3,
            1,
            5,
            1,
            10,
            List.of());
    Funnel funnel = setup.funnel.orElseGet(() -> TinyFunnel.make(setup.sources));
    EventWeights weights = EventWeights.of(funnel.fitted().part().interactions());
    recommender =
        new Recommender(
            new Bundle(Path.of("tiny"), manifest, funnel, weights, 0),
            FeedbackStore.open(setup.store, setup.feedback),
            setup.live,
            setup.clock,
            setup.log);
    Duration minute = Duration.ofMinutes(1);
    ConnectionLimits connections = new ConnectionLimits(1_000, minute, minute, minute, minute);
    server =
        SluiceServer.start(
            recommender, new SluiceServer.Settings("127.0.0.1", 0, 1 << 20, connections));
  }

  Recommender recommender() {
    return recommender;
  }

  Reply recommend(String user) {
    return post("/v1/recommend", "{\"user\": \"" + user + "\"}");
  }

  /** Tells of one click that came by no slate. */
  Reply click(String id, String user, String item) {
    return post("/v1/events", event(id, user, item, NOON, ""));
  }

  static String event(String id, String user, String item, long time, String request) {
    String of = request.isEmpty() ? "" : ", \"requestId\": \"" + request + "\"";
    return "{\"id\": \"%s\", \"kind\": \"click\", \"user\": \"%s\", \"item\": \"%s\", \"time\": %d%s}"
        .formatted(id, user, item, time, of);
  }

  Reply post(String path, String body) {
    return later(path, body).join();
  }

  /** Posts without waiting for the answer. */
  CompletableFuture<Reply> later(String path, String body) {
    HttpRequest request =
        uri(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(TinyServer::reply);
  }

  Reply get(String path) {
    return send(uri(path).GET().build());
  }

  Reply delete(String path) {
    return send(uri(path).DELETE().build());
  }

  private Reply send(HttpRequest request) {
    try {
      return reply(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns one figure of the metrics; 0 where it is not there. */
  double metric(String name) throws IOException, InterruptedException {
    String all = client.send(uri("/metrics").build(), HttpResponse.BodyHandlers.ofString()).body();
    return all.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  private HttpRequest.Builder uri(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path));
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("Retry-After").orElse(""),
        response.body().isEmpty()
            ? JsonMapper.shared().missingNode()
            : JsonMapper.shared().readTree(response.body()));
  }

  @Override
  public void close() {
    client.close();
    server.close();
    recommender.close();
  }
}
