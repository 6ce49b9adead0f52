package sluice.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Locale;
import sluice.core.UserError;

/**
 * What a user is told when a command fails, and the exit code: 2 for a fault in what was given, 1
 * for a fault of the machine or of Sluice itself.
 *
 * @param message one message, with where and how to mend it
 * @param exitCode 1 or 2
 */
record ErrorReport(String message, int exitCode) {
  private static final int USER = 2;
  private static final int MACHINE = 1;

  /** Finds what to say of an exception. */
  static ErrorReport of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UserError) {
        return new ErrorReport(String.valueOf(t.getMessage()), USER);
      }
      String text = String.valueOf(t.getMessage());
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.contains("no space left")) {
        return new ErrorReport(
            "the disk is full; nothing half-written was kept. Free some space or give --out on another disk ("
                + text
                + ")",
            MACHINE);
      }
      if (t instanceof OutOfMemoryError || lower.contains("out of memory")) {
        return new ErrorReport(
            "out of memory; give more heap with SLUICE_HEAP (such as SLUICE_HEAP=4g), or take less data ("
                + text
                + ")",
            MACHINE);
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String kind =
        root instanceof IOException
                || thrown instanceof UncheckedIOException
                || root instanceof SQLException
            ? "reading or writing failed"
            : "this should not have happened, it is a fault in Sluice";
    return new ErrorReport(
        kind
            + ": "
            + root.getClass().getSimpleName()
            + ": "
            + root.getMessage()
            + "; --verbose shows where",
        MACHINE);
  }

  /** Prints the message, with the stack trace where wanted. */
  void print(PrintStream err, Throwable thrown, boolean verbose) {
    err.println("error: " + message);
    if (verbose) {
      thrown.printStackTrace(err);
    }
  }
}
