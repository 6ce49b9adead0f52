package sluice.serving.live;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file that is appended to line by line and holds whole lines only: of a line that did not fit
 * nothing stays, nor of the half a line that a process left that was killed. Not thread-safe.
 */
final class WholeLines implements AutoCloseable {
  private final FileChannel out;

  /** Where the last whole line ends. */
  private long end;

  private boolean failing;

  /** Opens a file, and cuts off what is no whole line. */
  WholeLines(Path file) throws IOException {
    out = FileChannel.open(file, CREATE, APPEND);
    end = lastEnd(file, out.size());
    out.truncate(end);
  }

  private static long lastEnd(Path file, long size) throws IOException {
    if (size == 0) {
      return 0;
    }
    try (FileChannel in = FileChannel.open(file, READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      long end = size;
      while (end > 0 && in.read(last.clear(), end - 1) == 1 && last.get(0) != '\n') {
        end--;
      }
      return end;
    }
  }

  /**
   * Appends a line.
   *
   * @throws IOException where it does not fit; the next may
   */
  void add(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    int size = bytes.remaining();
    if (failing) {
      out.truncate(end); // the part of a line that did fit
    }
    failing = true;
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    end += size;
    failing = false;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (failing) {
        out.truncate(end);
      }
    }
  }
}
