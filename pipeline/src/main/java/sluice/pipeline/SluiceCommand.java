package sluice.pipeline;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.pipeline.command.AblateCommand;
import sluice.pipeline.command.AuditCommand;
import sluice.pipeline.command.BatchCommand;
import sluice.pipeline.command.CheckCommand;
import sluice.pipeline.command.CompareCommand;
import sluice.pipeline.command.DataCommand;
import sluice.pipeline.command.EvaluateCommand;
import sluice.pipeline.command.ExplainCommand;
import sluice.pipeline.command.ExportCommand;
import sluice.pipeline.command.IngestCommand;
import sluice.pipeline.command.LearningCurveCommand;
import sluice.pipeline.command.MeasuresCommand;
import sluice.pipeline.command.OffPolicyCommand;
import sluice.pipeline.command.ReplayCommand;
import sluice.pipeline.command.RunCommand;
import sluice.pipeline.command.RunsCommand;
import sluice.pipeline.command.ServeCommand;
import sluice.pipeline.command.TuneCommand;

/** The root of the command line: explains itself and names the subcommands. */
@Command(
    name = "sluice",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Recommends from raw interactions, and measures every stage on the way.%n"},
    footer = {
      "%nFirst steps:",
      "  sluice run                                run on the built-in sample",
      "  sluice run --set ranking.model=logistic-regression     serve another ranker",
      "  sluice serve                              serve the latest run",
      "  sluice data validate shop/dataset.yaml    check your own data",
      "  sluice run --set dataset=shop/dataset.yaml             run on it",
      "  sluice compare runs/a runs/b              is one better than the other",
      "  sluice evaluate --qrels q.tsv --run r.tsv      measure any system's run files",
      "%nsluice help COMMAND explains one command.",
      "Exit codes: 0 done; 2 the input is wrong, and the message says where and how to fix "
          + "it; 1 the"
          + " machine (disk, memory) or Sluice itself failed; 130 and 143 interrupted."
    },
    subcommands = {
      RunCommand.class,
      IngestCommand.class,
      ServeCommand.class,
      ReplayCommand.class,
      BatchCommand.class,
      ExportCommand.class,
      ExplainCommand.class,
      DataCommand.class,
      RunsCommand.class,
      CompareCommand.class,
      EvaluateCommand.class,
      MeasuresCommand.class,
      AblateCommand.class,
      TuneCommand.class,
      LearningCurveCommand.class,
      AuditCommand.class,
      CheckCommand.class,
      OffPolicyCommand.class,
      AutoComplete.GenerateCompletion.class,
      picocli.CommandLine.HelpCommand.class
    })
final class SluiceCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command is given; to begin with: sluice run");
  }
}
