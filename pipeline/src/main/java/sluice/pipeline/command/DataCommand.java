package sluice.pipeline.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice data}: what datasets there are, what is in one, download, check of one's own. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists, describes, downloads and checks datasets.", ""},
    footer = {
      "%nExamples:",
      "  sluice data list",
      "  sluice data describe sample",
      "  sluice data fetch ml-latest-small",
      "  sluice data validate shop/dataset.yaml"
    },
    subcommands = {
      DataListCommand.class,
      DataDescribeCommand.class,
      DataFetchCommand.class,
      DataValidateCommand.class
    })
public final class DataCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name what to do: list, describe, fetch or validate");
  }
}
