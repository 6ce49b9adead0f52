package sluice.serving.tls;

import io.helidon.common.pki.PemReader;
import io.helidon.common.pki.PkiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.core.UserError;

/**
 * Reads PEM: certificates by Helidon, and a private key, which Helidon reads of RSA, DSA and EC
 * alone, by the JDK.
 */
final class PemFile {
  private static final String KEY = "PRIVATE KEY";
  private static final Pattern PART =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*" + KEY + ")-----([^-]+)-----END \\1-----");

  private PemFile() {}

  static List<X509Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(existing(file))) {
      return PemReader.readCertificates(in);
    } catch (PkiException e) {
      throw new UserError(
          file
              + (e.getCause() == null
                  ? " holds no certificate; -----BEGIN CERTIFICATE----- is expected"
                  : ": a certificate in it cannot be read"),
          e);
    } catch (IOException e) {
      throw new UserError(file + " cannot be read", e);
    }
  }

  /** Reads the key that belongs to a public one. */
  static PrivateKey privateKey(Path file, PublicKey owner) {
    Matcher part;
    try {
      // of one byte a character, whatever stands around the key
      part = PART.matcher(Files.readString(existing(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UserError(file + " cannot be read", e);
    }
    if (!part.find()) {
      throw new UserError(file + " holds no private key; -----BEGIN PRIVATE KEY----- is expected");
    }
    if (!part.group(1).equals(KEY)) {
      throw new UserError(
          file
              + " holds "
              + part.group(1)
              + "; a key in PKCS#8 without a password is expected. Fix: openssl pkcs8 -topk8"
              + " -nocrypt -in OLD -out NEW");
    }
    return checked(file, part.group(2), owner);
  }

  private static PrivateKey checked(Path file, String base64, PublicKey owner) {
    String not = file + ": this key is not that of the certificate";
    try {
      byte[] content = Base64.getMimeDecoder().decode(base64);
      PrivateKey key =
          KeyFactory.getInstance(owner.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(content));
      String algorithm =
          switch (owner.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> owner.getAlgorithm();
          };
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(owner);
      if (signature.verify(signed)) {
        return key;
      }
      throw new UserError(not);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UserError(not, e);
    }
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " does not exist; a file in PEM is expected there");
    }
    return file;
  }
}
