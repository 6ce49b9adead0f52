package sluice.serving.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a server knows; with none it is open to all who reach it. Immutable.
 *
 * @param keys of different names and secrets
 */
public record ApiKeys(List<ApiKey> keys) {
  /** No keys. */
  public static final ApiKeys NONE = new ApiKeys(List.of());

  /** Checks. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ApiKeys {
    keys = List.copyOf(keys);
    Set<String> seen = new HashSet<>();
    for (ApiKey key : keys) {
      if (!seen.add(key.name()) || !seen.add(key.sha256())) {
        throw new IllegalArgumentException(
            "two keys have one name or one secret; give each its own");
      }
    }
  }

  /** Says whether anyone may call. */
  public boolean open() {
    return keys.isEmpty();
  }

  /** Returns the key of a secret; every key is compared, whichever it is. */
  public Optional<ApiKey> find(String secret) {
    byte[] digest = ApiKey.digest(secret);
    Optional<ApiKey> found = Optional.empty();
    for (ApiKey key : keys) {
      if (key.isOf(digest)) {
        found = Optional.of(key);
      }
    }
    return found;
  }
}
