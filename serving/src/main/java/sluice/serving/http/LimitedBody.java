package sluice.serving.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A request's body up to a limit; what is longer is read to its end, kept nowhere, and refused.
 *
 * <p>A server that answers and hangs up while a client still sends loses its answer: the client
 * finds a broken connection, not the problem. Only what is {@value #HOPELESS} times the limit is
 * cut off like that. Not thread-safe.
 */
final class LimitedBody extends InputStream {
  /** How many times the limit a body may be and still be answered for certain. */
  static final int HOPELESS = 16;

  private final InputStream in;
  private long left;

  LimitedBody(InputStream in, long limit) {
    this.in = in;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    left -= Math.max(0, read);
    if (left < 0) {
      in.transferTo(OutputStream.nullOutputStream());
      throw Problem.ofStatus(413);
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
