package sluice.pipeline.config;

import java.nio.file.Path;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.serving.tls.ServerCertificate;

/** The certificate in a server's config: two PEM files, or a keystore with its password. */
final class TlsConfig {
  private TlsConfig() {}

  /** Reads the map {@code tls} and the files that it names. */
  static Optional<ServerCertificate> read(ConfigNode root, Path folder) {
    return root.get("tls").map(tls -> certificate(tls, folder));
  }

  private static ServerCertificate certificate(ConfigNode tls, Path folder) {
    Optional<Path> certificate = file(tls, "certificate", folder);
    Optional<Path> key = file(tls, "key", folder);
    Optional<Path> keystore = file(tls, "keystore", folder);
    Optional<String> password = tls.get("password").map(ConfigNode::asText);
    tls.finish();
    boolean pem = certificate.isPresent() && key.isPresent();
    boolean store = keystore.isPresent() && password.isPresent();
    if (pem == store
        || certificate.isPresent() != key.isPresent()
        || keystore.isPresent() != password.isPresent()) {
      throw tls.error("certificate and key are expected, or keystore and password");
    }
    try {
      return pem
          ? ServerCertificate.ofPem(certificate.orElseThrow(), key.orElseThrow())
          : ServerCertificate.ofKeystore(keystore.orElseThrow(), password.orElseThrow());
    } catch (UserError e) {
      throw new UserError(tls.place() + ": tls: " + e.getMessage(), e);
    }
  }

  private static Optional<Path> file(ConfigNode tls, String key, Path folder) {
    return tls.get(key).map(node -> folder.resolve(node.asText()));
  }
}
