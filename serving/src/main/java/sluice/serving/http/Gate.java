package sluice.serving.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import sluice.serving.access.AccessControl;
import sluice.serving.access.Admission;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Credentials;
import sluice.serving.access.Role;

/**
 * Lets a request through to its route, or not: by its key, by how much its caller asks, and by the
 * site whose page sent it.
 *
 * <p>Programs send a key as {@code Bearer}; browsers as the password of {@code Basic}, which they
 * then send along by themselves, also where another site's page made them ask. So what changes
 * something is refused where the browser says that it comes from elsewhere. Which role a call needs
 * stands in the OpenAPI document; what is not in there are pages, to be read. A server without keys
 * answers to this machine's own name alone. Safe for use by many threads.
 */
final class Gate {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

  private final AccessControl access;
  private final OpenApi openApi;
  private final ConnectionFilter connections;

  Gate(AccessControl access, OpenApi openApi, ConnectionFilter connections) {
    this.access = access;
    this.openApi = openApi;
    this.connections = connections;
  }

  /** Lets a request through, or throws a {@link Problem} of 400, 401, 403, 408, 413, 429 or 503. */
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Optional<Role> needed = openApi.role(request.prologue().method().text(), request.path().path());
    if (needed.isEmpty()) {
      chain.proceed();
      return;
    }
    ApiKeys keys = access.keys();
    Optional<String> sent = request.headers().first(HeaderNames.AUTHORIZATION);
    Optional<ApiKey> key = sent.flatMap(Credentials::secret).flatMap(keys::find);
    String caller = key.map(ApiKey::name).orElseGet(() -> address(request));
    admit(access.ask(caller), response);
    refuseOtherSites(request);
    if (keys.open()) {
      refuseOtherNames(request);
    } else {
      check(request, response, sent.isPresent(), key, needed.get());
    }
    connections.readBody(request);
    // a place is for work: it is taken when the request is read, given back before it is answered
    Runnable leave = admit(access.enter(caller), response);
    response.beforeSend(leave);
    try {
      chain.proceed();
    } finally {
      leave.run();
    }
  }

  private static Runnable admit(Admission admission, RoutingResponse response) {
    return switch (admission) {
      case Admission.Entered entered -> entered.leave();
      case Admission.Full full -> throw Problem.ofStatus(503);
      case Admission.Later later -> {
        response.header(HeaderNames.RETRY_AFTER, Long.toString(later.seconds()));
        throw new Problem(429, "too many requests", "ask more slowly, or less at a time");
      }
    };
  }

  /**
   * Returns what stands for who has no key: the address, of IPv6 the network, since one caller has
   * all of it.
   */
  private static String address(RoutingRequest request) {
    if (request.remotePeer().address() instanceof InetSocketAddress peer
        && peer.getAddress() != null) {
      byte[] bytes = peer.getAddress().getAddress();
      return "address " + HexFormat.of().formatHex(bytes, 0, bytes.length == 16 ? 8 : 4);
    }
    return "address";
  }

  private static void check(
      RoutingRequest request,
      RoutingResponse response,
      boolean sent,
      Optional<ApiKey> key,
      Role needed) {
    if (key.isEmpty()) {
      // a browser asks its user where it is told Basic, a program has no one to ask
      boolean person = request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html");
      response.header(
          HeaderNames.WWW_AUTHENTICATE,
          person ? "Basic realm=\"Sluice\", charset=\"UTF-8\"" : "Bearer realm=\"Sluice\"");
      throw new Problem(
          401,
          "no key",
          sent
              ? "this key is not known"
              : "send Authorization: Bearer and a key; browsers take it as the password");
    }
    request.context().register(key.get());
    if (!key.get().role().covers(needed)) {
      throw new Problem(
          403,
          "forbidden",
          "this call takes a key of role "
              + needed.word()
              + "; this one is of role "
              + key.get().role().word());
    }
  }

  /** Browsers that tell nothing of {@code Sec-Fetch-Site} still tell the origin. */
  private static void refuseOtherSites(RoutingRequest request) {
    if (SAFE.contains(request.prologue().method())) {
      return;
    }
    Optional<String> site = request.headers().first(FETCH_SITE);
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
    boolean same =
        site.isPresent()
            ? site.get().equals("same-origin") || site.get().equals("none")
            : origin.isEmpty() || isHost(origin.get(), request);
    if (!same) {
      throw new Problem(403, "forbidden", "a page of another site may not send this");
    }
  }

  /** Without keys the server is for this machine: no page that came by another name reads it. */
  private static void refuseOtherNames(RoutingRequest request) {
    Optional<String> host = request.headers().first(HeaderNames.HOST);
    if (host.isPresent() && !LocalName.is(host.get())) {
      throw new Problem(
          403,
          "forbidden",
          "without keys this server answers to the names localhost, 127.0.0.1 and [::1] alone; give"
              + " it keys, or let the proxy before it send Host: localhost");
    }
  }

  private static boolean isHost(String origin, RoutingRequest request) {
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    return origin.substring(origin.indexOf("://") + 1).equalsIgnoreCase("//" + host);
  }
}
