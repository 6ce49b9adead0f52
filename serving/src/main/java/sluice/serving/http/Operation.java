package sluice.serving.http;

import java.util.Optional;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.log.ServerLog;
import sluice.serving.tls.ServerCertificate;

/**
 * What a server is run by, beside what it recommends.
 *
 * @param access who may call
 * @param certificate for TLS; none for plain HTTP
 * @param log is told of what happens
 */
public record Operation(
    AccessControl access, Optional<ServerCertificate> certificate, ServerLog log) {
  /** Returns that of a server which is open to all who reach it. */
  public static Operation open() {
    return new Operation(new AccessControl(ApiKeys.NONE), Optional.empty(), ServerLog.off());
  }
}
