package sluice.evaluation.trec;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of text lines on their way to a file: no strings and no boxes a line. Not thread-safe. */
final class LineBuffer implements Closeable {
  private static final int FLUSH_AT = 1 << 16;
  private final OutputStream out;
  private byte[] bytes = new byte[FLUSH_AT * 2];
  private final byte[] digits = new byte[20];
  private int size;

  LineBuffer(Path file) throws IOException {
    this.out = Files.newOutputStream(file);
  }

  LineBuffer put(byte[] text) throws IOException {
    if (size + text.length > bytes.length) {
      flush();
      if (text.length > bytes.length) {
        bytes = new byte[text.length];
      }
    }
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    return this;
  }

  LineBuffer put(char ascii) throws IOException {
    if (size == bytes.length) {
      flush();
    }
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Puts a number from 0 on. */
  LineBuffer put(long number) throws IOException {
    if (size + digits.length > bytes.length) {
      flush();
    }
    int at = digits.length;
    long rest = number;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    System.arraycopy(digits, at, bytes, size, digits.length - at);
    size += digits.length - at;
    return this;
  }

  void endLine() throws IOException {
    put('\n');
    if (size >= FLUSH_AT) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
