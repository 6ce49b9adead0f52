package sluice.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a file of named arrays, to be read back in the same order by {@link ArrayReader}.
 *
 * <p>The format: the eight bytes {@code SLUICE01}, then one entry an array: the name (int length,
 * UTF-8), a byte for the type, a long for the count, the elements, little endian; at the end an
 * entry of type 0. Floats and doubles are written as their bits. Strings are a UTF-8 length and
 * bytes each. One use by one thread; without {@link #close} the file has no end and is refused.
 */
public final class ArrayWriter implements Closeable {
  static final byte[] MAGIC = "SLUICE01".getBytes(StandardCharsets.US_ASCII);
  static final int BUFFER = 1 << 20;

  /** What an array holds. */
  enum Type {
    END(0),
    BYTES(1),
    INTS(2),
    LONGS(3),
    FLOATS(4),
    DOUBLES(5),
    STRINGS(6);

    /** The byte in the file. */
    final byte code;

    Type(int code) {
      this.code = (byte) code;
    }
  }

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  /** Opens a new file; one of that name is overwritten. */
  public ArrayWriter(Path path) {
    this.path = path;
    try {
      this.channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
    }
    buffer.put(MAGIC);
  }

  /** Writes an array of bytes. */
  public ArrayWriter bytes(String name, byte[] values) {
    begin(name, Type.BYTES, values.length);
    for (byte v : values) {
      room(1).put(v);
    }
    return this;
  }

  /** Writes an array of ints. */
  public ArrayWriter ints(String name, int[] values) {
    begin(name, Type.INTS, values.length);
    for (int v : values) {
      room(Integer.BYTES).putInt(v);
    }
    return this;
  }

  /** Writes an array of longs. */
  public ArrayWriter longs(String name, long[] values) {
    begin(name, Type.LONGS, values.length);
    for (long v : values) {
      room(Long.BYTES).putLong(v);
    }
    return this;
  }

  /** Writes an array of floats. */
  public ArrayWriter floats(String name, float[] values) {
    begin(name, Type.FLOATS, values.length);
    for (float v : values) {
      room(Float.BYTES).putInt(Float.floatToRawIntBits(v));
    }
    return this;
  }

  /** Writes an array of doubles. */
  public ArrayWriter doubles(String name, double[] values) {
    begin(name, Type.DOUBLES, values.length);
    for (double v : values) {
      room(Double.BYTES).putLong(Double.doubleToRawLongBits(v));
    }
    return this;
  }

  /** Writes a list of strings. */
  public ArrayWriter strings(String name, List<String> values) {
    begin(name, Type.STRINGS, values.size());
    for (String v : values) {
      text(v);
    }
    return this;
  }

  /** Writes one whole number, as an array of one long. */
  public ArrayWriter number(String name, long value) {
    return longs(name, new long[] {value});
  }

  @Override
  public void close() {
    begin("", Type.END, 0);
    try (channel) {
      drain();
      channel.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void begin(String name, Type type, long count) {
    text(name);
    room(1 + Long.BYTES).put(type.code).putLong(count);
  }

  private void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES).putInt(utf8.length);
    for (int at = 0; at < utf8.length; ) {
      int part = Math.min(room(1).remaining(), utf8.length - at);
      buffer.put(utf8, at, part);
      at += part;
    }
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      try {
        drain();
      } catch (IOException e) {
        throw failed(e);
      }
    }
    return buffer;
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
  }
}
