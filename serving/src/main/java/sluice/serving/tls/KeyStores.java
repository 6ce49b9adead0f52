package sluice.serving.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import sluice.core.UserError;

/** Keystores as the JDK has them. */
final class KeyStores {
  private KeyStores() {}

  static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read", e);
    }
  }

  /** Opens a file, of whatever type it is. */
  static KeyStore open(Path file, char[] password) throws GeneralSecurityException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " does not exist; a keystore is expected there");
    }
    try {
      return KeyStore.getInstance(file.toFile(), password);
    } catch (IOException e) {
      boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
      throw new UserError(
          file + (wrong ? ": the password is not that of this keystore" : " cannot be read"), e);
    } catch (GeneralSecurityException e) {
      throw new UserError(file + " is no keystore; PKCS#12 (.p12) is expected", e);
    }
  }
}
