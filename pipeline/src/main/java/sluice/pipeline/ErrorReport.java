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
 * @param message one message, with where and how to fix it
 * @param exitCode 1 or 2
 */
record ErrorReport(String message, int exitCode) {
  private static final int USER = 2;
  private static final int MACHINE = 1;
  private static final String OUT_OF_MEMORY =
      "out of memory; give more heap with SLUICE_HEAP (such as SLUICE_HEAP=4g), or take less data";
  private static final String NO_MEMORY_TO_SAY = "error: " + OUT_OF_MEMORY;

  /** Finds what to say of an exception. */
  static ErrorReport of(Throwable thrown) {
    // Memory first: whatever an exception around it says, that is what was missing.
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      if (text.contains("native thread")) {
        return new ErrorReport(
            "the machine starts no more threads; end other programs, raise its limit of processes, or"
                + " take fewer with --set threads=N",
            MACHINE);
      }
      if (t instanceof OutOfMemoryError
          || text.contains("java.lang.OutOfMemoryError") // of a class that could not start before
          || text.toLowerCase(Locale.ROOT).contains("out of memory")) {
        return new ErrorReport(OUT_OF_MEMORY + " (" + text + ")", MACHINE);
      }
    }
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

  /** Reports an exception, also where there is not even memory left to say so; returns the code. */
  static int report(Throwable thrown, PrintStream err, boolean verbose) {
    try {
      ErrorReport report = of(thrown);
      report.print(err, thrown, verbose);
      return report.exitCode;
    } catch (OutOfMemoryError e) {
      err.println(NO_MEMORY_TO_SAY);
      return MACHINE;
    }
  }

  /** Prints the message, with the stack trace where wanted. */
  void print(PrintStream err, Throwable thrown, boolean verbose) {
    err.println("error: " + message);
    if (verbose) {
      thrown.printStackTrace(err);
    }
  }
}
