package sluice.funnel.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import sluice.core.UserError;
import sluice.funnel.bundle.BundleManifest.BundleFile;

/** SHA-256 checksums of the files of a bundle. */
final class Checksums {
  private Checksums() {}

  /** Returns all files below a folder but the manifest and the rows of users, by name. */
  static List<BundleFile> of(Path bundle) {
    List<BundleFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = bundle.relativize(file).toString().replace('\\', '/');
        if (!name.equals(BundleManifest.FILE) && !name.equals(UserRows.FILE)) {
          files.add(new BundleFile(name, Files.size(file), sha256(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle, e);
    }
    return files;
  }

  /** Returns what names the content of all files. */
  static String id(List<BundleFile> files) {
    MessageDigest digest = digest();
    for (BundleFile file : files) {
      digest.update((file.name() + ' ' + file.sha256() + '\n').getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /**
   * Holds every file against its checksum.
   *
   * @throws UserError that names the first that is missing or another
   */
  static void check(Path bundle, BundleManifest manifest) {
    if (!id(manifest.files()).equals(manifest.id())) {
      throw new UserError(
          bundle.resolve(BundleManifest.FILE) + " was changed: its id is not that of its files");
    }
    for (BundleFile file : manifest.files()) {
      Path path = bundle.resolve(file.name());
      try {
        if (!Files.isRegularFile(path)) {
          throw new UserError("the bundle lacks " + path + "; copy it whole, or run once more");
        }
        if (Files.size(path) != file.bytes() || !sha256(path).equals(file.sha256())) {
          throw new UserError(
              path
                  + " is damaged: its content is not what was written; copy the bundle once more,"
                  + " or run once more");
        }
      } catch (IOException e) {
        throw new UserError("cannot read " + path + " (" + e.getMessage() + ")", e);
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
