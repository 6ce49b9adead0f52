package sluice.serving.http;

import java.net.InetAddress;

/**
 * Whether the {@code Host} of a request names the machine itself, by {@code localhost} or a
 * loopback address.
 *
 * <p>A site may let its own name point to 127.0.0.1; its page then reads what a browser takes for
 * that site, from a server on the viewer's machine (DNS rebinding). What gives it away is the name.
 */
final class LocalName {
  private LocalName() {}

  /** Tells; a port may follow the name. */
  static boolean is(String host) {
    String name = withoutPort(host);
    if (name.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(name).isLoopbackAddress(); // asks no resolver
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
