package sluice.serving.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.live.BundleReload;
import sluice.serving.live.ReloadRefused;
import sluice.serving.log.ServerLog;
import sluice.serving.tls.ServerCertificate;

/**
 * What a server is run by, in addition to what it recommends.
 *
 * @param access who may call
 * @param certificate for TLS; none for plain HTTP
 * @param log notified of what happens
 * @param reload takes another bundle, or throws {@link ReloadRefused}
 */
public record Operation(
    AccessControl access,
    Optional<ServerCertificate> certificate,
    ServerLog log,
    Supplier<BundleReload.Reloaded> reload) {
  /** A reload where there is nothing to load again. */
  public static final Supplier<BundleReload.Reloaded> NO_RELOAD =
      () -> {
        String what = "this server was not told where another bundle would lie";
        throw new ReloadRefused(what, what);
      };

  /** Returns that of a server which is open to all who reach it. */
  public static Operation open() {
    return new Operation(
        new AccessControl(ApiKeys.NONE), Optional.empty(), ServerLog.off(), NO_RELOAD);
  }

  /**
   * Takes another bundle, and tells the log of it: of the one that was taken, or why it was not.
   *
   * @throws ReloadRefused where it was not; nothing has changed
   */
  public BundleReload.Reloaded takeBundle() {
    try {
      BundleReload.Reloaded done = reload.get();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("before", done.before());
      fields.put("after", done.after());
      log.info("reloaded", fields);
      return done;
    } catch (ReloadRefused e) {
      log.warn("reload-refused", Map.of("why", e.logged()));
      throw e;
    }
  }
}
