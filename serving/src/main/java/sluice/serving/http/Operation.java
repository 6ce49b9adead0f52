package sluice.serving.http;

import java.util.Optional;
import java.util.function.Supplier;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.live.BundleReload;
import sluice.serving.live.ReloadRefused;
import sluice.serving.log.ServerLog;
import sluice.serving.tls.ServerCertificate;

/**
 * What a server is run by, beside what it recommends.
 *
 * @param access who may call
 * @param certificate for TLS; none for plain HTTP
 * @param log is told of what happens
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
}
