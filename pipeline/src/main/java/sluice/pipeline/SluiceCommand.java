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
import sluice.pipeline.command.ServeCommand;

/** The root of the command line: explains itself and names the subcommands. */
@Command(
    name = "sluice",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "An end-to-end recommendation pipeline: raw interactions in, a handful of good items out,",
      "every stage measured.%n"
    },
    footer = {
      "%nFirst steps:",
      "  sluice run                                     the whole funnel on the built-in sample",
      "  sluice run --set ranking.model=logistic-regression   another ranker is served",
      "  sluice run --set dataset=path/to/ml-latest-small --set protocol=per-user-temporal",
      "  sluice data validate shop/dataset.yaml         check your own data",
      "  sluice compare runs/a runs/b                   is the one better than the other",
      "  sluice evaluate --qrels q.tsv --run r.tsv      judge run files of any system",
      "%nExit codes: 0 done; 2 something given is wrong, the message says where and how to mend"
          + " it;",
      "1 the machine failed (disk, memory) or Sluice did; 130 and 143 interrupted.",
      "sluice help COMMAND explains one command."
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
      CompareCommand.class,
      EvaluateCommand.class,
      MeasuresCommand.class,
      AblateCommand.class,
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
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
