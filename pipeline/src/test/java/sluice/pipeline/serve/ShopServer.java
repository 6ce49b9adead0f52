package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import sluice.pipeline.config.ServeConfig;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.http.Operation;
import sluice.serving.http.SluiceServer;
import sluice.serving.live.BundleReload;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;
import sluice.serving.log.ServerLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live server over the small shop, its events in SQLite, and a client. */
final class ShopServer implements AutoCloseable {
  /** Small, so that a body that is too large is soon sent. */
  static final int BODY_LIMIT = 20_000;

  private final Recommender recommender;
  private final SluiceServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /** What came back; where there is no JSON, a node that is missing. */
  record Reply(int status, HttpResponse<String> response, JsonNode json) {
    List<String> items() {
      assertThat(status).as("%s", json).isEqualTo(200);
      return StreamSupport.stream(json.get("items").spliterator(), false)
          .map(item -> item.get("item").asString())
          .toList();
    }

    String text(String key) {
      return json.path(key).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private static Operation open(Recommender recommender, Path run) {
    AccessControl access = new AccessControl(ApiKeys.NONE);
    BundleReload reload =
        new BundleReload(recommender, () -> run.resolve("bundle"), () -> () -> {});
    return new Operation(access, Optional.empty(), ServerLog.off(), reload::reload);
  }

  private ShopServer(Recommender recommender, Operation operation, ConnectionLimits connections) {
    this.recommender = recommender;
    this.server =
        SluiceServer.start(
            recommender,
            new SluiceServer.Settings("127.0.0.1", 0, BODY_LIMIT, connections),
            operation);
  }

  /** Serves the shop, with an empty store in a folder. */
  static ShopServer start(Path folder) {
    return start(folder, Optional.empty());
  }

  /**
   * Serves a copy of the shop's bundle, which forgetting may change, with the store of a folder.
   */
  static ShopServer start(Path folder, Optional<ReplayLog> log) {
    return start(copy(Sluice.shopRun(), folder.resolve("run")), folder, log);
  }

  /** Copies what of a run is served, where it is not there yet. */
  static Path copy(Path run, Path to) {
    if (Files.exists(to)) {
      return to;
    }
    try (Stream<Path> all = Files.walk(run.resolve("bundle"))) {
      Files.createDirectories(to);
      Files.copy(run.resolve("manifest.json"), to.resolve("manifest.json"));
      for (Path from : all.toList()) {
        Path target = to.resolve(run.relativize(from).toString());
        Files.createDirectories(target.getParent());
        Files.copy(from, target);
      }
      return to;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Copies what of a run is served, with one bit of its features turned over. */
  static Path damagedCopy(Path run, Path to) throws IOException {
    Path features = copy(run, to).resolve("bundle/features.arrays");
    byte[] content = Files.readAllBytes(features);
    content[content.length / 2] ^= 1;
    Files.write(features, content);
    return to;
  }

  /** Serves a run, with the store of a folder. */
  static ShopServer start(Path run, Path folder, Optional<ReplayLog> log) {
    return start(run, folder, log, recommender -> open(recommender, run));
  }

  /** Serves the shop, run like that. */
  static ShopServer start(Path folder, Operation operation) {
    return start(Sluice.shopRun(), folder, Optional.empty(), recommender -> operation);
  }

  /** Serves the shop, run like that, with limits for its connections. */
  static ShopServer start(Path folder, Operation operation, ConnectionLimits connections) {
    return start(Sluice.shopRun(), folder, Optional.empty(), recommender -> operation, connections);
  }

  /** Serves a run with the store of a folder, run as is made of the recommender. */
  static ShopServer start(
      Path run, Path folder, Optional<ReplayLog> log, Function<Recommender, Operation> operation) {
    return start(
        run, folder, log, operation, ServeConfig.read(Optional.empty(), Map.of()).connections());
  }

  private static ShopServer start(
      Path run,
      Path folder,
      Optional<ReplayLog> log,
      Function<Recommender, Operation> operation,
      ConnectionLimits connections) {
    Bundle bundle = Bundle.load(run.resolve("bundle"));
    FeedbackStore store =
        FeedbackStore.open("jdbc:sqlite:" + folder.resolve("events.db"), FeedbackSettings.DEFAULT);
    // a long deadline: what is tested here is never that the machine is fast
    Recommender recommender =
        new Recommender(
            bundle,
            store,
            new LiveSettings(2, 16, 30_000),
            ServerClock.of(ServerClock.Mode.DATA),
            log);
    return new ShopServer(recommender, operation.apply(recommender), connections);
  }

  Recommender recommender() {
    return recommender;
  }

  int port() {
    return server.port();
  }

  /** Posts JSON. */
  Reply post(String path, String body) {
    return send(request(path).header("Content-Type", "application/json"), "POST", body);
  }

  /** Sends JSON; an empty body is none. */
  Reply send(String method, String path, String body) {
    return send(request(path).header("Content-Type", "application/json"), method, body);
  }

  /** Calls without a body. */
  Reply call(String method, String path) {
    return send(request(path), method, "");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** Sends; an empty body is none. */
  Reply send(HttpRequest.Builder request, String method, String body) {
    return send(
        request,
        method,
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
  }

  /** Sends. */
  Reply send(HttpRequest.Builder request, String method, HttpRequest.BodyPublisher content) {
    try {
      HttpResponse<String> response =
          client.send(
              request.method(method, content).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      String type = response.headers().firstValue("Content-Type").orElse("");
      boolean json = type.startsWith("application/") && !response.body().isEmpty();
      return new Reply(
          response.statusCode(),
          response,
          json ? JsonMapper.shared().readTree(response.body()) : JsonMapper.shared().missingNode());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    recommender.close();
  }
}
