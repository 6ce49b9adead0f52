package sluice.core.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sluice.core.UserError;

/**
 * Reads a file of named arrays that {@link ArrayWriter} wrote, in the order in which they were
 * written.
 *
 * <p>Anyone who reads says which name and type comes next; anything else, a file that ends too
 * early or goes on too long is a {@link UserError} that names the file and the array. What the
 * numbers mean is not checked here. One use by one thread.
 */
public final class ArrayReader implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(ArrayWriter.BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /**
   * Opens a file.
   *
   * @throws UserError where there is none, or one of another kind
   */
  public ArrayReader(Path path) {
    this.path = path;
    try {
      this.channel = FileChannel.open(path);
    } catch (IOException e) {
      throw new UserError("cannot read " + path + " (" + e.getClass().getSimpleName() + ")", e);
    }
    byte[] magic = new byte[ArrayWriter.MAGIC.length];
    copy(magic, "its first bytes");
    if (!Arrays.equals(magic, ArrayWriter.MAGIC)) {
      throw new UserError(path + " is no file of arrays of this version of Sluice");
    }
  }

  /** Reads an array of bytes. */
  public byte[] bytes(String name) {
    byte[] values = new byte[begin(name, ArrayWriter.Type.BYTES, 1)];
    copy(values, name);
    return values;
  }

  /** Reads an array of ints. */
  public int[] ints(String name) {
    int[] values = new int[begin(name, ArrayWriter.Type.INTS, Integer.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = need(Integer.BYTES, name).getInt();
    }
    return values;
  }

  /** Reads an array of longs. */
  public long[] longs(String name) {
    long[] values = new long[begin(name, ArrayWriter.Type.LONGS, Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = need(Long.BYTES, name).getLong();
    }
    return values;
  }

  /** Reads an array of floats. */
  public float[] floats(String name) {
    float[] values = new float[begin(name, ArrayWriter.Type.FLOATS, Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(need(Float.BYTES, name).getInt());
    }
    return values;
  }

  /** Reads an array of doubles. */
  public double[] doubles(String name) {
    double[] values = new double[begin(name, ArrayWriter.Type.DOUBLES, Double.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(need(Double.BYTES, name).getLong());
    }
    return values;
  }

  /** Reads a list of strings; unmodifiable. */
  public List<String> strings(String name) {
    String[] values = new String[begin(name, ArrayWriter.Type.STRINGS, Integer.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = text(name);
    }
    return List.of(values);
  }

  /** Reads one whole number. */
  public long number(String name) {
    long[] values = longs(name);
    if (values.length != 1) {
      throw damaged(name, "one number was expected, there are " + values.length);
    }
    return values[0];
  }

  /**
   * Checks that all was read, and closes.
   *
   * @throws UserError where the file goes on
   */
  public void finish() {
    begin("", ArrayWriter.Type.END, 1);
    close();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an entry's head and returns its count, which the rest of the file must have room for. */
  private int begin(String name, ArrayWriter.Type type, int least) {
    String found = text(name);
    int code = need(1, name).get();
    long count = need(Long.BYTES, name).getLong();
    if (!found.equals(name) || code != type.code) {
      throw damaged(name, "there is " + (found.isEmpty() ? "nothing of that name" : found));
    }
    try {
      long left = channel.size() - channel.position() + buffer.remaining();
      if (count < 0 || count > left / least) {
        throw damaged(name, count + " values are announced, but " + left + " bytes are left");
      }
    } catch (IOException e) {
      throw failed(e);
    }
    return (int) count;
  }

  private String text(String name) {
    int length = need(Integer.BYTES, name).getInt();
    try {
      if (length < 0 || length > channel.size()) {
        throw damaged(name, "a text of " + length + " bytes");
      }
    } catch (IOException e) {
      throw failed(e);
    }
    byte[] utf8 = new byte[length];
    copy(utf8, name);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private void copy(byte[] into, String name) {
    for (int at = 0; at < into.length; ) {
      int part = Math.min(need(1, name).remaining(), into.length - at);
      buffer.get(into, at, part);
      at += part;
    }
  }

  private ByteBuffer need(int bytes, String name) {
    if (buffer.remaining() < bytes) {
      try {
        buffer.compact();
        int read = 0;
        while (buffer.position() < bytes && read >= 0) {
          read = channel.read(buffer);
        }
        buffer.flip();
        if (buffer.remaining() < bytes) {
          throw new EOFException();
        }
      } catch (EOFException e) {
        throw damaged(name, "the file ends");
      } catch (IOException e) {
        throw failed(e);
      }
    }
    return buffer;
  }

  private UserError damaged(String name, String why) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "%s is damaged or of another version: where %s was expected, %s",
            path,
            name.isEmpty() ? "its end" : name,
            why));
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
  }
}
