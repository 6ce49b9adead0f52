package sluice.serving.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Answers HEAD wherever GET is answered: the same status and headers, without the body. */
record WithHead(HttpRules rules) implements HttpRules {
  /** Keeps the body back of whatever answers a HEAD, a refusal as well. */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (request.prologue().method().equals(Method.HEAD)) {
      response.streamFilter(Bodiless::new);
    }
    chain.proceed();
  }

  @Override
  public HttpRules get(String path, Handler... handlers) {
    rules.get(path, handlers);
    for (Handler handler : handlers) {
      rules.head(path, handler);
    }
    return this;
  }

  @Override
  public HttpRules register(HttpService... services) {
    for (HttpService service : services) {
      rules.register(inner -> service.routing(new WithHead(inner)));
    }
    return this;
  }

  @Override
  public HttpRules register(String path, HttpService... services) {
    for (HttpService service : services) {
      rules.register(path, inner -> service.routing(new WithHead(inner)));
    }
    return this;
  }

  @Override
  public HttpRules route(HttpRoute route) {
    rules.route(route);
    return this;
  }

  /** Takes a body and passes none of it on. */
  private static final class Bodiless extends OutputStream {
    private final OutputStream out;

    Bodiless(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
