package sluice.evaluation.trec;

import java.nio.charset.StandardCharsets;

/**
 * Ids as they stand in TREC files: white space, control characters and {@code %} percent-encoded as
 * UTF-8 bytes, all else as it is.
 */
public final class TrecIds {
  private static final String HEX = "0123456789ABCDEF";

  private TrecIds() {}

  /** Encodes an id; ids without such characters stay the same. */
  public static String encode(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an empty id cannot stand in a TREC file");
    }
    StringBuilder out = new StringBuilder(id.length() + 8);
    id.codePoints()
        .forEach(c -> {
          if (!special(c)) {
            out.appendCodePoint(c);
            return;
          }
          for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
          }
        });
    return out.toString();
  }

  /** Decodes what {@link #encode} made; a {@code %} without two hex digits after it stays. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low >= 0) {
        out[n++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        out[n++] = in[i];
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  private static boolean special(int c) {
    return c == '%'
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || c == 0xFEFF;
  }
}
