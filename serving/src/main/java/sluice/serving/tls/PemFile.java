package sluice.serving.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.core.UserError;

/** Reads PEM: certificates and a private key, between lines that say what they are. */
final class PemFile {
  private static final Pattern PART =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  private PemFile() {}

  private record Part(String kind, String base64) {
    byte[] content() {
      return Base64.getMimeDecoder().decode(base64);
    }
  }

  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Part part : parts(file)) {
        if (part.kind.equals(CERTIFICATE)) {
          ByteArrayInputStream in = new ByteArrayInputStream(part.content());
          certificates.add((X509Certificate) factory.generateCertificate(in));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new UserError(file + ": a certificate in it cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new UserError(file + " holds no certificate; -----BEGIN CERTIFICATE----- is expected");
    }
    return certificates;
  }

  /** Reads the key that belongs to a public one. */
  static PrivateKey privateKey(Path file, PublicKey owner) {
    List<Part> parts = parts(file);
    for (Part part : parts) {
      if (part.kind.equals(KEY)) {
        return checked(file, part.content(), owner);
      }
      if (part.kind.endsWith(KEY)) {
        throw new UserError(
            file
                + " holds "
                + part.kind
                + "; a key in PKCS#8 without a password is expected. Mend: openssl pkcs8 -topk8"
                + " -nocrypt -in OLD -out NEW");
      }
    }
    throw new UserError(file + " holds no private key; -----BEGIN PRIVATE KEY----- is expected");
  }

  private static PrivateKey checked(Path file, byte[] content, PublicKey owner) {
    try {
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
      throw new UserError(file + ": this key is not that of the certificate");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UserError(file + ": this key is not that of the certificate", e);
    }
  }

  private static List<Part> parts(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " does not exist; a file in PEM is expected there");
    }
    try {
      // of one byte a character, whatever stands between the parts
      Matcher matcher = PART.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      List<Part> parts = new ArrayList<>();
      while (matcher.find()) {
        parts.add(new Part(matcher.group(1), matcher.group(2)));
      }
      return parts;
    } catch (IOException e) {
      throw new UserError(file + " cannot be read", e);
    }
  }
}
