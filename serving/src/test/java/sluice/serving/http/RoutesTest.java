package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.serving.live.Recommender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's routes are the document's calls, none more and none less. */
class RoutesTest {
  @TempDir Path folder;

  @Test
  void everyRouteIsInTheDocumentAndTheOtherWayRound() throws Exception {
    Routes routes = new Routes("", new TreeSet<>());
    OpenApi openApi = OpenApi.load();
    try (TinyServer server = new TinyServer(TinyServer.Setup.in(folder))) {
      Recommender recommender = server.recommender();
      Metrics metrics = new Metrics(recommender, openApi);
      SluiceServer.calls(routes, recommender, openApi, metrics, Operation.open());
    }
    Set<String> documented = new TreeSet<>();
    try (var in = OpenApi.class.getResourceAsStream("openapi.json")) {
      JsonNode document = JsonMapper.shared().readTree(in.readAllBytes());
      document
          .get("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .propertyNames()
                  .forEach(method -> documented.add(method + " " + path.getKey())));
    }
    assertThat(routes.found).isEqualTo(documented).hasSizeGreaterThan(10);
  }

  /** Writes down what is registered. */
  private record Routes(String prefix, Set<String> found) implements HttpRules {
    @Override
    public HttpRules register(HttpService... services) {
      return register("", services);
    }

    @Override
    public HttpRules register(String path, HttpService... services) {
      for (HttpService service : services) {
        service.routing(new Routes(prefix + path, found));
      }
      return this;
    }

    @Override
    public HttpRules route(HttpRoute route) {
      throw new AssertionError("a route that says neither its path nor its method: " + route);
    }

    @Override
    public HttpRules get(String path, Handler... handlers) {
      return note("get", path);
    }

    @Override
    public HttpRules post(String path, Handler... handlers) {
      return note("post", path);
    }

    @Override
    public HttpRules put(String path, Handler... handlers) {
      return note("put", path);
    }

    @Override
    public HttpRules delete(String path, Handler... handlers) {
      return note("delete", path);
    }

    private HttpRules note(String method, String path) {
      found.add(method + " " + prefix + path.replace("{+", "{"));
      return this;
    }
  }
}
