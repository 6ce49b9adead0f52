package sluice.ingestion.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import sluice.core.Parallel;
import sluice.core.UserError;
import sluice.ingestion.dataset.Source;

/**
 * SHA-256 over what was read: for each table its name, what is declared of its columns, and the
 * SHA-256 of each file's bytes in the order they are read (of a query: its rows). Paths and times
 * do not enter. Files are hashed several at a time, about a second for 500 MB; compressed ones are
 * unpacked meanwhile, so that their checksum is verified. Not thread-safe.
 */
final class DataChecksum {
  private static final byte[] NULL = {0, 1};
  private static final byte[] VALUE = {0, 2};

  private final MessageDigest digest = sha256();

  /** Adds a text, null included. */
  void add(@Nullable String text) {
    if (text == null) {
      digest.update(NULL);
    } else {
      digest.update(VALUE);
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Adds files' content. */
  void add(List<Path> files, int threads) {
    String[] hashes = new String[files.size()];
    Parallel.run(
        threads,
        hashes.length,
        () -> new byte[1 << 16],
        (i, b) -> hashes[i] = hash(files.get(i), b));
    for (String hash : hashes) {
      add(hash);
    }
  }

  /** Returns the sum of all in hex. Ends its use. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(Path file, byte[] buffer) {
    MessageDigest own = sha256();
    try (InputStream raw = new DigestInputStream(java.nio.file.Files.newInputStream(file), own)) {
      if (Source.Files.isGzip(file)) {
        InputStream unpacked = new GZIPInputStream(raw, 1 << 16);
        while (unpacked.read(buffer) >= 0) {
          // Unpacking alone verifies.
        }
      }
      while (raw.read(buffer) >= 0) {
        // Reading alone hashes.
      }
    } catch (EOFException e) {
      throw new UserError(file + " is cut short: its gzip stream ends early; fetch it again", e);
    } catch (ZipException e) {
      throw new UserError(
          file + " is not a sound gzip file (" + e.getMessage() + "); fetch it again, or rename it",
          e);
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(own.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
