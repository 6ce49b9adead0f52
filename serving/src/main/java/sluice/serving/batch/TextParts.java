package sluice.serving.batch;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Text files that are merged by putting one behind the other. */
final class TextParts {
  private TextParts() {}

  /** Opens a part; a lone surrogate in an id becomes a question mark, as UTF-8 cannot hold it. */
  static BufferedWriter open(Path file) throws IOException {
    return new BufferedWriter(
        new java.io.OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
  }

  /** Writes a first line and then all parts. */
  static void merge(String head, List<Path> parts, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(head.getBytes(StandardCharsets.UTF_8));
      for (Path part : parts) {
        Files.copy(part, out);
      }
    }
  }
}
