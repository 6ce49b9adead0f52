package sluice.serving.tls;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import sluice.core.UserError;

/**
 * A private key and the chain of certificates that vouch for its owner, the server's own first.
 *
 * @param key of the first certificate
 * @param chain one or more
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
  /** Checks. */
  public ServerCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain has one certificate or more");
    }
  }

  /**
   * Reads what a config names: PEM files, or a keystore with its password.
   *
   * @throws UserError where a file is missing, or is not what it should be
   */
  @JsonCreator
  public static ServerCertificate of(
      @JsonProperty("certificate") Optional<Path> certificate,
      @JsonProperty("key") Optional<Path> key,
      @JsonProperty("keystore") Optional<Path> keystore,
      @JsonProperty("password") Optional<String> password) {
    boolean pem = certificate.isPresent();
    if (pem != key.isPresent()
        || keystore.isPresent() != password.isPresent()
        || pem == keystore.isPresent()) {
      throw new IllegalArgumentException(
          "certificate and key are expected, or keystore and password");
    }
    return pem
        ? ofPem(certificate.orElseThrow(), key.orElseThrow())
        : ofKeystore(keystore.orElseThrow(), password.orElseThrow());
  }

  /**
   * Reads PEM files, as certificate authorities hand them out.
   *
   * @param certificate the chain, the server's own certificate first
   * @param key the private key in PKCS#8, not encrypted
   * @throws UserError where a file is missing or is not that, or the two do not belong together
   */
  public static ServerCertificate ofPem(Path certificate, Path key) {
    List<X509Certificate> chain = PemFile.certificates(certificate);
    PrivateKey secret = PemFile.privateKey(key, chain.getFirst().getPublicKey());
    return new ServerCertificate(secret, chain);
  }

  /**
   * Reads the first key of a keystore.
   *
   * @param file in PKCS#12, or JKS
   * @param password of the file and of the key
   * @throws UserError where the file is missing, is no keystore, has another password or no key
   */
  public static ServerCertificate ofKeystore(Path file, String password) {
    char[] secret = password.toCharArray();
    try {
      KeyStore store = open(file, secret);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, secret) instanceof PrivateKey key) {
          return new ServerCertificate(
              key,
              Arrays.stream(store.getCertificateChain(alias))
                  .map(X509Certificate.class::cast)
                  .toList());
        }
      }
      throw new UserError(file + " holds no private key");
    } catch (GeneralSecurityException e) {
      throw new UserError(file + ": its key cannot be read with this password", e);
    }
  }

  private static KeyStore open(Path file, char[] password) throws GeneralSecurityException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " does not exist; a keystore is expected there");
    }
    try {
      return KeyStore.getInstance(file.toFile(), password);
    } catch (IOException e) {
      boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
      throw new UserError(
          file + (wrong ? ": the password is not that of this keystore" : " cannot be read"), e);
    } catch (KeyStoreException e) {
      throw new UserError(file + " is no keystore; PKCS#12 (.p12) is expected", e);
    }
  }
}
