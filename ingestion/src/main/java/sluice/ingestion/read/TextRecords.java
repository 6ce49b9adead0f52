package sluice.ingestion.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import sluice.core.UserError;
import sluice.ingestion.dataset.Source;

/**
 * Walks the records of a text file one by one, knowing for each its first line, its first byte and
 * its raw text.
 *
 * <p>A record is a line, or several where a quoted column holds line ends. DuckDB reads the rows;
 * this only finds the header and the places of bad rows. Not thread-safe.
 */
final class TextRecords implements AutoCloseable {
  /** A quote that is still open after so many lines was never meant to be one. */
  static final int MOST_LINES = 1000;

  private final Path file;
  private final InputStream in;
  private final byte[] separator;
  private final int quote;
  private final Charset charset;
  private final boolean wide;
  private byte[] record = new byte[256];
  private int length;
  private long line;
  private long start;
  private long end;
  private long nextLine = 1;
  private long nextStart;

  private TextRecords(Path file, InputStream in, byte[] separator, int quote, Charset charset) {
    this.file = file;
    this.in = in;
    this.separator = separator;
    this.quote = quote;
    this.charset = charset;
    // DuckDB counts the bytes of its own UTF-8, where each of these takes two.
    this.wide = charset.equals(StandardCharsets.ISO_8859_1);
  }

  /** Opens a file; JSONL is read with an empty separator and quote. */
  static TextRecords open(Path file, String separator, String quote, String encoding)
      throws IOException {
    Charset charset =
        encoding.equals("latin-1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    InputStream in = new BufferedInputStream(content(file), 1 << 16);
    in.mark(3);
    long skipped = 3;
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
      skipped = 0;
    }
    TextRecords records =
        new TextRecords(
            file, in, separator.getBytes(charset), quote.isEmpty() ? -1 : quote.charAt(0), charset);
    records.nextStart = skipped;
    return records;
  }

  /** Opens a file's content, decompressed where its name ends in .gz. */
  static InputStream content(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    if (!Source.Files.isGzip(file)) {
      return raw;
    }
    try {
      return new GZIPInputStream(new BufferedInputStream(raw, 1 << 16), 1 << 16);
    } catch (ZipException e) {
      raw.close();
      throw new UserError(file + " is named .gz but is not compressed by gzip; rename it", e);
    } catch (EOFException e) {
      raw.close();
      throw new UserError(file + " is cut short: its gzip header is incomplete; fetch it again", e);
    }
  }

  /**
   * Goes to the next record.
   *
   * @return false at the end of the file
   */
  boolean next() throws IOException {
    length = 0;
    end = nextStart;
    line = nextLine;
    start = nextStart;
    boolean quoted = false;
    boolean fieldStart = true;
    int b;
    while ((b = in.read()) >= 0) {
      nextStart += size(b);
      if (b == '\n' || b == '\r') {
        boolean pair = b == '\r' && follows('\n');
        if (pair && !quoted) {
          in.read();
          nextStart++;
        }
        if (!pair || !quoted) {
          nextLine++;
        }
        if (!quoted) {
          return true;
        }
        if (nextLine - line > MOST_LINES) {
          throw new UserError(
              file
                  + ":"
                  + line
                  + ": a quote opens in this line and is not closed within "
                  + MOST_LINES
                  + " lines; fix it, or say quote: '' where quotes are plain characters");
        }
      }
      append(b);
      if (quoted) {
        if (b == quote && follows(quote)) {
          append(in.read());
          nextStart++;
        } else if (b == quote) {
          quoted = false;
        }
      } else if (b == quote && fieldStart) {
        quoted = true;
        fieldStart = false;
      } else {
        fieldStart = endsWithSeparator();
      }
    }
    return length > 0;
  }

  /** Returns the line, from 1, on which the record begins. */
  long line() {
    return line;
  }

  /** Returns the offset of the record's first byte in the decompressed file, as UTF-8. */
  long start() {
    return start;
  }

  /** Returns the offset behind the record's last byte, its line end apart. */
  long end() {
    return end;
  }

  /** Says whether the record is an empty line. */
  boolean isBlank() {
    return length == 0;
  }

  /** Returns the record's text without its line end; bytes that are no text become U+FFFD. */
  String text() {
    return new String(record, 0, length, charset);
  }

  private boolean endsWithSeparator() {
    int n = separator.length;
    return n > 0 && length >= n && Arrays.equals(record, length - n, length, separator, 0, n);
  }

  private boolean follows(int expected) throws IOException {
    in.mark(1);
    int b = in.read();
    if (b >= 0) {
      in.reset();
    }
    return b == expected;
  }

  private int size(int b) {
    return wide && b >= 0x80 ? 2 : 1;
  }

  private void append(int b) {
    end += size(b);
    if (length == record.length) {
      record = Arrays.copyOf(record, length * 2);
    }
    record[length++] = (byte) b;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
