package sluice.pipeline;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import sluice.pipeline.command.ServeCommand;
import sluice.serving.log.ServerLog;

/** The {@code sluice} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    TrueStderr.restore();
    // A thread that nobody waits for: its end is told as any other error is.
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
      int _ = ErrorReport.report(thrown, System.err, verbose(args));
    });
    System.exit(execute(args));
  }

  /** Runs the command and returns its exit code: 0, 1 or 2. */
  static int execute(String... args) {
    CommandLine command = new CommandLine(new SluiceCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpAutoWidth(true);
    command.setExecutionExceptionHandler(
        (thrown, line, parsed) -> failed(thrown, line.getCommand(), verbose(args)));
    command.setParameterExceptionHandler(Main::misused);
    try {
      return command.execute(args);
    } catch (Throwable e) { // picocli hands on no errors such as OutOfMemoryError
      return ErrorReport.report(e, System.err, verbose(args));
    }
  }

  /** Tells of a failure: to the log of a server where that is JSON, else to a person. */
  private static int failed(Throwable thrown, Object command, boolean verbose) {
    Optional<ServerLog> log =
        command instanceof ServeCommand serve ? serve.jsonLog() : Optional.empty();
    if (log.isEmpty()) {
      return ErrorReport.report(thrown, System.err, verbose);
    }
    ErrorReport report = ErrorReport.of(thrown);
    log.get().failedToStart(report.message());
    if (verbose) {
      log.get().failed("start", "", thrown);
    }
    return report.exitCode();
  }

  private static boolean verbose(String[] args) {
    return List.of(args).contains("--verbose") || List.of(args).contains("-v");
  }

  private static int misused(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    System.err.println("error: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    System.err.println("try: " + line.getCommandSpec().qualifiedName(" ") + " --help");
    return 2;
  }
}
