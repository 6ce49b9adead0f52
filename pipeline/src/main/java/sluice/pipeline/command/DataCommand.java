package sluice.pipeline.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice data}: what datasets there are, and checks of one's own. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Datasets: what there is, what is in one, download, check of one's own.",
    subcommands = {})
public final class DataCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name what to do with the data");
  }
}
