package sluice.serving.batch;

import java.io.IOException;
import java.nio.file.Path;

/** A process that writes two parts of a batch and is gone in the midst of the third. */
final class HalfABatch {
  static final int USERS = 23;
  static final int PER_PART = 5;
  static final String JOB = "bundle 7, 20 items";
  static final int GONE = 9;

  private HalfABatch() {}

  /** Writes to the file that is named. */
  public static void main(String[] args) throws IOException {
    BatchOutput output = open(Path.of(args[0]));
    output.write(0, sink -> rows(output, 0, sink));
    output.write(1, sink -> rows(output, 1, sink));
    output.write(
        2,
        sink -> {
          rows(output, 2, sink);
          Runtime.getRuntime().halt(GONE);
        });
  }

  static BatchOutput open(Path file) throws IOException {
    return BatchOutput.open(file, USERS, PER_PART, JOB);
  }

  /** Gives three rows a user, with ids that every format must take care of. */
  static void rows(BatchOutput output, int part, RecommendationWriter.Sink sink)
      throws IOException {
    String[] ids = {
      "plain", "a,b", "say \"hi\"", "two\r\nlines", "", "Ümläut 日本 😀", " ", "=1+1", "\\"
    };
    for (int user = output.firstUser(part); user < output.endUser(part); user++) {
      for (int rank = 1; rank <= 3; rank++) {
        String item = ids[(user + rank) % ids.length] + (rank == 3 ? "" : rank);
        sink.add(user + ids[user % ids.length], rank, item, 1f / (user + rank), 0.5, 0.25);
      }
    }
  }
}
