package sluice.funnel.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.BroughtVectors;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.core.store.AtomicFile;
import sluice.core.store.PartFile;
import sluice.features.tables.AsOfCounts;

/**
 * What a bundle has of single users, in a file of its own that carries its own checksum: ids,
 * interactions, attributes, counts. A user can be taken out of it while all that was fitted stays
 * as it is, to the bit.
 */
public final class UserRows {
  static final String FILE = "users.arrays";

  /** SHA-256 of all that stands before it. */
  private static final int CHECKSUM = 32;

  /** No id of a dataset or of a caller holds NUL: no one is called so. */
  private static final String FORGOTTEN = "\0forgotten ";

  private UserRows() {}

  /** Says whether an id of a bundle stands for somebody who was forgotten. */
  public static boolean isForgotten(String user) {
    return user.startsWith(FORGOTTEN);
  }

  static ArrayReader reader(Path bundle) {
    return new ArrayReader(bundle.resolve(FILE));
  }

  /** Appends the checksum. */
  static void sign(Path file) {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
      out.write(ByteBuffer.wrap(digest(file, Files.size(file))));
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Holds the file against its checksum.
   *
   * @throws UserError where it is missing or damaged
   */
  static void check(Path bundle) {
    Path file = bundle.resolve(FILE);
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserError("the bundle lacks " + file + "; copy it whole, or run once more");
      }
      long content = Files.size(file) - CHECKSUM;
      if (content < 0 || !Arrays.equals(digest(file, content), stored(file, content))) {
        throw new UserError(
            file
                + " is damaged: its content is not what was written; copy the bundle once more,"
                + " or run once more");
      }
    } catch (IOException e) {
      throw new UserError("cannot read " + file + " (" + e.getMessage() + ")", e);
    }
  }

  private static byte[] stored(Path file, long at) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(CHECKSUM);
      while (bytes.hasRemaining() && in.read(bytes, at + bytes.position()) > 0) {
        // once more for the rest
      }
      return bytes.array();
    }
  }

  private static byte[] digest(Path file, long bytes) throws IOException {
    MessageDigest digest = Checksums.digest();
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long at = 0; at < bytes; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), bytes - at));
        int n = in.read(buffer, at);
        if (n < 0) {
          throw new IOException(file + " ends early");
        }
        digest.update(buffer.flip());
        at += n;
      }
    }
    return digest.digest();
  }

  /**
   * Takes a user out: id, interactions, attributes and counts. The file is written next to its old
   * self and takes its place at once, so that a crash leaves the one or the other.
   *
   * @param bundle the folder
   * @return whether the user was there
   * @throws UncheckedIOException where it cannot be written; the file is as it was then
   */
  public static synchronized boolean forget(Path bundle, String user) {
    Path file = bundle.resolve(FILE);
    try {
      return AtomicFile.replace(file, next -> rewrite(bundle, user, next));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static boolean rewrite(Path bundle, String user, Path next) {
    try (ArrayReader in = new ArrayReader(bundle.resolve(Bundle.PART));
        ArrayReader perUser = reader(bundle)) {
      FittingPart part = PartFile.read(in, perUser);
      int index = part.users().index(user);
      if (!holds(part, user)) {
        return false;
      }
      AsOfCounts counts = AsOfCounts.read("user", perUser);
      try (ArrayWriter out = new ArrayWriter(next)) {
        PartFile.writeUsers(without(part, index, user), out);
        (index == Dictionary.UNKNOWN ? counts : counts.without(index)).write("user", out);
      }
      sign(next);
      return true;
    }
  }

  /** Says whether a part has anything of a user: interactions, edges or a vector. */
  public static boolean holds(FittingPart part, String user) {
    return part.users().index(user) != Dictionary.UNKNOWN
        || part.edges().people().index(user) != Dictionary.UNKNOWN
        || part.vectors().values().stream()
            .anyMatch(v -> v.users().index(user) != Dictionary.UNKNOWN);
  }

  /** Takes a user out; the index is unknown for one without interactions. */
  private static FittingPart without(FittingPart part, int user, String name) {
    List<String> ids = new ArrayList<>(part.users().ids());
    if (user != Dictionary.UNKNOWN) {
      ids.set(user, FORGOTTEN + user);
    }
    int person = part.edges().people().index(name);
    Map<String, BroughtVectors> vectors = new LinkedHashMap<>();
    part.vectors()
        .forEach((embedding, v) ->
            vectors.put(embedding, v.without(name, FORGOTTEN + "vector " + v.users().index(name))));
    Interactions rows = part.interactions();
    int[] kept =
        java.util.stream.IntStream.range(0, rows.size())
            .filter(r -> rows.user(r) != user)
            .toArray();
    Interactions.Columns columns = new Interactions.Columns(rows, kept.length);
    for (int k = 0; k < kept.length; k++) {
      int r = kept[k];
      columns.set(
          k,
          rows.user(r),
          rows.item(r),
          rows.time(r),
          rows.value(r),
          rows.weight(r),
          (byte) rows.event(r),
          rows.session(r));
    }
    Interactions fewer = columns.build();
    return new FittingPart(
        Dictionary.of(ids),
        part.catalogue(),
        fewer,
        new Histories(fewer, ids.size()),
        part.items(),
        user == Dictionary.UNKNOWN ? part.userTable() : EntityRows.without(part.userTable(), user),
        part.tags(),
        part.impressions(),
        part.edges().without(name, FORGOTTEN + "person " + person),
        vectors,
        part.asOf(),
        part.timed());
  }
}
