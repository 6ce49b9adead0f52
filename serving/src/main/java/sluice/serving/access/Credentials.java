package sluice.serving.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The secret in an {@code Authorization} header: {@code Bearer} as programs send it, or the
 * password of {@code Basic} as browsers do, whatever the user's name.
 */
public final class Credentials {
  /** No secret is longer; what is, need not be hashed. */
  private static final int LONGEST = 1_024;

  private Credentials() {}

  /** Returns the secret; empty where the header holds none that can be read. */
  public static Optional<String> secret(String authorization) {
    int blank = authorization.indexOf(' ');
    if (blank < 0 || authorization.length() > LONGEST) {
      return Optional.empty();
    }
    String value = authorization.substring(blank + 1).strip();
    return switch (authorization.substring(0, blank).toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(value);
      case "basic" -> password(value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
