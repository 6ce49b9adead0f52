package sluice.sample.truth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The users as they truly are, with what they watched and hid in the logged period, read from
 * mapped files.
 *
 * <p>Immutable, safe for use by many threads.
 */
public final class TrueUsers {
  private final TrueModel model;
  private final List<ByteBuffer> users = new ArrayList<>();
  private final List<ByteBuffer> histories = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>();
  private int size;

  /** Receives the entries of a history. */
  @FunctionalInterface
  public interface Reader {
    /** Takes one entry. */
    void entry(int item, boolean hidden, long time);
  }

  /** Opens the parts in a folder. */
  public TrueUsers(TrueModel model, Path truth) throws IOException {
    this.model = model;
    for (int part = 0; Files.exists(TruthFiles.users(truth, part)); part++) {
      ByteBuffer mapped = map(TruthFiles.users(truth, part));
      firsts.add(size);
      size += mapped.capacity() / TruthFiles.USER;
      users.add(mapped);
      histories.add(map(TruthFiles.history(truth, part)));
    }
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return in.size() == 0
          ? ByteBuffer.allocate(0)
          : in.map(FileChannel.MapMode.READ_ONLY, 0, in.size()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Returns how many users there are. */
  public int size() {
    return size;
  }

  /** Returns a user's taste. */
  public TrueUser user(int index) {
    int part = part(index);
    ByteBuffer b = users.get(part);
    int at = (index - firsts.get(part)) * TruthFiles.USER;
    float[] early = new float[TrueModel.DIMENSIONS];
    float[] late = new float[TrueModel.DIMENSIONS];
    for (int d = 0; d < TrueModel.DIMENSIONS; d++) {
      early[d] = b.getFloat(at + 4 * d);
      late[d] = b.getFloat(at + 4 * (TrueModel.DIMENSIONS + d));
    }
    return new TrueUser(early, late, b.getFloat(at + 8 * TrueModel.DIMENSIONS));
  }

  /** Reads a user's history in the order of time. */
  public void history(int index, Reader reader) {
    int part = part(index);
    ByteBuffer b = users.get(part);
    int at = (index - firsts.get(part)) * TruthFiles.USER + 8 * TrueModel.DIMENSIONS + 4;
    int count = b.getInt(at);
    int from = Math.toIntExact(b.getLong(at + 4) * TruthFiles.ENTRY);
    ByteBuffer h = histories.get(part);
    for (int i = 0; i < count; i++) {
      int code = h.getInt(from + i * TruthFiles.ENTRY);
      long time = model.start() + 1000L * h.getInt(from + i * TruthFiles.ENTRY + 4);
      reader.entry(code < 0 ? ~code : code, code < 0, time);
    }
  }

  /** Sets a state to that of a user right before a time. */
  public void stateBefore(int index, long time, UserState state) {
    state.clear();
    history(
        index,
        (item, hidden, when) -> {
          if (!hidden && when < time) {
            state.watched(item, when);
          }
        });
  }

  private int part(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("user " + index + " of " + size);
    }
    int low = 0;
    int high = firsts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firsts.get(middle) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
