package sluice.pipeline.command;

import java.io.PrintStream;
import picocli.CommandLine.Option;
import sluice.pipeline.console.Console;

/** The options that every command has. */
public final class CommonOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "print only errors and warnings")
  private boolean quiet;

  @Option(names = "--json", description = "print the result as one JSON document, for scripts")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "on an error, print the stack trace")
  private boolean verbose;

  /** Says whether stack traces are wanted. */
  public boolean verbose() {
    return verbose;
  }

  /** Opens the console these options ask for. */
  Console console() {
    Console.Mode mode = json ? Console.Mode.JSON : quiet ? Console.Mode.QUIET : Console.Mode.NORMAL;
    PrintStream err = System.err;
    return new Console(System.out, err, mode, Boolean.getBoolean("sluice.tty"));
  }
}
