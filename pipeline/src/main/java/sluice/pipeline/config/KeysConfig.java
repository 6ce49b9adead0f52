package sluice.pipeline.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Limits;
import sluice.serving.access.Role;
import sluice.serving.connection.ConnectionLimits;

/** The keys in a server's config, how much each may ask, and how long a connection may wait. */
final class KeysConfig {
  private static final List<String> ROLES = Arrays.stream(Role.values()).map(Role::word).toList();

  private KeysConfig() {}

  /** Reads the list {@code keys}. */
  static ApiKeys read(ConfigNode root) {
    List<ApiKey> keys = root.list("keys", List.of(), KeysConfig::key);
    try {
      return new ApiKeys(keys);
    } catch (IllegalArgumentException e) {
      throw root.require("keys").error(e.getMessage() + "; give each its own");
    }
  }

  /** Reads the map {@code limits}. */
  static Limits limits(ConfigNode node) {
    Limits none = Limits.DEFAULT;
    double perKey = node.number("perKey", none.perSecond(), 0, 1e6);
    int burst = node.integer("burst", none.burst(), 0, 1_000_000);
    int concurrent = node.integer("concurrent", none.concurrent(), 0, 1_000_000);
    int total = node.integer("total", none.total(), 0, 1_000_000);
    node.finish();
    return new Limits(perKey, burst, concurrent, total);
  }

  /** Reads the map {@code connections}. */
  static ConnectionLimits connections(ConfigNode node) {
    ConnectionLimits none = ConnectionLimits.DEFAULT;
    int most = node.integer("most", none.most(), 1, 1_000_000);
    Duration headers = seconds(node, "headers", none.headers());
    Duration body = seconds(node, "body", none.body());
    Duration answer = seconds(node, "answer", none.answer());
    Duration idle = seconds(node, "idle", none.idle());
    node.finish();
    return new ConnectionLimits(most, headers, body, answer, idle);
  }

  private static Duration seconds(ConfigNode node, String key, Duration absent) {
    return Duration.ofMillis(
        Math.round(1_000 * node.number(key, (double) absent.toSeconds(), 0.05, 86_400)));
  }

  private static ApiKey key(ConfigNode node) {
    String name = matching(node, "name", ApiKey.NAME, "1 to 64 letters, digits, . _ or -");
    String role = node.require("role").asOneOf(ROLES);
    String hash =
        matching(
            node, "sha256", ApiKey.SHA_256, "64 hexadecimal digits, as sluice serve key prints");
    node.finish();
    return new ApiKey(name, Role.valueOf(role.toUpperCase(Locale.ROOT)), hash);
  }

  private static String matching(ConfigNode node, String key, String pattern, String what) {
    ConfigNode value = node.require(key);
    return Optional.of(value.asText())
        .filter(text -> text.matches(pattern))
        .orElseThrow(() -> value.error(what + " are expected"));
  }
}
