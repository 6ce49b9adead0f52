package sluice.serving.batch;

import java.io.IOException;
import java.nio.file.Path;

/** A process that writes more than its heap could hold. */
final class LargeBatch {
  static final int HEAP_MEGABYTES = 32;
  static final int USERS = 40_000;
  static final int PER_USER = 10;
  static final int ROWS = USERS * PER_USER;

  private LargeBatch() {}

  /** Writes to the file that is named. */
  public static void main(String[] args) throws IOException {
    BatchOutput output = BatchOutput.open(Path.of(args[0]), USERS, 1_000, "large");
    String long100 = "i".repeat(100);
    for (int part = 0; part < output.parts(); part++) {
      int of = part;
      output.write(
          part,
          sink -> {
            for (int user = output.firstUser(of); user < output.endUser(of); user++) {
              for (int rank = 1; rank <= PER_USER; rank++) {
                sink.add("user" + user + long100, rank, long100 + rank, 1f / rank, Double.NaN, 1);
              }
            }
          });
    }
    output.finish();
  }
}
