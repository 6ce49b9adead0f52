package sluice.serving.live;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids that nobody can guess: 128 random bits as 32 hexadecimal digits. Safe for many threads. */
final class RequestIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestIds() {}

  static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
