package sluice.serving.live;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import sluice.core.store.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes a user's lines out of a file of records. */
final class RecordedUsers {
  private RecordedUsers() {}

  /**
   * Writes the file again without them, next to its old self, whose place it takes at once. A line
   * that is no record, as a crash may leave it, goes too: nobody can say whose it is.
   *
   * @return how many lines were taken out
   */
  static long forget(Path file, String user) throws IOException {
    AtomicLong taken = new AtomicLong();
    AtomicFile.replace(
        file,
        next -> {
          try (BufferedReader in = Files.newBufferedReader(file);
              BufferedWriter out = Files.newBufferedWriter(next)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
              if (isOf(user, line)) {
                taken.incrementAndGet();
              } else {
                out.write(line);
                out.newLine();
              }
            }
          }
          return taken.get() > 0;
        });
    return taken.get();
  }

  private static boolean isOf(String user, String line) {
    try {
      return JsonMapper.shared().readTree(line).path("user").asString(user).equals(user);
    } catch (JacksonException e) {
      return true;
    }
  }
}
