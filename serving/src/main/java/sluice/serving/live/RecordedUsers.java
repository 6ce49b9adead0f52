package sluice.serving.live;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes a user's lines out of a file of records. */
final class RecordedUsers {
  private RecordedUsers() {}

  /**
   * Writes the file anew without them, beside its old self, whose place it takes at once. A line
   * that is no record, as a crash may leave it, goes too: nobody can say whose it is.
   *
   * @return how many lines were taken out
   */
  static long forget(Path file, String user) throws IOException {
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    long taken = 0;
    try {
      try (BufferedReader in = Files.newBufferedReader(file);
          BufferedWriter out = Files.newBufferedWriter(next)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (isOf(user, line)) {
            taken++;
          } else {
            out.write(line);
            out.newLine();
          }
        }
      }
      if (taken > 0) {
        try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
          written.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return taken;
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static boolean isOf(String user, String line) {
    try {
      return JsonMapper.shared().readTree(line).path("user").asString(user).equals(user);
    } catch (JacksonException e) {
      return true;
    }
  }
}
