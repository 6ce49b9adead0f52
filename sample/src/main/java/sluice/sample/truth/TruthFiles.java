package sluice.sample.truth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of the folder {@code truth/}: the model, the items, and the users in parts of
 * consecutive users.
 *
 * <p>{@code model.json} is a {@link TrueModel}; {@code items.bin} see {@link TrueItems}. {@code
 * users-NNNNN.bin} holds {@value #USER} bytes a user: taste at the start and at the end of the
 * period, 16 float32 each; mainstream, float32; number of entries in the history, int32; index of
 * the first of them, int64. {@code history-NNNNN.bin} holds 8 bytes an entry, in the order of time:
 * the item's index, int32, as its bitwise complement where the user hid the item; seconds since the
 * start, int32. All little-endian.
 */
public final class TruthFiles {
  static final int USER = 8 * TrueModel.DIMENSIONS + 4 + 4 + 8;
  static final int ENTRY = 8;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private TruthFiles() {}

  /** Writes the model and the items. */
  public static void writeModel(Path truth, TrueModel model, TrueItems items) throws IOException {
    Files.createDirectories(truth);
    Files.writeString(
        truth.resolve("model.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(model) + "\n");
    items.write(truth.resolve("items.bin"));
  }

  static TrueModel readModel(Path truth) throws IOException {
    return JSON.readValue(Files.readString(truth.resolve("model.json")), TrueModel.class);
  }

  static Path users(Path truth, int part) {
    return truth.resolve(String.format(Locale.ROOT, "users-%05d.bin", part));
  }

  static Path history(Path truth, int part) {
    return truth.resolve(String.format(Locale.ROOT, "history-%05d.bin", part));
  }

  /** Collects one part of users with their histories; for one thread. */
  public static final class Part {
    private ByteBuffer users = ByteBuffer.allocate(USER * 256).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer history = ByteBuffer.allocate(ENTRY * 4096).order(ByteOrder.LITTLE_ENDIAN);
    private long entries;
    private int entriesOfUser;

    /** Adds an item that the current user watched or hid. */
    public void add(int item, boolean hidden, int seconds) {
      history = room(history, ENTRY);
      history.putInt(hidden ? ~item : item).putInt(seconds);
      entriesOfUser++;
    }

    /** Ends the current user; users come in order. */
    public void endUser(TrueUser user) {
      users = room(users, USER);
      for (float v : user.early()) {
        users.putFloat(v);
      }
      for (float v : user.late()) {
        users.putFloat(v);
      }
      users.putFloat(user.mainstream()).putInt(entriesOfUser).putLong(entries);
      entries += entriesOfUser;
      entriesOfUser = 0;
    }

    /** Writes the part's two files. */
    public void write(Path truth, int part) throws IOException {
      write(users(truth, part), users);
      write(history(truth, part), history);
    }

    private static void write(Path file, ByteBuffer bytes) throws IOException {
      bytes.flip();
      try (FileChannel out =
          FileChannel.open(
              file,
              java.nio.file.StandardOpenOption.CREATE_NEW,
              java.nio.file.StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    }

    private static ByteBuffer room(ByteBuffer buffer, int bytes) {
      if (buffer.remaining() >= bytes) {
        return buffer;
      }
      ByteBuffer larger =
          ByteBuffer.allocate(Math.multiplyExact(buffer.capacity(), 2))
              .order(ByteOrder.LITTLE_ENDIAN);
      return larger.put(buffer.flip());
    }
  }
}
