package sluice.serving.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import sluice.core.SettingError;

/**
 * A caller that is known by a secret, of which only the hash is kept.
 *
 * <p>A plain SHA-256 is enough where the secret is 256 random bits, as {@link #newSecret} makes it:
 * there is nothing to guess. It would not be for a password that a person chose.
 *
 * @param name says whose it is, in logs; 1 to 64 letters, digits, dots, dashes, underscores
 * @param role what it may do
 * @param sha256 of the secret's UTF-8 bytes, 64 hexadecimal digits
 */
public record ApiKey(String name, Role role, String sha256) {
  /** What a name looks like. */
  public static final String NAME = "[A-Za-z0-9._-]{1,64}";

  /** What a hash looks like. */
  public static final String SHA_256 = "[0-9a-fA-F]{64}";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks. */
  public ApiKey {
    SettingError.check(
        "name", name.matches(NAME), "a name of 1 to 64 letters, digits, . _ or - is expected");
    SettingError.check(
        "sha256",
        sha256.matches(SHA_256),
        "64 hexadecimal digits, as sluice serve key prints, are expected");
  }

  /** Returns a secret that no one can guess: 256 random bits as 43 characters. */
  public static String newSecret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns a secret's hash as a config holds it. */
  public static String hash(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  /** Says whether a hash is this key's, in a time that does not tell how much of it is right. */
  boolean isOf(byte[] digest) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), digest);
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
