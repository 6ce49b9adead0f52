package sluice.studies.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import sluice.core.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of trials, one line of JSON each, from which a search that was broken off goes on.
 *
 * <p>Its first line says what was searched; another search refuses it. A last line that was broken
 * off is dropped.
 */
public final class TrialLog {
  private final Path file;
  private final List<SearchTrial> trials = new ArrayList<>();

  private TrialLog(Path file) {
    this.file = file;
  }

  /**
   * Opens a file, or makes it.
   *
   * @param what everything that the trials depend on
   * @throws UserError where the file holds the trials of another search
   */
  public static TrialLog open(Path file, String what) {
    TrialLog log = new TrialLog(file);
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.isEmpty()) {
        Files.writeString(file, what + "\n");
      } else if (!lines.getFirst().equals(what)) {
        throw new UserError(
            file
                + " holds the trials of another search: "
                + lines.getFirst()
                + ", not "
                + what
                + "; give another --log, or remove it first");
      }
      log.read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
    return log;
  }

  private void read(List<String> lines) throws IOException {
    for (int i = 1; i < lines.size(); i++) {
      try {
        trials.add(JsonMapper.shared().readValue(lines.get(i), SearchTrial.class));
      } catch (JacksonException e) {
        if (i < lines.size() - 1) {
          throw new UserError(file + ":" + (i + 1) + " is damaged; remove the file", e);
        }
        Files.write(file, lines.subList(0, i));
      }
    }
  }

  /** Returns the trials that the file held. */
  List<SearchTrial> trials() {
    return List.copyOf(trials);
  }

  /** Adds a trial. */
  void add(SearchTrial trial) {
    try {
      Files.writeString(
          file, JsonMapper.shared().writeValueAsString(trial) + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
