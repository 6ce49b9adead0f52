package sluice.serving.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The bytes of a connection, with a first request of HTTP/1.0 put into the words of 1.1: nginx, to
 * name one, asks like that by default, and Helidon hangs up on it.
 *
 * <p>Such a request ends its connection, whatever it says of that, and need not name a host. Only
 * the first request of a connection can be of 1.0, since it is then the last. Not thread-safe.
 */
final class OldRequest implements Supplier<byte[]> {
  /** More than Helidon takes for the headers of a request; it refuses what is longer. */
  private static final int MOST = 32_768;

  private static final String END = "\r\n\r\n";

  private final Supplier<byte[]> in;
  private boolean first = true;

  OldRequest(Supplier<byte[]> in) {
    this.in = in;
  }

  @Override
  public byte[] get() {
    if (!first) {
      return in.get();
    }
    first = false;
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    read.writeBytes(in.get());
    while (!hasLine(read) && read.size() < MOST) {
      read.writeBytes(in.get());
    }
    if (!text(read).split("\r\n", 2)[0].endsWith(" HTTP/1.0")) {
      return read.toByteArray();
    }
    while (!text(read).contains(END) && read.size() < MOST) {
      read.writeBytes(in.get());
    }
    return rewritten(text(read)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean hasLine(ByteArrayOutputStream read) {
    return text(read).indexOf('\n') >= 0;
  }

  /** Each byte is a character, and comes out as it went in. */
  private static String text(ByteArrayOutputStream read) {
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  private static String rewritten(String request) {
    int end = request.indexOf(END);
    if (end < 0) {
      return request;
    }
    StringBuilder out = new StringBuilder();
    boolean host = false;
    for (String line : request.substring(0, end).split("\r\n", -1)) {
      String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      host |= name.equals("host");
      if (out.isEmpty()) {
        out.append(line, 0, line.length() - 1).append('1').append("\r\n");
      } else if (!name.equals("connection") && !name.equals("expect")) {
        out.append(line).append("\r\n");
      }
    }
    out.append(host ? "" : "Host: localhost\r\n").append("Connection: close").append(END);
    return out.append(request, end + END.length(), request.length()).toString();
  }
}
