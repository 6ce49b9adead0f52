package sluice.serving.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sluice.core.UserError;
import sluice.core.store.AtomicFile;

/**
 * A file of recommendations that is written in parts of some users each, so that a batch that was
 * interrupted goes on where it stopped.
 *
 * <p>Parts stand in {@code <file>.parts/} until {@link #finish} merges them in order and removes
 * the folder. A part, like the file, is written to a temporary name, forced to the disk and
 * renamed: it is there whole or not at all, after a loss of power too. Memory is bounded by a part.
 * Different parts may be written by different threads; {@code finish} is called once, after all of
 * them.
 */
public final class BatchOutput {
  private final Path file;
  private final Path folder;
  private final RecommendationWriter writer;
  private final int users;
  private final int usersPerPart;

  private BatchOutput(Path file, int users, int usersPerPart) {
    this.file = file.toAbsolutePath();
    this.folder = this.file.resolveSibling(this.file.getFileName() + ".parts");
    this.writer = RecommendationWriter.of(file);
    this.users = users;
    this.usersPerPart = usersPerPart;
  }

  /**
   * Begins a batch, or goes on with it.
   *
   * @param file what to write; its name says the format
   * @param users how many users there are
   * @param usersPerPart how many of them a part holds
   * @param job what the rows depend on (bundle, time, n, …), in words that can be shown: parts of
   *     another job are never taken for this one's
   * @throws UserError where the name says no format, or the folder holds parts of another job
   */
  public static BatchOutput open(Path file, int users, int usersPerPart, String job)
      throws IOException {
    if (users < 0 || usersPerPart < 1) {
      throw new IllegalArgumentException(users + " users, " + usersPerPart + " a part");
    }
    BatchOutput output = new BatchOutput(file, users, usersPerPart);
    Files.createDirectories(output.folder);
    output.claim(job + "\n" + users + " users, " + usersPerPart + " a part\n");
    return output;
  }

  private void claim(String job) throws IOException {
    Path claim = folder.resolve("job.txt");
    if (!Files.exists(claim)) {
      AtomicFile.write(claim, temporary -> Files.writeString(temporary, job));
    }
    String found = Files.readString(claim);
    if (!found.equals(job)) {
      throw new UserError(
          folder
              + " holds parts of another batch:\n"
              + found
              + "This one is:\n"
              + job
              + "Finish that batch with its own settings, or delete the folder");
    }
  }

  /** Returns how many parts there are. */
  public int parts() {
    return Math.ceilDiv(users, usersPerPart);
  }

  /** Returns the first user of a part. */
  public int firstUser(int part) {
    return part * usersPerPart;
  }

  /** Returns the user after the last of a part. */
  public int endUser(int part) {
    return (int) Math.min(users, (part + 1L) * usersPerPart);
  }

  /** Says whether a part has been written, by this or an earlier process. */
  public boolean complete(int part) {
    return Files.exists(path(part));
  }

  /**
   * Writes a part.
   *
   * @param rows its rows; where this throws, the part stays to be written
   */
  public void write(int part, RecommendationWriter.Rows rows) throws IOException {
    if (part < 0 || part >= parts()) {
      throw new IllegalArgumentException("part " + part + " of " + parts());
    }
    AtomicFile.write(path(part), temporary -> writer.writePart(temporary, rows));
  }

  /**
   * Merges the parts into the file, which replaces an old one of the name, and removes their
   * folder.
   *
   * @throws IllegalStateException where a part is missing
   */
  public void finish() throws IOException {
    List<Path> all = new ArrayList<>();
    for (int part = 0; part < parts(); part++) {
      if (!complete(part)) {
        throw new IllegalStateException("part " + part + " of " + parts() + " is not written");
      }
      all.add(path(part));
    }
    Path merged = folder.resolve("merged." + writer.extension());
    AtomicFile.write(merged, temporary -> writer.merge(all, temporary));
    Files.move(merged, file, StandardCopyOption.ATOMIC_MOVE);
    // The claim goes last: until then the rest is known to be this batch's.
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(f -> !f.endsWith("job.txt")).toList();
    }
    for (Path each : left) {
      Files.delete(each);
    }
    Files.delete(folder.resolve("job.txt"));
    Files.delete(folder);
  }

  private Path path(int part) {
    return folder.resolve(String.format(Locale.ROOT, "part-%06d.%s", part, writer.extension()));
  }
}
